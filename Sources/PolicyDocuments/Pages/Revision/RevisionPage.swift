internal import DecisionTable
internal import MarkupText
internal import PolicyChecks
internal import PolicyModel
internal import PolicyReview
internal import Values

/// `policy.html`: one revision of a policy.
struct RevisionPage {
  let revision: Revision
  let policy: Policy
  let reviews: [RevisionReview]
  let provenance: Provenance
  let prose: ProseHTML

  init(_ revision: Revision, _ checked: CheckedPolicy, _ provenance: Provenance) {
    self.revision = revision
    policy = checked.policy
    reviews = checked.reviews
    self.provenance = provenance
    prose = ProseHTML(revision.references)
  }

  var page: Page {
    Page(
      title: "\(revision.title), \(policy.id), revision \(revision.date)",
      description:
        "Clinical policy \(policy.id), revision \(revision.date): criteria, coding and history.",
      notice: PageNotice(policy, prose), masthead: masthead,
      skipLink: (id: "criteria", text: "Skip to the criteria"), sections: sections,
      footer: footer)
  }

  private var masthead: Masthead {
    Masthead(
      eyebrow: "\(revision.publication.publisher) · Clinical policy \(policy.id)",
      title: revision.title,
      facts: facts, navigation: navigation, banner: banner)
  }

  private var facts: [(term: String, value: [Markup])] {
    var facts: [(term: String, value: [Markup])] = [
      ("Revision", [.date(revision.date)]),
      ("Approved", approval),
      (
        "Effective",
        [revision.entry.effective.map { .date($0) } ?? .text(policy.standing.missingEffectiveDate)]
      ),
    ]
    if revision.entry.status == .draft { facts.append(("Status", ["Draft"])) }
    if revision.isErratum, let corrected = policy.revision(correctedBy: revision) {
      facts.append(("Erratum", ["Corrects the text of revision ", .date(corrected.date)]))
    }
    if let lastDay = revision.entry.lastDay {
      facts.append(("Retired", [.text("The last day is \(lastDay.spelledOut)")]))
    }
    if let next = policy.successor(of: revision) {
      facts.append(
        (
          StandardWording.superseded,
          [.tag(.a, ["href": "../\(next.id)/policy.html"], ["Revision \(next.date)"])]
        ))
    }
    if let difference = reviews.first(where: { $0.revision.id == revision.id })?.difference {
      let url = "../diff/\(difference.old.id)..\(difference.new.id).html"
      facts.append(
        ("Redline", [.tag(.a, ["href": url], ["Changes since \(difference.old.date)"])]))
    }
    return facts
  }

  private var approval: [Markup] {
    let date = revision.entry.approval.map { [Markup.date($0)] } ?? []
    let approvers = revision.approvers.map { Markup.tag(.div, [.text($0)]) }
    return date.isEmpty && approvers.isEmpty
      ? [.text(revision.missingApproval)] : date + approvers
  }

  private var navigation: Navigation {
    let revisions = policy.revisions.reversed().map { other in
      Navigation.link(
        "../\(other.id)/policy.html", "Revision \(other.date)\(other.draftMark)",
        isCurrentPage: other.id == revision.id)
    }
    return Navigation(
      "Revisions", links: revisions + [Navigation.link("../../index.html", "All policies")])
  }

  private var banner: Markup? {
    revision.reconstruction.map { reconstruction in
      .tag(
        .section, ["class": "banner", "aria-labelledby": "reconstructed"],
        [
          .tag(.h2, ["id": "reconstructed"], [.text(StandardWording.reconstructed)]),
          .tag(.p, prose.line(reconstruction.basis)),
        ])
    }
  }

  private var footer: [[Markup]] {
    let formats: [Markup] = [
      "Also available as ", .tag(.a, ["href": "policy.md"], ["Markdown"]), " and as an ",
      .tag(.a, ["href": "decision-table.json"], ["executable decision table"]),
      ". Before this page was written, the compiler read it back and proved that it states exactly what the table decides: every criterion above is in the table, and every test of the table appears exactly once above.",
    ]
    let source: [Markup] = [
      .text(
        StandardWording.built(
          "\(policy.id), revision \(revision.date)", by: provenance.compiler)),
      .tag(.code, [.text(provenance.sourceDigest)]), ".",
    ]
    return [formats] + measurement + approvals + [source]
  }

  /// Which calibration liver iron figures use. The payer does not choose it, so it is not among the
  /// payer's text.
  private var measurement: [[Markup]] {
    guard let pin = revision.measurement else { return [] }
    let chosen: String =
      switch policy.standing {
      case .official: ""
      case .restatement: " This project chose it, not the payer."
      }
    return [
      [
        .text(
          "Liver iron figures for this revision use the calibration \(pin.calibration), revision \(pin.number).\(chosen)"
        )
      ]
    ]
  }

  /// What each office approved.
  private var approvals: [[Markup]] {
    revision.approvalSentences.map { sentence in
      [.text(sentence.beginning), .tag(.code, [.text(sentence.digest)]), "."]
    }
  }
}

extension PageNotice {
  /// The notice on every page of a policy.
  init(_ policy: Policy, _ prose: ProseHTML) {
    self.init(
      label: "Status of this page", head: policy.statusNotice.head,
      content: prose.line(policy.statusNotice.text))
  }
}
