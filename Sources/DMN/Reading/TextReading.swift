/// Reads the texts inside elements: expressions, cells and the names of types.
struct TextReading {
  let names: FEELNames
  /// The expression language that the file declares for texts that do not declare their own.
  let language: String?

  /// The expression of an element; an empty text is null.
  func expression(_ element: ReadElement) throws(ModelProblem) -> FEELExpression {
    let text = try feel(element)
    guard !text.content.allSatisfy(\.isWhitespace) else { return .null }
    var reader = FEELReader(text.content, names, line: text.line)
    return try reader.expression()
  }

  /// What an input column tests, or what a rule answers: text that is not understood is kept.
  ///
  /// Import needs to know only that it is a value, not how an engine computes it.
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

  /// A cell of tests, or nil where the element is absent.
  func cell(_ element: ReadElement?) throws(ModelProblem) -> UnaryTests? {
    guard let element else { return nil }
    let text = try feel(element)
    var reader = FEELReader(text.content, names, line: text.line)
    return try reader.cell()
  }

  /// A cell of a rule: text of another language, and a computation that is not known here, are kept.
  ///
  /// Evaluating such a cell is an error, and import asks for what it says.
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
    // Tools write the name of the language, its address, or the namespace of DMN.
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
