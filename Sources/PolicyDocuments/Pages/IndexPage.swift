internal import DecisionTable
internal import MarkupText
package import PolicyChecks
package import PolicyModel
internal import Values

extension Artifact {
  /// `index.html`: every policy with its revisions.
  package static func indexPage(of policies: [CheckedPolicy], compiler: String) -> Artifact {
    Artifact(
      path: "index.html",
      text: IndexPage(policies: policies.map(\.policy), compiler: compiler).page.text)
  }
}

private struct IndexPage {
  let policies: [Policy]
  let compiler: String

  var page: HTMLPage {
    HTMLPage(
      title: "Clinical policies",
      description: "Clinical policies, compiled to documents and executable decision tables.",
      body: [
        .tag(
          .aside, ["class": "notice", "aria-label": "Status of these pages"],
          [
            .tag(
              .div, ["class": "page"],
              [
                .tag(
                  .p,
                  [
                    .tag(.strong, ["Unofficial restatements."]), " ",
                    "Each page states the facts of a policy in this project’s own words and says where the payer’s own publication is to be found.",
                  ])
              ])
          ]),
        .tag(
          .div, ["class": "page"],
          [
            .tag(
              .header, ["class": "masthead"],
              [
                .tag(
                  .p, ["class": "eyebrow"],
                  [.text(policies.count == 1 ? "1 policy" : "\(policies.count) policies")]),
                .tag(.h1, ["Clinical policies"]),
              ]),
            .tag(.main, [.tag(.ul, ["class": "policies"], policies.map(entry))]),
            .tag(
              .footer,
              [
                .tag(
                  .p,
                  [
                    .text("Made by \(compiler). "),
                    .tag(.a, ["href": "manifest.json"], ["The manifest"]),
                    " lists every file with its SHA-256.",
                  ])
              ]),
          ]),
      ])
  }

  private func entry(_ policy: Policy) -> Markup {
    let latest = policy.revisions.last { $0.entry.status == .released } ?? policy.revisions[0]
    return .tag(
      .li,
      [
        .tag(
          .p, ["class": "eyebrow"], ["\(policy.publisher) · \(policy.id)"]),
        .tag(
          .h2,
          [.tag(.a, ["href": "\(policy.id)/\(latest.id)/policy.html"], [.text(latest.title)])]),
        .tag(
          .dl, ["class": "facts"],
          [
            .tag(
              .div,
              [
                .tag(.dt, [latest.entry.status == .draft ? "Draft" : "Latest revision"]),
                .tag(.dd, [date(latest.date)]),
              ]),
            .tag(
              .div,
              [
                .tag(.dt, ["Approved"]),
                .tag(.dd, [latest.entry.approval.map { date($0) } ?? "Not printed"]),
              ]),
          ]),
        .tag(
          .nav, ["class": "nav", "aria-label": "Revisions of \(policy.id)"],
          [
            .tag(
              .ul,
              policy.revisions.reversed().map { revision in
                .tag(
                  .li,
                  [
                    .tag(
                      .a, ["href": "\(policy.id)/\(revision.id)/policy.html"],
                      [.text(name(of: revision))])
                  ])
              })
          ]),
      ])
  }

  private func name(of revision: Revision) -> String {
    let mark = revision.reconstruction == nil ? "" : " (reconstructed)"
    let draft = revision.entry.status == .draft ? " (draft)" : ""
    return "Revision \(revision.date)\(mark)\(draft)"
  }

  private func date(_ date: PrintedDate) -> Markup {
    .tag(.time, ["datetime": date.iso], [.text(date.printed)])
  }
}
