internal import Diagnostics
package import PolicyModel
package import Values

/// The `released.yaml` of a policy: what its released revisions use of sources that go on changing, as it
/// was when they were sealed. `policyc release` writes it.
package struct ReleasedSource: Sendable {
  package struct Part: Sendable {
    package enum Content: Sendable {
      case terminology(TerminologySource)
      case crosswalk(CrosswalkSource)
      case publication(Publication)
    }

    /// The revisions that were sealed with it.
    package let revisions: [Located<PrintedDate>]
    package let content: Content
  }

  package let policy: Located<String>
  package let parts: [Part]
}

extension Shapes {
  static let released = record(
    required("policy", token.located, "The payer's reference number."),
    required("parts", releasedPart.list(), "What released revisions use, as it was then.")
  ) { policy, parts in
    ReleasedSource(policy: policy, parts: parts)
  }

  private static let releasedPart: Shape<ReleasedSource.Part> = record(
    required("revisions", date.located.list(), "The revisions that were sealed with it."),
    optional("terminology", terminology, "The terms of a terminology."),
    optional("crosswalk", crosswalk, "The suggested codes for its terms."),
    optional("publication", publication, "Who publishes the policy, and where."),
    recordSpan,
    checked: { revisions, terminology, crosswalk, publication, span in
      let contents: [ReleasedSource.Part.Content?] = [
        terminology.map { .terminology($0) }, crosswalk.map { .crosswalk($0) },
        publication.map { .publication($0) },
      ]
      let written = contents.compactMap(\.self)
      guard let content = written.first, written.count == 1 else {
        return .refused(
          Diagnostic(
            written.isEmpty ? .missingKey : .conflictingKeys,
            "a part is one of `terminology`, `crosswalk` and `publication`", at: span,
            help: "restore the file as `policyc release` wrote it"))
      }
      return .sound(ReleasedSource.Part(revisions: revisions, content: content))
    })

  private static let publication = record(
    required("publisher", text, "The payer."), standing
  ) { publisher, standing in
    Publication(publisher: publisher, standing: standing)
  }
}
