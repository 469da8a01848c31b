package import Diagnostics

extension Document {
  /// The document that the bytes hold, or what is wrong with them.
  package static func read(_ source: SourceText) -> (document: Document?, findings: [Diagnostic]) {
    let refusals = refusals(of: source)
    guard refusals.isEmpty else { return (nil, refusals) }
    var reader = DocumentReader(source)
    guard let root = reader.readDocument() else { return (nil, reader.findings) }
    let comments = comments(in: source, outside: reader.scalars)
    return (Document(source: source, root: root, comments: comments), reader.findings)
  }

  /// What can be seen before YAML is read: size, encoding, tabs.
  private static func refusals(of source: SourceText) -> [Diagnostic] {
    let start = Span(path: source.path, range: 0..<0)
    if source.bytes.count > SourceBounds.bytes {
      return [
        Diagnostic(
          .fileTooLarge, "the file is larger than \(SourceBounds.bytes >> 20) MiB", at: start,
          help: "check that this is the file you mean, or split it")
      ]
    }
    if let offset = firstInvalidUTF8(source.bytes) {
      return [
        Diagnostic(
          .invalidUTF8, "the bytes here are not UTF-8",
          at: Span(path: source.path, range: offset..<offset + 1),
          help: "save the file as UTF-8")
      ]
    }
    return tabs(in: source)
  }

  /// A tab in the indentation has no width in YAML.
  private static func tabs(in source: SourceText) -> [Diagnostic] {
    guard source.bytes.contains(UInt8(ascii: "\t")) else { return [] }
    var findings: [Diagnostic] = []
    var offset = 0
    for line in source.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    {
      let indentation = line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      let isBlank = indentation.count == line.count
      if let tab = indentation.firstIndex(of: UInt8(ascii: "\t")), !isBlank, findings.count < 20 {
        let place = offset + tab - line.startIndex
        findings.append(
          Diagnostic(
            .tabIndentation, "a tab indents this line",
            at: Span(path: source.path, range: place..<place + 1),
            help: "indent with two spaces a level"))
      }
      offset += line.count + 1
    }
    return findings
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
