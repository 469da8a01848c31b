package import Diagnostics
package import PolicySources
internal import PolicySyntax
internal import Values

/// Another name for a fact, a choice, a term, a terminology, a reference or a criterion, everywhere
/// it stands.
package struct Rename: Sendable {
  package let edits: [Fix.Edit]

  /// Why a name has to stay, in words for its author.
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
      throw Refusal(reason: "`\(new)` is there already")
    }
    // What an alias repeats stands at one place.
    let places = Set(names.filter { $0.isSame(as: name) }.map(\.span))
    edits = places.sorted { ($0.path, $0.range.lowerBound) < ($1.path, $1.range.lowerBound) }
      .map { Fix.Edit($0, new) }
  }

  /// Names of a sealed revision keep their meaning for ever, so no other revision takes them away.
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
          return other.folder == file.folder && source.revision.value.isoMonth == revision.isoMonth
        }
        if sealed?.names.contains(where: { $0.isSame(as: name) }) == true {
          throw Refusal(
            reason:
              "`\(name.name)` stands in the sealed revision \(revision.printed) of \(file.folder), and keeps its name for ever"
          )
        }
      }
    }
  }

  private static func canName(_ kind: SourceName.Kind, _ name: String) -> Bool {
    kind == .reference ? isReferenceKey(name) : isIdentifier(name)
  }
}
