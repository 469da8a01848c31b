internal import DecisionAnalysis
internal import DecisionTable
internal import MarkupText
internal import PolicyModel
internal import PolicyReview
internal import Values

/// The difference of two revisions as a page: additions underlined, deletions struck, each named for
/// those who hear the page, what is unchanged folded away.
struct RedlinePage {
  let redline: Redline
  let provenance: Provenance

  var page: HTMLPage {
    let (policy, old, new) = (redline.policy, redline.old, redline.new)
    return HTMLPage(
      title: "\(redline.difference.new.title), \(policy.id), \(old) to \(new)",
      description: "What changed in clinical policy \(policy.id) from \(old) to \(new).",
      body: [
        .tag(.div, [.tag(.a, ["class": "skip", "href": "#summary"], ["Skip to the summary"])]),
        .tag(
          .aside, ["class": "notice", "aria-label": "Status of this page"],
          [
            .tag(
              .div, ["class": "page"],
              [
                .tag(
                  .p,
                  [
                    .tag(.strong, [.text(StandingWords.unofficial.head)]),
                    .text(" \(StandingWords.unofficial.text) "),
                  ] + ProseHTML([]).line(policy.original))
              ])
          ]),
        .tag(.div, ["class": "page"], [masthead, contents, main, footer]),
      ])
  }

  private var masthead: Markup {
    func facts(_ revision: Revision, _ name: String) -> Markup {
      let status = revision.entry.status == .draft ? ", draft" : ""
      let mark = revision.reconstruction == nil ? "" : ", reconstructed"
      let approval = revision.entry.approval.map { ", approved \($0)" } ?? ""
      return .tag(
        .div,
        [
          .tag(.dt, [.text(name)]),
          .tag(
            .dd,
            [
              .tag(
                .a, ["href": "../\(revision.id)/policy.html"], ["Revision \(revision.date)"]),
              .text(status + mark + approval),
            ]),
        ])
    }
    return .tag(
      .header, ["class": "masthead"],
      [
        .tag(
          .p, ["class": "eyebrow"],
          ["\(redline.policy.publisher) · Clinical policy \(redline.policy.id) · Redline"]),
        .tag(.h1, ["\(redline.old) to \(redline.new)"]),
        .tag(
          .dl, ["class": "facts"],
          [facts(redline.difference.old, "From"), facts(redline.difference.new, "To")]),
        .tag(
          .nav, ["class": "nav", "aria-label": "Policies"],
          [.tag(.ul, [.tag(.li, [.tag(.a, ["href": "../../index.html"], ["All policies"])])])]),
      ])
  }

  private var contents: Markup {
    let sections = [
      ("summary", "Summary"), ("decisions", "Decisions"), ("criteria", "Criteria"),
      ("changes", "Every change"), ("log", "Revision log"),
    ]
    return .tag(
      .nav, ["class": "nav contents", "aria-label": "Contents"],
      [
        .tag(
          .ul, sections.map { .tag(.li, [.tag(.a, ["href": "#\($0.0)"], [.text($0.1)])]) })
      ])
  }

  private var main: Markup {
    .tag(
      .main,
      [
        section("summary", "Summary", summary), section("decisions", "Decisions", decisions),
        section("criteria", "Criteria", RedlineOutline(redline: redline).content),
        section(
          "changes", "Every change",
          redline.entries.isEmpty
            ? [.tag(.p, ["Nothing that both revisions hold differs."])]
            : redline.entries.map(change)),
        section("log", "Revision log", log),
      ])
  }

  private func section(_ id: String, _ title: String, _ content: [Markup]) -> Markup {
    .tag(
      .section, ["id": id, "aria-labelledby": "\(id)-title"],
      [.tag(.h2, ["id": "\(id)-title"], [.text(title)])] + content)
  }

  private var summary: [Markup] {
    [.tag(.p, ["class": "summary"], [.text(redline.summary)])]
      + redline.unheld.map {
        .tag(.div, ["class": "unheld"], [.tag(.p, [.text($0)])])
      }
  }

  // MARK: Decisions

  private var decisions: [Markup] {
    let effect = redline.effectSummary
    var content: [Markup] = [
      .tag(
        .p,
        [
          .text(
            "Effect: \(redline.effectName). \(effect.prefix(1).uppercased() + effect.dropFirst())."
          ),
          .text(redline.counts.map { " \($0)" } ?? ""),
          .text(redline.datedEffects.map { " \($0)" } ?? ""),
          redline.isDecided ? " This is proven over every complete request." : "",
        ])
    ]
    var rows: [(name: [Markup], witness: TableComparison.Witness)] = []
    for entry in redline.entries {
      guard case .changes(let witness) = entry.effect else { continue }
      rows.append(
        ([.tag(.a, ["href": "#\(entry.anchor)"], RedlineMarkup.breakable(entry.name))], witness))
    }
    if rows.isEmpty { rows = redline.wholeWitnesses.map { ([.text($0.label)], $0.witness) } }
    if !rows.isEmpty {
      content.append(table(rows))
    }
    return content
  }

  private func table(_ rows: [(name: [Markup], witness: TableComparison.Witness)]) -> Markup {
    .tag(
      .table, ["class": "witnesses"],
      [
        .tag(.caption, ["The smallest request that each change answers differently"]),
        .tag(
          .thead,
          [
            .tag(
              .tr,
              ["Change", "Request and answers"].map {
                .tag(.th, ["scope": "col"], [.text($0)])
              })
          ]),
        .tag(
          .tbody,
          rows.map { row in
            .tag(
              .tr,
              [
                .tag(.th, ["scope": "row"], row.name),
                .tag(
                  .td,
                  [
                    .tag(
                      .code, ["class": "request"],
                      RedlineMarkup.breakable(redline.facts(row.witness))),
                    .text(row.witness.request.date.map { "On \($0). " } ?? ""),
                    .tag(.strong, ["\(redline.old):"]), .text(" \(row.witness.old.words). "),
                    .tag(.strong, ["\(redline.new):"]), .text(" \(row.witness.new.words)."),
                  ]),
              ])
          }),
      ])
  }

  // MARK: Changes

  private func change(_ entry: Redline.Entry) -> Markup {
    var content: [Markup] = [.tag(.h3, RedlineMarkup.breakable(entry.name))]
    var marks: [Markup] = [
      .text(entry.kinds.prefix(1).uppercased() + entry.kinds.dropFirst() + ".")
    ]
    switch entry.effect {
    case .changes: marks.append(" It changes decisions.")
    case .undone: marks.append(" By itself it would change decisions; other changes undo that.")
    case .undecided:
      marks.append(" Whether it changes decisions takes more search than its budget.")
    case .some(.none): marks.append(" It changes no decision.")
    case nil: break
    }
    if let stated = entry.stated {
      marks += [
        " ",
        .tag(
          .a, ["href": "#\(anchor(stated.place.row, stated.place.change))"], ["Row of the log"]),
        ".",
      ]
    } else if redline.proof != nil, entry.changes.contains(where: \.needsClaim) {
      marks.append(" No row of the log states it.")
    }
    content.append(.tag(.p, ["class": "marks"], marks))
    content += RedlineMarkup.blocks(entry.text)
    return .tag(.div, ["class": "change", "id": entry.anchor], content)
  }

  // MARK: The log

  private func anchor(_ row: Int, _ change: Int) -> String { "log-\(row + 1)-\(change + 1)" }

  private var log: [Markup] {
    guard !redline.rows.isEmpty else { return [.tag(.p, ["No row of the log lies between them."])] }
    let prose = ProseHTML(redline.difference.new.references)
    return redline.rows.flatMap { place, row -> [Markup] in
      var items: [Markup] = row.changes.enumerated().map { number, change in
        let verdict = redline.proof?.verdict(row: place, change: number)
        return .tag(
          .li, ["id": anchor(place, number)],
          prose.line(change.text)
            + (verdict.map { [" ", .tag(.span, ["class": "verdict"], [.text($0.words)])] } ?? []))
      }
      if let effect = row.effect {
        let verdict = redline.proof?.effect.flatMap { $0.row == place ? $0.verdict : nil }
        items.append(
          .tag(
            .li,
            [.text("Effect on decisions: \(effect.rawValue).")]
              + (verdict.map { [" ", .tag(.span, ["class": "verdict"], [.text($0.words)])] } ?? []))
        )
      }
      return [
        .tag(.h3, ["\(row.revision)\(row.isContinuation ? ", continued" : "")"]),
        .tag(.ul, ["class": "log"], items),
      ]
    }
  }

  private var footer: Markup {
    .tag(
      .footer,
      [
        .tag(
          .p,
          [
            "Also as ", .tag(.a, ["href": "\(redline.name).md"], ["Markdown"]), " and as ",
            .tag(.a, ["href": "\(redline.name).json"], ["JSON"]), ".",
          ]),
        .tag(
          .p,
          [
            .text(
              "\(redline.policy.id), made by \(provenance.compiler) from sources with SHA-256 "),
            .tag(.code, [.text(provenance.sourceDigest)]), ".",
          ]),
      ])
  }
}

/// Texts with their changes.
enum RedlineMarkup {
  static func inserted(_ content: [Markup]) -> Markup {
    .tag(.ins, [.tag(.span, ["class": "unseen"], ["Added: "])] + content + [end])
  }

  static func deleted(_ content: [Markup]) -> Markup {
    .tag(.del, [.tag(.span, ["class": "unseen"], ["Removed: "])] + content + [end])
  }

  private static var end: Markup { .tag(.span, ["class": "unseen"], [" (end)"]) }

  /// Long names may break behind punctuation, which copying them does not show.
  static func breakable(_ text: String) -> [Markup] {
    guard text.utf8.contains(UInt8(ascii: "_")) || text.utf8.contains(UInt8(ascii: "{")) else {
      return [.text(text)]
    }
    var nodes: [Markup] = []
    var piece = ""
    for character in text {
      piece.append(character)
      if character == "_" || piece.count > 24 && (character == "," || character == ":") {
        nodes += [.text(piece), .tag(.wbr)]
        piece = ""
      }
    }
    return nodes + [.text(piece)]
  }

  static func words(_ difference: WordDifference) -> [Markup] {
    var nodes: [Markup] = []
    for run in difference.runs {
      if !nodes.isEmpty { nodes.append(" ") }
      switch run.kind {
      case .same: nodes += breakable(run.text)
      case .removed: nodes.append(deleted(breakable(run.text)))
      case .added: nodes.append(inserted(breakable(run.text)))
      }
    }
    return nodes
  }

  /// A paragraph a line; runs of unchanged ones are folded.
  static func blocks(_ text: TextDifference) -> [Markup] {
    var nodes: [Markup] = []
    var same: [String] = []
    func fold() {
      guard !same.isEmpty else { return }
      let paragraphs = same.map { Markup.tag(.p, breakable($0)) }
      nodes.append(
        .tag(
          .details,
          [
            .tag(
              .summary, ["\(same.count) \(same.count == 1 ? "line" : "lines") unchanged"])
          ] + paragraphs))
      same = []
    }
    for piece in text.pieces {
      if case .same(let line) = piece {
        same.append(line)
        continue
      }
      fold()
      switch piece {
      case .same: break
      case .removed(let line): nodes.append(.tag(.p, [deleted(breakable(line))]))
      case .added(let line): nodes.append(.tag(.p, [inserted(breakable(line))]))
      case .changed(let difference): nodes.append(.tag(.p, words(difference)))
      }
    }
    fold()
    return nodes
  }
}
