internal import DecisionTable
internal import MarkupText
package import PolicyModel
internal import Values

extension Artifact {
  /// `index.html`: every policy with its revisions, in the order of their names.
  package static func indexPage(of policies: [IndexEntry], compiler: String) -> Artifact {
    let sorted = policies.sorted { $0.id < $1.id }
    return Artifact(
      path: "index.html", text: IndexPage(policies: sorted, compiler: compiler).page.text)
  }
}

private struct IndexPage {
  let policies: [IndexEntry]
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
            .tag(
              .main,
              [
                .tag(
                  .div, ["class": "search", "id": "search", "hidden": ""],
                  [
                    .tag(.label, ["for": "query"], ["Search policies"]),
                    .tag(.input, ["type": "search", "id": "query", "autocomplete": "off"]),
                    .tag(.p, ["id": "found", "role": "status"]),
                  ]),
                .tag(.ul, ["class": "policies"], policies.map(entry)),
                .script(searchScript),
              ]),
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

  private func entry(_ policy: IndexEntry) -> Markup {
    let latest = policy.latest
    return .tag(
      .li,
      [
        .tag(
          .p, ["class": "eyebrow"], ["\(policy.publisher) · \(policy.id)"]),
        .tag(
          .h2,
          [.tag(.a, ["href": "\(policy.id)/\(latest.id)/policy.html"], [.text(policy.title)])]),
        .tag(
          .dl, ["class": "facts"],
          [
            .tag(
              .div,
              [
                .tag(.dt, [.text(standing(of: latest))]),
                .tag(.dd, [.tag(.time, ["datetime": latest.id], [.text(latest.printed)])]),
              ]),
            .tag(
              .div,
              [
                .tag(.dt, ["Approved"]),
                .tag(.dd, [latest.approval.map { date($0) } ?? "Not printed"]),
              ]),
          ]),
      ] + changes(of: policy) + [
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
          ])
      ])
  }

  private func standing(of revision: RevisionHistory.Entry) -> String {
    if revision.status == .draft { return "Draft" }
    return revision.approval == nil ? "Latest released revision" : "Latest approved revision"
  }

  /// What the log says of the latest released revision.
  private func changes(of policy: IndexEntry) -> [Markup] {
    guard !policy.changes.isEmpty else { return [] }
    return [
      .tag(
        .details,
        [
          .tag(.summary, [.text("What changed last, with revision \(policy.latest.printed)")]),
          .tag(.ul, policy.changes.map { .tag(.li, [.text($0.plainText)]) }),
        ])
    ]
  }

  private func name(of revision: RevisionHistory.Entry) -> String {
    let mark = revision.isReconstructed ? " (reconstructed)" : ""
    let draft = revision.status == .draft ? " (draft)" : ""
    return "Revision \(revision.printed)\(mark)\(draft)"
  }

  private func date(_ date: PrintedDate) -> Markup {
    .tag(.time, ["datetime": date.iso], [.text(date.printed)])
  }
}

/// Shows the policies in which every word of the query stands.
private let searchScript: StaticString = #"""
  (function () {
    "use strict";
    var query = document.getElementById("query"), found = document.getElementById("found");
    var items = Array.prototype.slice.call(document.querySelectorAll(".policies > li"));
    query.addEventListener("input", function () {
      var words = query.value.toLowerCase().split(/\s+/), count = 0;
      items.forEach(function (item) {
        var text = item.textContent.toLowerCase();
        item.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
        count += item.hidden ? 0 : 1;
      });
      found.textContent = query.value ? count + " of " + items.length : "";
    });
    document.getElementById("search").hidden = false;
  })();

  """#
