internal import Diagnostics
internal import PolicySyntax

/// The comments that tell editors with yaml-language-server the schema of each source.
///
/// If no source in a folder has one, none is missing: the author works without schemas.
struct Modelines {
  private struct Source {
    let text: SourceText
    let kind: SourceSchema
    /// The name of its folder.
    let folder: String
    /// The path of the schema, or nil if the source does not name one.
    let schema: String?
  }

  private var sources: [Source] = []

  static let mark = "yaml-language-server: $schema="

  /// - Parameter path: the components of the file's path below the folder of sources.
  mutating func read(_ document: Document, at path: [String]) {
    guard let kind = SourceSchema(of: document.source, at: path) else { return }
    let line = document.comments.first { $0.text.hasPrefix(Modelines.mark) }
    sources.append(
      Source(
        text: document.source, kind: kind, folder: path[0],
        schema: line.map { String($0.text.dropFirst(Modelines.mark.count)) }))
  }

  /// Findings for the sources without the comment in folders where other sources have it. The others
  /// show where the schemas are.
  var findings: [Diagnostic] {
    Dictionary(grouping: sources, by: \.folder).values.flatMap(findings)
  }

  private func findings(in sources: [Source]) -> [Diagnostic] {
    let folders = sources.compactMap { source in
      source.schema.flatMap { schema -> String? in
        let path = source.kind.path(for: source.folder)
        return schema.hasSuffix(path) ? String(schema.dropLast(path.count)) : nil
      }
    }
    guard let folder = folders.first else { return [] }
    return sources.filter { $0.schema == nil }.map { source in
      let path = folder + source.kind.path(for: source.folder)
      let hasMark = source.text.bytes.starts(with: [0xEF, 0xBB, 0xBF])
      let start = Span(path: source.text.path, range: hasMark ? 3..<3 : 0..<0)
      return Diagnostic(
        .missingModeline,
        "the file does not name a schema for editors, as the others in its folder do", at: start,
        fix: Fix(
          "begin it with `# \(Modelines.mark)\(path)`",
          [Fix.Edit(start, "# \(Modelines.mark)\(path)\n")], isSafe: true))
    }
  }
}

extension SourceSchema {
  /// The path at which `policyc build` writes it, below the output folder.
  package func path(for policy: String) -> String {
    belongsToPolicy ? "\(policy)/schemas/\(fileName)" : "schemas/\(fileName)"
  }
}

extension SourceSchema {
  /// The line that tells an editor the schema of a source in the folder of a policy.
  package func modeline(for policy: String) -> String {
    "# \(Modelines.mark)../../generated/\(path(for: policy))"
  }
}
