package import Diagnostics
internal import JSONText
internal import PolicyModel
package import PolicySources
internal import PolicySyntax

/// One suggestion for the text at the cursor.
package struct Completion: Sendable {
  package enum Kind: Sendable { case key, value, reference }

  package let kind: Kind
  /// The label that the editor shows, and the text with which it replaces the word at the cursor.
  package let name: String
  package let text: String
  /// A description on one line.
  package let detail: String?
}

/// The position of the cursor in a source that is being edited, and so is usually not valid YAML.
package struct CompletionContext {
  /// The range of the word at the cursor, which a completion replaces.
  package let word: Range<Int>
  private let source: SourceText
  private let schema: JSON
  private let vocabulary: SourceVocabulary

  /// - Parameters:
  ///   - offset: the offset of the cursor in bytes.
  ///   - path: the components of the file's path below the folder of sources.
  ///   - vocabulary: the names that the file's policy uses.
  package init?(
    _ source: SourceText, at offset: Int, path: [String], _ vocabulary: SourceVocabulary
  ) {
    guard let kind = SourceSchema(of: source, at: path) else { return nil }
    self.source = source
    self.vocabulary = vocabulary
    schema = kind.json(for: vocabulary)
    var start = min(offset, source.bytes.count)
    while start > 0, CompletionContext.isWordByte(source.bytes[start - 1]) { start -= 1 }
    var end = start
    while end < source.bytes.count, CompletionContext.isWordByte(source.bytes[end]) { end += 1 }
    word = start..<max(end, min(offset, source.bytes.count))
  }

  package var completions: [Completion] {
    if isInCitation {
      return vocabulary.references.map { reference in
        Completion(
          kind: .reference, name: reference.key.value, text: reference.key.value,
          detail: reference.reference.title)
      }
    }
    guard let found = located else { return [] }
    let location = SchemaLocation(schema, found.path)
    if found.isKey {
      return location.keys.filter { !found.written.contains($0.name) }
        .map { Completion(kind: .key, name: $0.name, text: $0.name + colon, detail: $0.about) }
    }
    let values = location.values.map {
      Completion(kind: .value, name: $0.text, text: $0.text, detail: $0.about)
    }
    // A mapping can begin on a new line, or in braces after its key.
    let keys = location.keys.map { key in
      Completion(
        kind: .key, name: key.name,
        text: beginsLine ? key.name + colon : location.allowsOneKey ? "{\(key.name): }" : key.name,
        detail: key.about)
    }
    return values + (beginsLine || location.allowsOneKey ? keys : [])
  }

  // MARK: The position in the document

  private struct Located {
    let path: [SchemaLocation.Step]
    let isKey: Bool
    /// The keys that the mapping already has.
    let written: [String]
  }

  /// A name that replaces the word at the cursor, so that the cursor can be found in the tree.
  private static let marker = "policyc_completes_this"

  private var located: Located? {
    let before = Array(source.bytes[..<word.lowerBound])
    let after = source.bytes[word.upperBound...]
    let nextLine = after.firstIndex { $0 == 0x0A } ?? after.endIndex
    let marker = Array(CompletionContext.marker.utf8)
    let closing = closers(of: before)
    let hasColon = after.first { $0 != 0x20 } == UInt8(ascii: ":")
    let rests: [[UInt8]] = [Array(after), closing + Array(after[nextLine...]), closing]
    for rest in rests {
      for colon in hasColon ? [""] : ["", ":"] {
        let text = SourceText(
          path: source.path, bytes: before + marker + Array(colon.utf8) + rest)
        if let root = Document.read(text).document?.root, let found = search(root, []) {
          return found
        }
      }
    }
    return nil
  }

  private func search(_ node: Node, _ path: [SchemaLocation.Step]) -> Located? {
    if node.alias != nil { return nil }
    if let elements = node.elements {
      return elements.lazy.compactMap { search($0, path + [.element]) }.first
    }
    if let entries = node.entries {
      if entries.contains(where: { $0.key == CompletionContext.marker }) {
        return Located(path: path, isKey: true, written: entries.map(\.key))
      }
      return entries.lazy.compactMap { search($0.value, path + [.key($0.key)]) }.first
    }
    guard node.text?.contains(CompletionContext.marker) == true else { return nil }
    return Located(path: path, isKey: false, written: [])
  }

  /// The closing brackets and braces for those that are still open before the word, on its line.
  private func closers(of bytes: [UInt8]) -> [UInt8] {
    var open: [UInt8] = []
    let start = bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    for byte in bytes[start...] {
      switch byte {
      case UInt8(ascii: "["): open.append(UInt8(ascii: "]"))
      case UInt8(ascii: "{"): open.append(UInt8(ascii: "}"))
      case UInt8(ascii: "]"), UInt8(ascii: "}"): _ = open.popLast()
      default: break
      }
    }
    return open.reversed()
  }

  // MARK: The line

  private var line: ArraySlice<UInt8> {
    let start =
      source.bytes[..<word.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return source.bytes[start..<word.lowerBound]
  }

  /// Whether only indentation and dashes precede the word on its line.
  private var beginsLine: Bool {
    line.allSatisfy { $0 == 0x20 || $0 == UInt8(ascii: "-") }
  }

  private var isInCitation: Bool {
    guard let open = line.lastIndex(of: UInt8(ascii: "[")) else { return false }
    let inside = line[open...].dropFirst()
    return inside.contains(UInt8(ascii: "@")) && !inside.contains(UInt8(ascii: "]"))
  }

  private var colon: String {
    source.bytes[word.upperBound...].first { $0 != 0x20 } == UInt8(ascii: ":") ? "" : ": "
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte >= 0x80
  }
}
