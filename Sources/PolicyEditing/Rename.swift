package import Diagnostics
package import PolicySources
internal import PolicySyntax
internal import Values

/// The edits that rename a fact, a choice, a term, a terminology, a reference or a criterion everywhere.
package struct Rename: Sendable {
  package let edits: [Fix.Edit]

  /// Why a name cannot be changed, as a message for the author.
  package struct Refusal: Error, Sendable {
    package let reason: String
  }

  package init(_ name: SourceName, to new: String, in files: [SourceFile]) throws(Refusal) {
    try Rename.requireFree(name, in: files)
    guard Rename.canName(name.kind, new) else {
      throw Refusal(
        reason: name.kind == .reference
          ? "`\(new)` is not a reference key: use letters, digits and `_`, `-`, `.`, `:`"
          : "`\(new)` is not a name: use lower-case letters, digits and `_`, beginning with a letter"
      )
    }
    let names = files.flatMap(\.names)
    let isTaken = names.contains {
      $0.kind == name.kind && $0.policy == name.policy && $0.name == new
    }
    guard !isTaken || new == name.name else {
      throw Refusal(reason: "`\(new)` already exists")
    }
    // A value and its aliases have the same span.
    let spans = Set(names.filter { $0.isSame(as: name) }.map(\.span))
    edits = spans.sorted { ($0.path, $0.range.lowerBound) < ($1.path, $1.range.lowerBound) }
      .map { Fix.Edit($0, new) }
  }

  /// Refuses names in sealed revisions, which keep their meaning permanently.
  package static func requireFree(_ name: SourceName, in files: [SourceFile]) throws(Refusal) {
    guard name.kind != .revision else {
      throw Refusal(
        reason: "a revision is named by its date: rename its file, and change its entry")
    }
    for file in files {
      guard case .log(let log) = file.content else { continue }
      for entry in log.entries where !entry.seal.isEmpty {
        let revision = entry.revision.value
        let sealed = files.first { other in
          guard case .revision(let source) = other.content else { return false }
          return other.folder == file.folder && source.revision.value.iso == revision.iso
        }
        if sealed?.names.contains(where: { $0.isSame(as: name) }) == true {
          throw Refusal(
            reason:
              "`\(name.name)` is used in the sealed revision \(revision.printed) of \(file.folder), so its name is permanent"
          )
        }
      }
    }
  }

  private static func canName(_ kind: SourceName.Kind, _ name: String) -> Bool {
    kind == .reference ? isReferenceKey(name) : isIdentifier(name)
  }
}
