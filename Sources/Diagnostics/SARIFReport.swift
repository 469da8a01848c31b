internal import JSONText

/// Findings as SARIF 2.1.0 (OASIS, 2020), for code hosting services, with an explanation of each
/// rule, fingerprints that do not depend on line numbers, and fixes.
package struct SARIFReport {
  private let sources: [String: SourceText]
  private let version: String

  package init(sources: [SourceText], version: String) {
    self.sources = Dictionary(sources.map { ($0.path, $0) }) { first, _ in first }
    self.version = version
  }

  package func text(_ diagnostics: [Diagnostic]) -> String {
    let rules = Set(diagnostics.map(\.kind)).sorted { $0.code < $1.code }
    let fingerprints = diagnostics.fingerprints(in: sources)
    let driver: JSON = [
      "name": "policyc", "semanticVersion": .string(version), "rules": .array(rules.map(rule)),
    ]
    let json: JSON = [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": ["driver": driver], "columnKind": "unicodeCodePoints",
          "results": .array(
            zip(diagnostics, fingerprints).map { diagnostic, fingerprint in
              result(diagnostic, fingerprint, of: rules)
            }),
        ]
      ],
    ]
    return json.pretty
  }

  private func rule(_ kind: DiagnosticKind) -> JSON {
    [
      "id": .string(kind.code),
      "shortDescription": ["text": .string(kind.title)],
      "fullDescription": ["text": .string(kind.explanation.why)],
      "help": ["text": .string(kind.page), "markdown": .string(kind.markdown)],
      "defaultConfiguration": ["level": .string(kind.severity.rawValue)],
    ]
  }

  private func result(_ diagnostic: Diagnostic, _ fingerprint: String, of rules: [DiagnosticKind])
    -> JSON
  {
    let message = diagnostic.message + (diagnostic.help.map { "; help: \($0)" } ?? "")
    let related = diagnostic.notes.compactMap { note in
      note.label.map { location($0.span, note.message) }
    }
    return .object([
      "ruleId": .string(diagnostic.kind.code),
      "ruleIndex": rules.firstIndex(of: diagnostic.kind).map { .number("\($0)") },
      "level": .string(diagnostic.kind.severity.rawValue),
      "message": ["text": .string(message)],
      "locations": [location(diagnostic.label.span, nil)],
      "relatedLocations": related.isEmpty ? nil : .array(related),
      "partialFingerprints": ["policycFinding/v1": .string(fingerprint)],
      "fixes": diagnostic.fix.map { [fix($0)] },
    ])
  }

  private func location(_ span: Span, _ message: String?) -> JSON {
    .object([
      "physicalLocation": [
        "artifactLocation": artifact(span.path),
        "region": region(span),
      ],
      "message": message.map { ["text": .string($0)] },
    ])
  }

  private func fix(_ fix: Fix) -> JSON {
    let paths = Set(fix.edits.map(\.span.path)).sorted()
    return [
      "description": ["text": .string(fix.title)],
      "artifactChanges": .array(
        paths.map { path in
          [
            "artifactLocation": artifact(path),
            "replacements": .array(
              fix.edits.filter { $0.span.path == path }.map { edit in
                [
                  "deletedRegion": region(edit.span),
                  "insertedContent": ["text": .string(edit.text)],
                ]
              }),
          ]
        }),
    ]
  }

  private func region(_ span: Span) -> JSON {
    let region = Region(span, in: sources[span.path])
    return [
      "startLine": .number("\(region.line)"), "startColumn": .number("\(region.column)"),
      "endLine": .number("\(region.endLine)"), "endColumn": .number("\(region.endColumn)"),
    ]
  }

  private func artifact(_ path: String) -> JSON {
    ["uri": .string((path.hasPrefix("/") ? "file://" : "") + SourceURI.escaped(path))]
  }
}
