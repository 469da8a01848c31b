internal import DecisionAnalysis
internal import DecisionTable
internal import MarkupText
internal import PolicyModel
internal import PolicyReview
internal import Values

/// `diff/OLD..NEW.html`: the difference of two revisions, with additions underlined, deletions
/// struck through, and what is unchanged folded away.
struct RedlinePage {
  let redline: Redline
  let provenance: Provenance

  private var policy: Policy { redline.policy }

  var page: Page {
    Page(
      title:
        "\(redline.difference.new.title), \(policy.id), \(redline.old) to \(redline.new)",
      description:
        "What changed in clinical policy \(policy.id) from \(redline.old) to \(redline.new).",
      notice: PageNotice(policy, ProseHTML([])), masthead: masthead,
      skipLink: (id: "summary", text: "Skip to the summary"),
      sections: [
        PageSection(id: "summary", title: "Summary", content: summary),
        PageSection(id: "decisions", title: "Decisions", content: decisions),
        PageSection(
          id: "criteria", title: "Criteria", content: RedlineOutline(redline: redline).content),
        PageSection(id: "changes", title: "Every change", content: changes),
        PageSection(id: "log", title: "Revision log", content: log),
      ], footer: footer)
  }

  private var masthead: Masthead {
    Masthead(
      eyebrow: "\(policy.publisher) · Clinical policy \(policy.id) · Redline",
      title: "\(redline.difference.new.title): \(redline.old) to \(redline.new)",
      facts: [
        ("From", describe(redline.difference.old)), ("To", describe(redline.difference.new)),
      ],
      navigation: Navigation(
        "Policies", links: [Navigation.link("../../index.html", "All policies")]))
  }

  private func describe(_ revision: Revision) -> [Markup] {
    let draft = revision.entry.status == .draft ? ", draft" : ""
    let reconstructed = revision.reconstruction == nil ? "" : ", reconstructed"
    let approval = revision.entry.approval.map { ", approved \($0)" } ?? ""
    let approvers =
      revision.approvers.isEmpty
      ? "" : ", approved by \(revision.approvers.joined(separator: "; "))"
    return [
      .tag(.a, ["href": "../\(revision.id)/policy.html"], ["Revision \(revision.date)"]),
      .text(draft + reconstructed + approval + approvers),
    ]
  }

  private var summary: [Markup] {
    [.tag(.p, ["class": "summary"], [.text(redline.summary)])]
      + redline.missingParts.map { .tag(.div, ["class": "missing"], [.tag(.p, [.text($0)])]) }
  }

  // MARK: Decisions

  private var decisions: [Markup] {
    let effect: Markup = .tag(.p, [.text(redline.effect.joined(separator: " "))])
    let items = redline.witnesses.map { entry, label, witness -> Markup in
      let name: Markup =
        entry.map { .tag(.a, ["href": "#\($0.anchor)"], .breakable(label)) }
        ?? .tag(.strong, [.text(label)])
      return .tag(.li, [.tag(.p, [name])] + answers(to: witness))
    }
    guard !items.isEmpty else { return [effect] }
    return [
      effect, .tag(.p, ["The smallest requests that show it:"]),
      .tag(.ul, ["class": "witnesses"], items),
    ]
  }

  private func answers(to witness: TableComparison.Witness) -> [Markup] {
    [
      .tag(.p, [.text(redline.words(witness))]),
      .tag(.code, ["class": "request"], .breakable(redline.facts(witness))),
      .tag(
        .p,
        [
          .text(witness.request.date.map { "On \($0). " } ?? ""),
          .tag(.strong, ["\(redline.old):"]), .text(" \(witness.old.text). "),
          .tag(.strong, ["\(redline.new):"]), .text(" \(witness.new.text)."),
        ]),
    ]
  }

  // MARK: Changes and log

  private var changes: [Markup] {
    redline.entries.isEmpty
      ? [.tag(.p, ["The revisions do not differ in anything that both of them have."])]
      : redline.entries.map(change)
  }

  private func change(_ entry: Redline.Entry) -> Markup {
    var sentences = ["\(entry.kinds.prefix(1).uppercased())\(entry.kinds.dropFirst())."]
    if let effect = entry.effectSentence { sentences.append(effect) }
    var marks: [Markup] = []
    if let stated = entry.stated {
      let anchor = LogEntry.anchor(row: stated.path.row, change: stated.path.change)
      marks = [
        " ", .tag(.a, ["href": "#\(anchor)"], ["Stated in the revision log"]), ".",
      ]
    } else if redline.proof != nil, entry.changes.contains(where: \.needsClaim) {
      sentences.append("The revision log does not state it.")
    }
    return .tag(
      .div, ["class": "change", "id": entry.anchor],
      [
        .tag(.h3, .breakable(entry.name)),
        .tag(.p, ["class": "marks"], [.text(sentences.joined(separator: " "))] + marks),
      ] + RedlineMarkup.lines(entry.text))
  }

  private var log: [Markup] {
    guard !redline.rows.isEmpty else {
      return [.tag(.p, ["The revision log has no entry between the two revisions."])]
    }
    let prose = ProseHTML(redline.difference.new.references)
    return redline.log.flatMap { entry -> [Markup] in
      [.tag(.h3, [.text(entry.heading)]), entry.list(prose)]
    }
  }

  private var footer: [[Markup]] {
    [
      [
        "Also available as ", .tag(.a, ["href": "\(redline.name).md"], ["Markdown"]), " and as ",
        .tag(.a, ["href": "\(redline.name).json"], ["JSON"]), ".",
      ],
      [
        .text(StandardWording.built(policy.id, by: provenance.compiler)),
        .tag(.code, [.text(provenance.sourceDigest)]), ".",
      ],
    ]
  }
}
