internal import MessageText

/// Findings as GitHub Actions annotations: one workflow command per line.
package struct GitHubReport {
  private let sources: [String: SourceText]

  package init(sources: [SourceText]) {
    self.sources = Dictionary(sources.map { ($0.path, $0) }) { first, _ in first }
  }

  package func text(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { line($0) + "\n" }.joined()
  }

  private func line(_ diagnostic: Diagnostic) -> String {
    let region = Region(diagnostic.label.span, in: sources[diagnostic.label.span.path])
    var properties = [
      ("file", diagnostic.label.span.path), ("line", "\(region.line)"),
      ("endLine", "\(region.endLine)"),
    ]
    // GitHub rejects columns if the span covers several lines.
    if region.line == region.endLine {
      properties += [("col", "\(region.column)"), ("endColumn", "\(region.endColumn)")]
    }
    properties.append(("title", diagnostic.kind.code))
    let written = properties.map { "\($0.0)=\(escaped($0.1, also: [":", ","]))" }
    let notes = diagnostic.notes.map { "\nnote: \($0.message.printable)" }.joined()
    let help = diagnostic.help.map { "\nhelp: \($0.printable)" } ?? ""
    return "::\(diagnostic.kind.severity.rawValue) \(written.joined(separator: ","))::"
      + escaped(diagnostic.message.printable + notes + help)
  }

  /// The text with the escapes that the runner decodes. In a property, a colon or a comma has to be
  /// escaped too.
  private func escaped(_ text: String, also separators: [Character] = []) -> String {
    text.map { character in
      switch character {
      case "%": "%25"
      case "\r": "%0D"
      case "\n", "\r\n": "%0A"
      case ":" where separators.contains(":"): "%3A"
      case "," where separators.contains(","): "%2C"
      default: String(character)
      }
    }.joined()
  }
}
