internal import Diagnostics
internal import PolicySyntax

/// The comments by which editors with yaml-language-server find the schema of each source.
///
/// Where no source of a folder has one, none is missed: its author works without them.
struct Modelines {
  private struct Source {
    let text: SourceText
    let kind: SourceSchema
    /// The name of its folder.
    let folder: String
    /// The path of the schema, or nil where the source names none.
    let schema: String?
  }

  private var sources: [Source] = []

  static let mark = "yaml-language-server: $schema="

  /// - Parameter place: the parts of the file's path below the folder of sources.
  mutating func read(_ document: Document, at place: [String]) {
    guard let kind = SourceSchema(of: document.source, at: place) else { return }
    let line = document.comments.first { $0.text.hasPrefix(Modelines.mark) }
    sources.append(
      Source(
        text: document.source, kind: kind, folder: place[0],
        schema: line.map { String($0.text.dropFirst(Modelines.mark.count)) }))
  }

  /// The sources without such a comment beside those that have one, which say where schemas are.
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
        .missingModeline, "the file names no schema for editors, as those beside it do", at: start,
        fix: Fix(
          "begin it with `# \(Modelines.mark)\(path)`",
          [Fix.Edit(start, "# \(Modelines.mark)\(path)\n")], isSafe: true))
    }
  }
}

extension SourceSchema {
  /// Where `policyc build` puts it below its folder.
  package func path(for policy: String) -> String {
    belongsToPolicy ? "\(policy)/schemas/\(fileName)" : "schemas/\(fileName)"
  }
}
