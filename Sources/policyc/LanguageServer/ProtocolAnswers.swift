internal import Diagnostics
internal import JSONText
internal import PolicyCompilation
internal import PolicyEditing
internal import PolicySources
internal import PolicySyntax

/// Responses to requests about a document, as JSON in the protocol's format.
extension EditedFolder {
  func json(_ finding: Diagnostic) -> JSON {
    let severity = finding.kind.severity == .error ? 1 : 2
    let message = finding.message + (finding.help.map { "\nhelp: \($0)" } ?? "")
    let notes = finding.notes.compactMap { note in
      note.label.map { label -> JSON in
        ["location": location(label.span), "message": .string(note.message)]
      }
    }
    return .object([
      "range": range(finding.label.span), "severity": .number("\(severity)"),
      "code": .string(finding.kind.code), "source": "policyc", "message": .string(message),
      "relatedInformation": notes.isEmpty ? nil : .array(notes),
    ])
  }

  func completions(in text: SourceText, at offset: Int) -> JSON {
    guard
      let context = CompletionContext(
        text, at: offset, path: components(of: text.path), vocabulary(for: text.path))
    else { return .null }
    let range = text.protocolRange(context.word)
    return .array(
      context.completions.enumerated().map { number, completion in
        let digits = String(number)
        return .object([
          "label": .string(completion.name),
          "kind": .number("\(completion.kind.protocolKind)"),
          "detail": completion.detail.map(JSON.string),
          // Editors sort by this text; the number keeps the order of the schema.
          "sortText": .string(String(repeating: "0", count: 6 - digits.count) + digits),
          "textEdit": ["range": range, "newText": .string(completion.text)],
        ])
      })
  }

  func hover(in text: SourceText, at offset: Int) -> JSON {
    let hover: Hover?
    if let name = name(at: offset, in: text.path) {
      hover = Hover(name, in: files)
    } else {
      hover = Document.read(text).document.flatMap {
        Hover(
          keyAt: offset, of: $0, path: components(of: text.path), vocabulary(for: text.path))
      }
    }
    guard let hover else { return .null }
    return [
      "contents": ["kind": "markdown", "value": .string(hover.markdown)],
      "range": range(hover.span),
    ]
  }

  /// The declarations of the name at an offset, or all of its occurrences.
  func locations(of offset: Int, in text: SourceText, declarations: Bool) -> JSON {
    guard let name = name(at: offset, in: text.path) else { return .array([]) }
    let names = files.flatMap(\.names).filter {
      $0.isSame(as: name) && ($0.isDeclaration || !declarations)
    }
    // Each revision declares its own facts.
    let own = names.filter { $0.span.path == text.path }
    let shown = declarations && !own.isEmpty ? own : names
    return .array(shown.map { location($0.span) })
  }

  func renamable(in text: SourceText, at offset: Int) throws(Refusal) -> JSON {
    guard let name = name(at: offset, in: text.path) else { return .null }
    do throws(Rename.Refusal) {
      try Rename.requireFree(name, in: files)
    } catch {
      throw .init(code: Refusal.requestFailed, message: error.reason)
    }
    return ["range": range(name.span), "placeholder": .string(name.name)]
  }

  func rename(in text: SourceText, at offset: Int, to new: String)
    throws(Refusal) -> JSON
  {
    if let unreadable {
      throw .init(
        code: Refusal.requestFailed,
        message: "`\(unreadable)` has errors and may use the name; fix them first")
    }
    guard let name = name(at: offset, in: text.path) else { return .null }
    do throws(Rename.Refusal) {
      return changes(try Rename(name, to: new, in: files).edits)
    } catch {
      throw .init(code: Refusal.requestFailed, message: error.reason)
    }
  }

  func outline(of text: SourceText) -> JSON {
    guard let document = Document.read(text).document else { return .array([]) }
    return .array(OutlineItem.items(of: document).map(json))
  }

  func formatting(of text: SourceText) throws(Refusal) -> JSON {
    guard let document = Document.read(text).document, let formatted = document.formatted else {
      throw .init(
        code: Refusal.requestFailed,
        message: "a source with errors is not formatted")
    }
    guard formatted != text.bytes else { return .array([]) }
    return [
      [
        "range": text.protocolRange(0..<text.bytes.count),
        "newText": .string(String(decoding: formatted, as: UTF8.self)),
      ]
    ]
  }

  func fixes(in text: SourceText, _ range: JSON?) -> JSON {
    let start = text.offset(of: range?["start"]) ?? 0
    let end = text.offset(of: range?["end"]) ?? text.bytes.count
    let found = compilation.findings.filter {
      $0.label.span.path == text.path && $0.label.span.range.lowerBound <= end
        && start <= $0.label.span.range.upperBound
    }
    return .array(
      found.compactMap { finding in
        finding.fix.map { fix in
          [
            "title": .string(fix.title), "kind": "quickfix",
            "diagnostics": [json(finding)], "isPreferred": .boolean(fix.isSafe),
            "edit": changes(fix.edits),
          ]
        }
      })
  }

  // MARK: Locations

  private func changes(_ edits: [Fix.Edit]) -> JSON {
    let paths = Set(edits.map(\.span.path)).sorted()
    return [
      "changes": .object(
        paths.map { path in
          JSON.Member(
            uri(of: path),
            .array(
              edits.filter { $0.span.path == path }.map {
                ["range": range($0.span), "newText": .string($0.text)]
              }))
        })
    ]
  }

  private func json(_ item: OutlineItem) -> JSON {
    let kind = item.members.isEmpty ? 8 : 5
    return [
      "name": .string(item.name), "detail": .string(item.detail),
      "kind": .number("\(kind)"), "range": range(item.span),
      "selectionRange": range(item.nameSpan), "children": .array(item.members.map(json)),
    ]
  }

  private func location(_ span: Span) -> JSON {
    ["uri": .string(uri(of: span.path)), "range": range(span)]
  }

  private func range(_ span: Span) -> JSON {
    text(span.path)?.protocolRange(span.range)
      ?? SourceText(path: span.path, bytes: []).protocolRange(0..<0)
  }
}

extension Completion.Kind {
  /// The protocol's `CompletionItemKind`: property, enumeration member or reference.
  fileprivate var protocolKind: Int {
    switch self {
    case .key: 10
    case .value: 20
    case .reference: 18
    }
  }
}
