internal import JSONText

/// Findings as one JSON object, for programs.
package struct JSONReport {
  private let sources: [String: SourceText]

  package init(sources: [SourceText]) {
    self.sources = Dictionary(sources.map { ($0.path, $0) }) { first, _ in first }
  }

  package func text(_ diagnostics: [Diagnostic]) -> String {
    let fingerprints = diagnostics.fingerprints(in: sources)
    let json: JSON = [
      "format": "policyc findings", "version": 1,
      "findings": .array(zip(diagnostics, fingerprints).map(finding)),
    ]
    return json.pretty
  }

  private func finding(_ diagnostic: Diagnostic, _ fingerprint: String) -> JSON {
    .object([
      "code": .string(diagnostic.kind.code),
      "severity": .string(diagnostic.kind.severity.rawValue),
      "message": .string(diagnostic.message), "place": location(of: diagnostic.label),
      "notes": diagnostic.notes.isEmpty
        ? nil
        : .array(
          diagnostic.notes.map { note in
            .object(["message": .string(note.message), "place": note.label.map(location)])
          }),
      "help": diagnostic.help.map(JSON.string),
      "fix": diagnostic.fix.map { fix in
        [
          "title": .string(fix.title), "safe": .boolean(fix.isSafe),
          "edits": .array(
            fix.edits.map { ["place": location(of: .init($0.span)), "text": .string($0.text)] }),
        ]
      },
      "fingerprint": .string(fingerprint),
    ])
  }

  private func location(of label: Diagnostic.Label) -> JSON {
    let region = Region(label.span, in: sources[label.span.path])
    return .object([
      "path": .string(label.span.path), "line": .number("\(region.line)"),
      "column": .number("\(region.column)"), "end_line": .number("\(region.endLine)"),
      "end_column": .number("\(region.endColumn)"),
      "label": label.text.isEmpty ? nil : .string(label.text),
    ])
  }
}
