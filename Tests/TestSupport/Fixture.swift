internal import Testing

/// A mistake in a policy, with the report that it must cause.
///
/// The file describes the mistake in a sentence, edits the sources of `Base`, and ends with the
/// report:
///
///     A key is misspelt.
///     -- edit X.1/2024-06.yaml --
///     -    require: [{suspected: true}]
///     +    requires: [{suspected: true}]
///     -- add X.1/notes.yaml --
///     (a whole file)
///     -- remove X.1/references.yaml --
///     -- expected --
///     error[unknown-key]: …
///
/// In added lines `\xB5` is a byte and `«3 × ab»` is `ababab`.
package struct Fixture: Sendable, CustomTestStringConvertible {
  package let path: String
  /// The name of the file: the code of the finding, optionally followed by `~` and a name for the
  /// variant.
  package let name: String
  /// Paths below the policy folder, with their bytes.
  package let sources: [(path: String, bytes: [UInt8])]
  package let expected: String
  private let head: String

  package var code: String { String(name.prefix { $0 != "~" }) }

  package var testDescription: String { name }

  /// Every fixture in a folder, applied to a base policy, which is in `folder/Base` by default.
  package static func all(in folder: String, base: String? = nil) -> [Fixture] {
    let base = readBase(base ?? "\(folder)/Base")
    return fileNames(in: folder).filter { $0.hasSuffix(".txt") }
      .map { Fixture(path: "\(folder)/\($0)", name: String($0.dropLast(4)), base: base) }
  }

  package static func readBase(_ folder: String) -> [(path: String, bytes: [UInt8])] {
    fileNames(in: folder).flatMap { name in
      fileNames(in: "\(folder)/\(name)").map { file in
        ("\(name)/\(file)", readFile("\(folder)/\(name)/\(file)") ?? [])
      }
    }
  }

  private init(path: String, name: String, base: [(path: String, bytes: [UInt8])]) {
    self.path = path
    self.name = name
    let text = String(decoding: readFile(path) ?? [], as: UTF8.self)
    let marker = "-- expected --\n"
    let end = text.range(of: marker)
    head = String(end.map { text[..<$0.lowerBound] } ?? text[...])
    expected = String(end.map { text[$0.upperBound...] } ?? "")
    var sources = base
    var section: (verb: String, file: String, lines: [Substring])?
    let lines: [Substring] =
      head.split(separator: "\n", omittingEmptySubsequences: false).dropLast() + ["-- end --"]
    for line in lines {
      if line.hasPrefix("-- "), line.hasSuffix(" --") {
        if let section { Fixture.apply(section, to: &sources, in: name) }
        let words = line.dropFirst(3).dropLast(3).split(separator: " ")
        section = words.count == 2 ? (String(words[0]), String(words[1]), []) : nil
      } else {
        section?.lines.append(line)
      }
    }
    self.sources = sources
  }

  /// Rewrites the report at the end of the file.
  package func update(_ report: String) {
    writeFile(head + "-- expected --\n" + report, to: path)
  }

  private static func apply(
    _ section: (verb: String, file: String, lines: [Substring]),
    to sources: inout [(path: String, bytes: [UInt8])], in name: String
  ) {
    let index = sources.firstIndex { $0.path == section.file }
    switch section.verb {
    case "remove": sources.removeAll { $0.path == section.file }
    case "add":
      sources.removeAll { $0.path == section.file }
      sources.append((section.file, bytes(section.lines.map { $0 + "\n" }.joined())))
    case "edit":
      guard let index else { preconditionFailure("\(name): no file \(section.file) to edit") }
      var removed: [UInt8] = []
      var added: [UInt8] = []
      for line in section.lines + ["-"] {
        if line.hasPrefix("-"), !added.isEmpty {
          guard let range = sources[index].bytes.firstRange(of: removed) else {
            preconditionFailure("\(name): the lines to replace are not in \(section.file)")
          }
          sources[index].bytes.replaceSubrange(range, with: added)
          (removed, added) = ([], [])
        }
        if line.hasPrefix("-") { removed += Array((line.dropFirst() + "\n").utf8) }
        if line.hasPrefix("+") { added += bytes(line.dropFirst() + "\n") }
      }
    default: preconditionFailure("\(name): unknown section \(section.verb)")
    }
  }

  private static func bytes(_ text: some StringProtocol) -> [UInt8] {
    var expanded = String(text)
    while let open = expanded.range(of: "«"), let cross = expanded.range(of: " × "),
      let close = expanded.range(of: "»"),
      let count = Int(expanded[open.upperBound..<cross.lowerBound])
    {
      let piece = String(expanded[cross.upperBound..<close.lowerBound])
        .replacing("\\n", with: "\n")
      expanded.replaceSubrange(
        open.lowerBound..<close.upperBound, with: String(repeating: piece, count: count))
    }
    var bytes: [UInt8] = []
    var rest = Array(expanded.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "x"), rest.count >= 3,
        let value = UInt8(String(decoding: rest.dropFirst().prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}

extension String {
  fileprivate func range(of text: String) -> Range<String.Index>? { firstRange(of: text) }
}
