internal import DecisionTable
internal import MarkupText
package import PolicyModel
internal import Values

extension Artifact {
  /// `index.html`: every policy with its revisions, ordered by id.
  package static func indexPage(of policies: [IndexEntry], compiler: String) -> Artifact {
    let sorted = policies.sorted { $0.id < $1.id }
    return Artifact(
      path: "index.html", text: IndexPage(policies: sorted, compiler: compiler).page.text)
  }
}

private struct IndexPage {
  let policies: [IndexEntry]
  let compiler: String

  var page: Page {
    Page(
      title: "Clinical policies",
      description: "Clinical policies, compiled to documents and executable decision tables.",
      notice: notice,
      masthead: Masthead(
        eyebrow: policies.count == 1 ? "1 policy" : "\(policies.count) policies",
        title: "Clinical policies"),
      skipLink: (id: "policies", text: "Skip to the policies"),
      main: [
        search, .tag(.ul, ["class": "policies", "id": "policies"], policies.map(entry)),
        .script(PageResource.searchScript),
      ],
      footer: [
        [
          .text("Built by \(compiler). "),
          .tag(.a, ["href": "manifest.json"], ["The manifest"]),
          " lists every file with its SHA-256.",
        ]
      ])
  }

  private var notice: PageNotice {
    let (head, text): (String, String) =
      switch Set(policies.map(\.standing)) {
      case [.official]:
        ("Official policies.", "The payer that a page names publishes it, with its own notice.")
      case [.restatement], []:
        (
          "Unofficial restatements.",
          "Each page restates a policy in this project’s own words and says where to find the payer’s own publication."
        )
      default:
        (
          "Official policies and unofficial restatements.",
          "Each page says at its top whether the payer publishes it or it restates what the payer publishes."
        )
      }
    return PageNotice(label: "Status of these pages", head: head, content: [.text(text)])
  }

  /// Hidden until a script shows it.
  private var search: Markup {
    .tag(
      .div, ["class": "search", "id": "search", "role": "search", "hidden": ""],
      [
        .tag(.label, ["for": "query"], ["Search policies"]),
        .tag(.input, ["type": "search", "id": "query", "autocomplete": "off"]),
        .tag(.p, ["id": "found", "role": "status"]),
      ])
  }

  private func entry(_ policy: IndexEntry) -> Markup {
    let latest = policy.latest
    let heading: Markup = .tag(
      .h2,
      [.tag(.a, ["href": "\(policy.id)/\(latest.id)/policy.html"], [.text(policy.title)])])
    let facts: Markup = .facts([
      (status(of: policy), [.tag(.time, ["datetime": latest.id], [.text(latest.printed)])]),
      ("Approved", approval(of: policy)),
    ])
    let revisions = policy.revisions.reversed().map { revision in
      Navigation.link("\(policy.id)/\(revision.id)/policy.html", name(of: revision))
    }
    return .tag(
      .li,
      [
        .tag(
          .p, ["class": "eyebrow"], ["\(policy.publisher) · \(policy.id)\(standing(of: policy))"]),
        heading, facts,
      ]
        + changes(of: policy)
        + [Navigation("Revisions of \(policy.id)", links: revisions).markup])
  }

  /// Whether the policy is a restatement, if the others are not all of the same standing.
  private func standing(of policy: IndexEntry) -> String {
    let isMixed = policies.contains { $0.standing != policy.standing }
    return isMixed && policy.standing == .restatement ? " · Unofficial restatement" : ""
  }

  private func approval(of policy: IndexEntry) -> [Markup] {
    let date = policy.latest.approval.map { [Markup.date($0)] } ?? []
    let approvers = policy.approvers.map { Markup.tag(.div, [.text($0)]) }
    guard date.isEmpty, approvers.isEmpty else { return date + approvers }
    return [policy.latest.status == .draft ? "Not yet" : "Not stated"]
  }

  private func status(of policy: IndexEntry) -> String {
    if policy.latest.status == .draft { return "Draft" }
    if let lastDay = policy.latest.lastDay { return "Retired, last day \(lastDay.spelledOut)" }
    let isApproved = policy.latest.approval != nil || !policy.approvers.isEmpty
    return isApproved ? "Latest approved revision" : "Latest released revision"
  }

  /// What the log says about the latest released revision.
  private func changes(of policy: IndexEntry) -> [Markup] {
    guard !policy.changes.isEmpty else { return [] }
    return [
      .tag(
        .details,
        [
          .tag(.summary, [.text("What changed in revision \(policy.latest.printed)")]),
          .tag(.ul, policy.changes.map { .tag(.li, [.text($0.plainText)]) }),
        ])
    ]
  }

  private func name(of revision: RevisionHistory.Entry) -> String {
    let reconstructed = revision.isReconstructed ? " (reconstructed)" : ""
    let draft = revision.status == .draft ? " (draft)" : ""
    return "Revision \(revision.printed)\(reconstructed)\(draft)"
  }
}
