internal import DecisionTable
internal import MarkupText
internal import PolicyModel
internal import Values

/// The sections of a page, each from what the revision holds of it.
extension RevisionPage {
  func section(
    _ id: String, _ title: String, _ part: Reconstruction.Part?, _ content: [Markup]?
  ) -> Markup {
    let unheld: [Markup] = [
      .tag(
        .div, ["class": "unheld"],
        [
          .tag(
            .p,
            [
              .tag(.strong, [.text(StandingWords.unheld.head)]),
              .text(" \(StandingWords.unheld.text)"),
            ])
        ])
    ]
    let isUnheld = part.map { !isHeld($0) } ?? false
    return .tag(
      .section, ["id": id, "aria-labelledby": "\(id)-title"],
      [.tag(.h2, ["id": "\(id)-title"], [.text(title)])]
        + (isUnheld ? unheld : content ?? [.tag(.p, ["None."])]))
  }

  func isHeld(_ part: Reconstruction.Part) -> Bool {
    !(revision.reconstruction?.notHeld.contains(part) ?? false)
  }

  var otherwise: Markup {
    .tag(
      .div, ["class": "otherwise"],
      [
        .tag(
          .p,
          [
            .tag(.strong, [.text(StandingWords.otherwise.head)]),
            .text(" \(StandingWords.otherwise.text)"),
          ])
      ])
  }

  var legend: Markup {
    let meanings = [
      ("Met", "the criteria hold, whatever is still unknown."),
      ("Not met", "the request is in scope and cannot meet the criteria; clinical review follows."),
      ("Needs information", "the answer hangs on facts that are not known; they are named."),
      ("Out of scope", "the policy is not about the requested service."),
    ]
    return .tag(
      .dl, ["class": "legend"],
      meanings.flatMap { [.tag(.dt, ["\($0.0):"]), .tag(.dd, [.text($0.1)])] })
  }

  func coding(_ coding: Coding) -> [Markup] {
    let notice = coding.cptCopyright.map { year -> Markup in
      .tag(.p, ["class": "small"], [.text(Coding.cptNotice(year: year))])
    }
    let table: Markup = .tag(
      .table,
      [
        .tag(.caption, ["Codes that this revision prints"]),
        .tag(
          .thead,
          [
            .tag(
              .tr,
              [
                .tag(.th, ["scope": "col"], ["Code"]),
                .tag(.th, ["scope": "col"], ["Description"]),
              ])
          ]),
        .tag(
          .tbody,
          coding.rows.map { row in
            .tag(
              .tr,
              [
                .tag(.th, ["scope": "row"], ["\(row.code.system.rawValue) \(row.code.value)"]),
                .tag(
                  .td, [.text(row.descriptor + (row.period.map { " (valid \($0.words))" } ?? ""))]),
              ])
          }),
      ])
    return prose.blocks(coding.text) + [table] + (notice.map { [$0] } ?? [])
  }

  var log: Markup {
    .tag(
      .table, ["class": "log"],
      [
        .tag(.caption, ["Reviews, revisions and approvals, with dates as printed"]),
        .tag(
          .thead,
          [
            .tag(
              .tr,
              ["Revision", "Approval", "What changed"].map {
                .tag(.th, ["scope": "col"], [.text($0)])
              })
          ]),
        .tag(
          .tbody,
          LogWords.rows(policy, reviews).map { row, changes in
            .tag(
              .tr,
              [
                .tag(
                  .th, ["scope": "row"],
                  row.isContinuation ? ["\(row.revision), continued"] : [date(row.revision)]),
                .tag(
                  .td,
                  row.isContinuation
                    ? ["Printed without a date"] : [row.approval.map { date($0) } ?? "Not printed"]
                ),
                .tag(
                  .td,
                  [
                    .tag(
                      .ul,
                      changes.map { words, verdict in
                        .tag(
                          .li,
                          prose.line(words)
                            + (verdict.map {
                              [" ", .tag(.span, ["class": "verdict"], [.text($0)])]
                            } ?? []))
                      })
                  ]),
              ])
          }),
      ])
  }

  var references: [Markup]? {
    guard !revision.references.isEmpty else { return nil }
    return [
      .tag(
        .ol, ["class": "references small"],
        revision.references.map { reference in
          .tag(.li, ["id": "ref-\(reference.key)"], prose.inlines(reference.entry))
        })
    ]
  }

  var reminder: [Markup]? {
    revision.reminder.map { [.tag(.div, ["class": "small"], prose.blocks($0))] }
  }

  /// A date as printed, with its ISO form at the same precision.
  func date(_ date: PrintedDate) -> Markup {
    .tag(.time, ["datetime": date.iso], [.text(date.printed)])
  }
}
