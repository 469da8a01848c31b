package import Diagnostics
internal import PolicyModel
internal import PolicySyntax
package import Values

extension PolicySource {
  /// `released.yaml` with what a revision uses of other sources now, so that they can change afterwards.
  ///
  /// Terminologies and crosswalks are copied line by line. A copy that is there already is shared.
  ///
  /// - Returns: nil for a revision without a file.
  package func releasing(_ revision: PrintedDate, in tree: SourceTree) -> SourceText? {
    guard let file = file(of: revision) else { return nil }
    let path = logPath.replacing("revisions.yaml", with: "released.yaml")
    var bytes =
      tree.text(at: path)?.bytes ?? Array(tree.releasedHeader(for: id, logPath).utf8)
    var shared: [ReleasedSource.Part] = []
    for part in parts(usedBy: file, in: tree) {
      if let existing = released?.parts.first(where: { $0.content.isSame(as: part.content) }) {
        shared.append(existing)
        continue
      }
      let lines = part.lines.map { $0.isEmpty ? "\n" : "      \($0)\n" }.joined()
      bytes += Array("  - revisions: [\(revision.printed)]\n    \(part.key):\n\(lines)".utf8)
    }
    // The last edit comes first, so that it does not move those before it.
    let ends = shared.compactMap(\.revisions.last?.span.range.upperBound)
    for end in ends.sorted(by: >) {
      bytes.insert(contentsOf: Array(", \(revision.printed)".utf8), at: end)
    }
    let text = SourceText(path: path, bytes: bytes)
    let document: Document? = Document.read(text).document
    return SourceText(path: path, bytes: document?.formatted ?? bytes)
  }

  private func parts(usedBy file: RevisionFile, in tree: SourceTree) -> [WrittenPart] {
    var parts = [
      WrittenPart(
        key: "publication", lines: tree.publicationLines(at: logPath),
        content: .publication(Publication(publisher: log.publisher, standing: log.standing)))
    ]
    let used = Set(file.source.facts.filter { $0.kind == .set }.flatMap { $0.of.map(\.value) })
    for source in tree.files {
      let lines = { source.document.source.contentLines }
      switch source.content {
      case .terminology(let terminology) where used.contains(terminology.name.value):
        parts.append(
          WrittenPart(key: "terminology", lines: lines(), content: .terminology(terminology)))
      case .crosswalk(let crosswalk) where used.contains(crosswalk.terminology.value):
        parts.append(WrittenPart(key: "crosswalk", lines: lines(), content: .crosswalk(crosswalk)))
      default: continue
      }
    }
    return parts
  }
}

/// A part of `released.yaml`: its key, and the lines of its content without indentation.
private struct WrittenPart {
  let key: String
  let lines: [String]
  let content: ReleasedSource.Part.Content
}

extension ReleasedSource.Part.Content {
  fileprivate func isSame(as other: Self) -> Bool {
    switch (self, other) {
    case (.terminology(let one), .terminology(let other)):
      one.name.value == other.name.value && one.title == other.title
        && one.terms.elementsEqual(other.terms) {
          $0.id.value == $1.id.value && $0.label == $1.label
        }
    case (.crosswalk(let one), .crosswalk(let other)):
      Crosswalk(resolving: one) == Crosswalk(resolving: other)
    case (.publication(let one), .publication(let other)): one == other
    default: false
    }
  }
}

extension SourceTree {
  fileprivate func releasedHeader(for policy: String, _ logPath: String) -> String {
    let modeline =
      text(at: logPath).flatMap { log in
        String(decoding: log.bytes, as: UTF8.self).split(separator: "\n").first {
          $0.contains(Modelines.mark)
        }
      }.map { $0.replacing("/revisions.schema.json", with: "/released.schema.json") + "\n" } ?? ""
    return """
      \(modeline)# Written by `policyc release`: what released revisions use of other sources, as it was when
      # they were sealed. Those sources can change; this file does not.
      policy: \(policy)
      parts:

      """
  }

  /// The lines of `revisions.yaml` that say who publishes the policy.
  fileprivate func publicationLines(at logPath: String) -> [String] {
    guard let file = files.first(where: { $0.path == logPath }) else { return [] }
    let text = file.document.source
    return (file.document.root.entries ?? []).filter { publicationKeys.contains($0.key) }
      .flatMap { entry in
        text.lines(
          of: Span(
            path: text.path,
            range: entry.keySpan.range.lowerBound..<entry.value.span.range.upperBound))
      }
  }
}

/// The keys of `revisions.yaml` that say who publishes the policy.
private let publicationKeys = ["publisher", "standing", "notice", "original"]

extension SourceText {
  /// The lines of a whole file, without those that only concern the file.
  fileprivate var contentLines: [String] {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
    let lines: [Substring] = String(decoding: text, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    return lines.map(String.init).filter {
      !$0.contains(Modelines.mark) && $0 != "---" && $0 != "..."
    }.trimmed
  }

  /// The lines of a value, without the indentation of its first line.
  fileprivate func lines(of span: Span) -> [String] {
    let indent = position(of: span.range.lowerBound).column - 1
    let lines: [Substring] = String(decoding: bytes[span.range], as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { index, line in
      String(index == 0 ? line : line.dropFirst(min(indent, line.prefix { $0 == " " }.count)))
    }.trimmed
  }
}

extension [String] {
  /// Without blank lines at either end.
  fileprivate var trimmed: [String] {
    let isBlank = { (line: String) in line.allSatisfy(\.isWhitespace) }
    return Array(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
