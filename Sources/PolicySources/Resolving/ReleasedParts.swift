internal import Diagnostics
internal import PolicyModel
package import Values

extension PolicySource {
  /// What a revision was sealed with; empty for a draft.
  private func releasedParts(of revision: PrintedDate) -> [ReleasedSource.Part.Content] {
    guard let released else { return [] }
    let names = names
    guard let name = names[revision] else { return [] }
    return released.parts.filter { part in part.revisions.contains { names[$0.value] == name } }
      .map(\.content)
  }

  /// Who publishes the revision, as it was when it was sealed.
  func publication(of revision: PrintedDate) -> Publication {
    for case .publication(let source) in releasedParts(of: revision) {
      return source
    }
    return Publication(publisher: log.publisher, standing: log.standing)
  }

  /// The terminologies and crosswalks as a revision sees them: as they were when it was sealed, and for a draft
  /// as they are.
  ///
  /// A crosswalk that was added to a terminology later is not part of the released revision.
  package func terms(of revision: PrintedDate, in tree: SourceTree) -> SourceTree {
    let parts = releasedParts(of: revision)
    guard !parts.isEmpty else { return tree }
    var terminologies: [TerminologySource] = []
    var crosswalks: [CrosswalkSource] = []
    for part in parts {
      switch part {
      case .terminology(let source): terminologies.append(source)
      case .crosswalk(let source): crosswalks.append(source)
      case .publication: continue
      }
    }
    return tree.with(terminologies, crosswalks)
  }

  /// The terminologies of revisions that are not sealed with their own terms.
  package var sharedTerminologies: [String] {
    let open = revisions.filter { releasedParts(of: $0.source.revision.value).isEmpty }
    let facts = open.flatMap(\.source.facts).filter { $0.kind == .set }
    return Set(facts.flatMap { $0.of.map(\.value) }).sorted()
  }
}
