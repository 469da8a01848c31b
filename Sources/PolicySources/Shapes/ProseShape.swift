internal import CMark
internal import Diagnostics
internal import JSONText
internal import PolicyModel
internal import PolicySyntax

extension Shapes {
  /// CommonMark: paragraphs, lists, tables and headings of plain, emphasized, strong and linked text, and
  /// citations written as `[@key]`.
  static let prose = Shape<Prose>(schema: ["type": "string", "minLength": 1]) { node, findings in
    guard let text = Shapes.text.read(node, &findings) else { return nil }
    return readProse(text, of: node, &findings)
  }

  /// One paragraph of prose.
  static let line = Shape<Prose>(schema: Shapes.prose.schema) { node, findings in
    paragraph(Shapes.prose.read(node, &findings), of: node, &findings)
  }

  /// One paragraph in which `{age}` prints what a condition tests of a fact.
  static let conditionLine = Shape<Prose>(schema: Shapes.prose.schema) { node, findings in
    guard let text = Shapes.text.read(node, &findings) else { return nil }
    return paragraph(
      readProse(text, of: node, &findings, printsRanges: true), of: node, &findings)
  }

  /// The text of a criterion: paragraphs in which `{age}` prints what it tests of a fact.
  static let criterionText = Shape<Prose>(schema: Shapes.prose.schema) { node, findings in
    guard let text = Shapes.text.read(node, &findings),
      let prose = readProse(text, of: node, &findings, printsRanges: true)
    else { return nil }
    for block in prose.blocks {
      if case .paragraph = block { continue }
      findings.append(
        Diagnostic(
          .unsupportedProse, "the text of a criterion contains a \(block.name)", at: node.span,
          help: "write paragraphs, and what can be tested as criteria of a group"))
      return nil
    }
    return prose
  }

  private static func paragraph(_ prose: Prose?, of node: Node, _ findings: inout Reading)
    -> Prose?
  {
    guard let prose else { return nil }
    guard prose.blocks.count == 1, case .paragraph = prose.blocks[0] else {
      findings.append(
        Diagnostic(
          .unsupportedProse, "a line of text contains a list, a table or a second paragraph",
          at: node.span, help: "write one paragraph"))
      return nil
    }
    return prose
  }
}

extension Shapes {
  /// One paragraph in a source that does not have references, so that it cannot cite.
  static let uncitedLine = Shape<Prose>(schema: Shapes.line.schema) { node, findings in
    guard let prose = Shapes.line.read(node, &findings) else { return nil }
    guard let key = prose.citedKeys.first else { return prose }
    findings.append(
      Diagnostic(
        .badCitation, "`\(key)` is cited in a text that cannot have references",
        at: findings.source.span(of: "[@\(key)", in: node.span), help: "remove the citation"))
    return nil
  }
}

extension Prose.Block {
  fileprivate var name: String {
    switch self {
    case .paragraph: "paragraph"
    case .list: "list"
    case .heading: "heading"
    case .table: "table"
    }
  }
}

private func readProse(
  _ text: String, of node: Node, _ findings: inout Reading, printsRanges: Bool = false
) -> Prose? {
  guard text.utf8.count <= longestProse else {
    findings.append(
      Diagnostic(
        .proseTooLong, "the text is longer than \(longestProse >> 10) KiB", at: node.span,
        help: "split it into sections"))
    return nil
  }
  guard let root = commonmark_parse(text, text.utf8.count) else {
    preconditionFailure("out of memory")
  }
  defer { cmark_node_free(root) }
  cmark_consolidate_text_nodes(root)
  // cmark removes definitions of links from the text, and would turn citations into links.
  if let line = linkDefinition(in: text) {
    findings.append(
      Diagnostic(
        .unsupportedProse, "the prose contains a definition of a link",
        at: findings.source.span(of: String(line), in: node.span),
        help: "write the link where it is used, as `[text](https://…)`"))
    return nil
  }
  var reader = ProseReader(
    span: node.span, source: findings.source, printsRanges: printsRanges)
  let blocks = reader.blocks(of: root, depth: 1)
  for finding in reader.findings { findings.append(finding) }
  return reader.findings.isEmpty ? Prose(blocks: blocks) : nil
}

/// The first line that defines a link: it begins a block with a label and a colon.
private func linkDefinition(in text: String) -> Substring? {
  var beginsBlock = true
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    let content = line.drop { $0 == " " }
    let text = content.drop { "-*+.)0123456789 ".contains($0) }
    let isItem = text.startIndex != content.startIndex
    // A footnote is refused with its mark.
    if beginsBlock || isItem, text.first == "[", !text.hasPrefix("[^"), text.contains("]:") {
      return text
    }
    beginsBlock = content.isEmpty
  }
  return nil
}

/// In bytes. For some inputs the time of cmark grows with the square of the length.
private let longestProse = 32 << 10
