/// Reads the texts of elements: expressions, cells and names of types.
struct TextReading {
  let names: FEELNames
  /// The default expression language of the file, which elements can override.
  let language: String?

  /// The expression of an element; an empty text is null.
  func expression(_ element: ReadElement) throws(ModelProblem) -> FEELExpression {
    let text = try feel(element)
    guard !text.content.allSatisfy(\.isWhitespace) else { return .null }
    var reader = FEELReader(text.content, names, line: text.line)
    return try reader.expression()
  }

  /// The expression of an input column or an answer. Text that is not understood is kept as text,
  /// because import need not know how an engine computes the value.
  func expressionOrText(_ element: ReadElement) -> FEELExpression {
    if let expression = try? expression(element) { return expression }
    let text = FEELNames.spaced(element.child("text")?.text ?? "")
    // Early drafts of DMN quote names that contain spaces.
    let unquoted =
      text.hasPrefix("'") && text.hasSuffix("'") ? String(text.dropFirst().dropLast()) : text
    let isName =
      unquoted.unicodeScalars.first.map(FEELNames.isStart) == true
      && unquoted.unicodeScalars.allSatisfy {
        FEELNames.isPart($0) || " -".unicodeScalars.contains($0)
      }
      && FEELKeywords.reserved.isDisjoint(with: unquoted.split(separator: " ").map(String.init))
    return isName ? .name([unquoted]) : .unread(text)
  }

  /// The cell in an element, or nil if the element is absent.
  func cell(_ element: ReadElement?) throws(ModelProblem) -> UnaryTests? {
    guard let element else { return nil }
    let text = try feel(element)
    var reader = FEELReader(text.content, names, line: text.line)
    return try reader.cell()
  }

  /// The cell of a rule. A text in another language and an unsupported computation are kept as
  /// text.
  ///
  /// Evaluating such a cell is an error, and import turns it into a fact.
  func cellOrText(_ element: ReadElement) throws(ModelProblem) -> UnaryTests? {
    do throws(ModelProblem) {
      return try cell(element)
    } catch {
      let text = FEELNames.spaced(element.child("text")?.text ?? "")
      let language = element.attributes["expressionLanguage"] ?? self.language
      let isForeign = language.map { !isFEEL($0) } ?? false
      guard !text.isEmpty, isForeign || FEELComputation.isOne(text) else { throw error }
      return .anyOf([.equal(.unread(text))])
    }
  }

  private func feel(_ element: ReadElement) throws(ModelProblem) -> (content: String, line: Int) {
    // DMN 1.1 allows elements without a text.
    let text = element.child("text")
    let line = text?.line ?? element.line
    if let language = element.attributes["expressionLanguage"] ?? language, !isFEEL(language) {
      throw ModelProblem(
        "this is written in `\(language)`", line: line, help: "write it in FEEL")
    }
    return (text?.text ?? "", line)
  }

  private func isFEEL(_ language: String) -> Bool {
    // Tools write the name of the language, its URI, or the namespace of DMN.
    language.isEmpty || language.lowercased().contains("feel")
      || DMNVersion(namespace: language) != nil
  }

  /// The name of a type without the namespace prefix that DMN 1.1 wrote.
  static func typeName(_ text: String?) -> String? {
    guard let text else { return nil }
    let name = FEELNames.spaced(text)
    return name.split(separator: ":", maxSplits: 1).last.map(String.init)
  }
}
