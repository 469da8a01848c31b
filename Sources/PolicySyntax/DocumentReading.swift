package import Diagnostics

extension Document {
  /// The document in the file, or what is wrong with the file.
  package static func read(_ source: SourceText) -> (document: Document?, findings: [Diagnostic]) {
    let refusals = refusals(of: source)
    guard refusals.isEmpty else { return (nil, refusals) }
    var reader = DocumentReader(source)
    guard let root = reader.readDocument() else { return (nil, reader.findings) }
    let comments = comments(in: source, outside: reader.scalars)
    return (Document(source: source, root: root, comments: comments), reader.findings)
  }

  /// Problems that are found before parsing YAML: size, encoding, unfinished merges, invisible
  /// characters and tabs.
  private static func refusals(of source: SourceText) -> [Diagnostic] {
    if source.bytes.count > SourceBounds.bytes {
      return [
        Diagnostic(
          .fileTooLarge, "the file is larger than \(SourceBounds.bytes >> 20) MiB",
          at: Span(path: source.path, range: 0..<0),
          help: "check that this is the right file, or split it")
      ]
    }
    if let finding = encodingFinding(in: source) { return [finding] }
    if let finding = unfinishedMerge(in: source) { return [finding] }
    return InvisibleCharacter.findings(in: source) + tabs(in: source)
  }

  /// Tabs cannot indent, because a tab does not have a width in YAML.
  private static func tabs(in source: SourceText) -> [Diagnostic] {
    guard source.bytes.contains(UInt8(ascii: "\t")) else { return [] }
    var findings: [Diagnostic] = []
    for line in 1...source.lineCount {
      let range = source.range(ofLine: line)
      let indentation = source.bytes[range].prefix {
        $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")
      }
      guard let tab = indentation.firstIndex(of: UInt8(ascii: "\t")),
        indentation.endIndex < range.upperBound
      else { continue }
      let span = Span(path: source.path, range: tab..<tab + 1)
      if findings.count == mostTabs {
        return findings + [.unexaminedRest(after: mostTabs, of: "the file", at: span)]
      }
      findings.append(
        Diagnostic(
          .tabIndentation, "a tab indents this line", at: span,
          help: "indent each level with two spaces"))
    }
    return findings
  }

  private static let mostTabs = 20
}

// MARK: Encoding

extension Document {
  /// The finding for a file that is not UTF-8, or nil.
  private static func encodingFinding(in source: SourceText) -> Diagnostic? {
    let bytes = source.bytes
    let start = Span(path: source.path, range: 0..<0)
    if looksLikeUTF16(bytes) {
      return Diagnostic(
        .invalidUTF8, "the file is UTF-16", at: start, help: "save the file as UTF-8")
    }
    guard let offset = firstInvalidUTF8(bytes) else { return nil }
    return Diagnostic(
      .invalidUTF8, "the bytes here are not UTF-8",
      at: Span(path: source.path, range: offset..<offset + 1), help: "save the file as UTF-8")
  }

  /// Whether the file begins with a UTF-16 byte order mark, or with two ASCII characters in UTF-16.
  private static func looksLikeUTF16(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
    guard bytes.count >= 4 else { return false }
    let zeros = bytes.prefix(4).map { $0 == 0 }
    return zeros == [false, true, false, true] || zeros == [true, false, true, false]
  }

  private static func firstInvalidUTF8(_ bytes: [UInt8]) -> Int? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var decoder = UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.parseScalar(from: &iterator) {
      case .valid(let encoded): offset += encoded.count
      case .error, .emptyInput: return min(offset, bytes.count - 1)
      }
    }
  }
}

// MARK: Merges

extension Document {
  /// The conflict markers of version control begin in the first column, where they cannot be part
  /// of a value.
  private static func unfinishedMerge(in source: SourceText) -> Diagnostic? {
    let markers = (1...source.lineCount).filter { line in
      let text = source.bytes[source.range(ofLine: line)]
      return conflictMarkers.contains {
        text.starts(with: $0) && text.dropFirst(7).first ?? 0x20 == 0x20
      }
    }
    return markers.first.map { unfinishedMerge(onLine: $0, of: source) }
  }

  static func unfinishedMerge(onLine line: Int, of source: SourceText) -> Diagnostic {
    Diagnostic(
      .unfinishedMerge, "a merge is not finished here",
      at: Span(path: source.path, range: source.range(ofLine: line)),
      help:
        "keep one of the two versions, and remove the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`"
    )
  }

  /// `=======` is not in this list, because it can also be part of a text.
  private static let conflictMarkers = ["<<<<<<<", ">>>>>>>", "|||||||"].map { Array($0.utf8) }
}
