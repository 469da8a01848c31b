internal import DecisionTable
package import Diagnostics
internal import JSONText
internal import PolicyDocuments
internal import PolicyModel
package import PolicySources
package import PolicySyntax
internal import Values

/// An explanation of a name or a key, as Markdown.
package struct Hover: Sendable {
  package let span: Span
  package let markdown: String

  /// Explains a name.
  package init?(_ name: SourceName, in files: [SourceFile]) {
    guard let text = Hover.text(for: name, in: files) else { return nil }
    span = name.span
    markdown = text
  }

  /// Explains the key at an offset with the description from the schema.
  ///
  /// - Parameter path: the components of the file's path below the folder of sources.
  package init?(
    keyAt offset: Int, of document: Document, path: [String], _ vocabulary: SourceVocabulary
  ) {
    guard let kind = SourceSchema(of: document.source, at: path),
      let (keyPath, key) = Hover.key(at: offset, document.root, [])
    else { return nil }
    let found = SchemaLocation(kind.json(for: vocabulary), keyPath)
    guard let about = found.about else { return nil }
    let examples = found.examples.map { "`\($0)`" }.joined(separator: ", ")
    span = key.span
    markdown = about + (examples.isEmpty ? "" : "\n\nExamples: \(examples)")
  }

  private static func key(at offset: Int, _ node: Node, _ path: [SchemaLocation.Step])
    -> (path: [SchemaLocation.Step], key: Node)?
  {
    if node.alias != nil { return nil }
    for entry in node.entries ?? [] {
      let inner = path + [.key(entry.key)]
      if entry.keySpan.range.contains(offset) { return (inner, entry.keyNode) }
      if let found = key(at: offset, entry.value, inner) { return found }
    }
    for element in node.elements ?? [] {
      if let found = key(at: offset, element, path + [.element]) { return found }
    }
    return nil
  }

  private static func text(for name: SourceName, in files: [SourceFile]) -> String? {
    switch name.kind {
    case .fact:
      let fact = files.filter { $0.folder == name.policy }.compactMap { file -> FactSource? in
        guard case .revision(let revision) = file.content else { return nil }
        return revision.facts.first { $0.id.value == name.name }
      }.last
      return fact.map { fact in
        let of = fact.of.map { "`\($0.value)`" }.joined(separator: ", ")
        return "**\(fact.question)**\n\n\(fact.kind.rawValue)" + (of.isEmpty ? "" : " of \(of)")
      }
    case .term: return term(name.name, in: files)
    case .terminology:
      return files.lazy.compactMap { file -> String? in
        guard case .terminology(let terminology) = file.content,
          terminology.name.value == name.name
        else { return nil }
        return "**\(terminology.title)**\n\n\(terminology.terms.count) terms"
      }.first
    case .reference:
      return files.lazy.filter { $0.folder == name.policy }.compactMap { file -> String? in
        guard case .references(let references) = file.content else { return nil }
        return references.first { $0.key.value == name.name }?.reference.words
      }.first
    case .criterion:
      return files.lazy.filter { $0.path == name.span.path }.compactMap { file -> String? in
        guard case .revision(let revision) = file.content else { return nil }
        return revision.label(of: name.name)
      }.first
    case .choice(let fact): return "a value of `\(fact)`"
    case .revision:
      return files.lazy.filter { $0.folder == name.policy }.compactMap { file -> String? in
        guard case .log(let log) = file.content,
          let entry = log.entries.first(where: { $0.revision.value.iso == name.name })
        else { return nil }
        let approval = entry.approval.map { ", approved \($0.value.printed)" } ?? ""
        return "Revision \(entry.revision.value.printed), \(entry.status.value.rawValue)\(approval)"
      }.first
    }
  }

  /// The label of a term, with the codes that crosswalks suggest for it.
  private static func term(_ id: String, in files: [SourceFile]) -> String? {
    var label: String?
    var codes: [String] = []
    for file in files {
      switch file.content {
      case .terminology(let terminology):
        label = terminology.terms.first { $0.id.value == id }?.label ?? label
      case .crosswalk(let crosswalk):
        for row in crosswalk.rows where row.terms.contains(where: { $0.value == id }) {
          codes += row.codes.map { code in
            let isSure = row.codeDecides && code.confidence == .high
            return
              "* `\(code.code.value)` \(code.title) (\(code.confidence.rawValue)"
              + (isSure ? "" : row.codeDecides ? "" : ", does not decide") + ")"
          }
        }
      default: break
      }
    }
    guard let label else { return nil }
    return "**\(label)**"
      + (codes.isEmpty
        ? "" : "\n\nSuggested codes, not policy:\n\n" + codes.joined(separator: "\n"))
  }
}

extension RevisionSource {
  /// The outline label of a criterion with its text.
  fileprivate func label(of id: String) -> String? {
    func search(_ criteria: [CriterionSource], _ label: String, _ depth: Int) -> String? {
      for (index, criterion) in criteria.enumerated() {
        let own =
          (label.isEmpty ? "" : "\(label).") + OutlineLabel.text(index: index, depth: depth)
        if criterion.id.value == id { return "**\(own)** \(criterion.text.value.plainText)" }
        if case .group(_, let members) = criterion.rule,
          let found = search(members, own, depth + 1)
        {
          return found
        }
      }
      return nil
    }
    return search(statements.map(\.criterion), "", 0)
  }
}
