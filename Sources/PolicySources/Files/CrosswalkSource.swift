package import DecisionTable
internal import Diagnostics
internal import PolicyModel
package import Values

/// A file of `terminology/` that suggests codes for terms.
package struct CrosswalkSource: Sendable {
  package struct Row: Sendable {
    package let terms: [Located<String>]
    package let fact: String?
    package let codeDecides: Bool
    package let ambiguity: String?
    package let codes: [Suggestion]
  }

  package struct Suggestion: Sendable {
    package let code: Located<Code>
    package let title: String
    package let isBillable: Bool?
    package let confidence: CodeBinding.Confidence
    package let basis: String
    package let excludes: [String]
    package let source: String
  }

  package let id: String
  package let terminology: Located<String>
  package let about: String
  package let release: String
  package let releaseNote: String?
  package let rows: [Row]
}

private enum Keys {
  static let crosswalk = Key("crosswalk", Shapes.text, "The name of the crosswalk.")
  static let terminology = Key("terminology", Shapes.name, "The terminology whose terms it codes.")
  static let about = Key("about", Shapes.text, "What it is, and what it is not.")
  static let release = Key("release", Shapes.text, "The release of the code set.")
  static let releaseNote = OptionalKey(
    "release_note", Shapes.text, "What must be known of that release.")
  static let rows = Key("rows", Shapes.crosswalkRow.list(), "Terms with their suggested codes.")

  static let terms = OptionalKey("terms", Shapes.name.list(), "The terms that the codes bear on.")
  static let fact = OptionalKey(
    "fact", Shapes.identifier, "A fact that the codes bear on, and that no code can state.")
  static let codeDecides = Key(
    "code_decides", Shapes.boolean, "Whether such a code can establish the term at all.")
  static let ambiguity = OptionalKey(
    "ambiguity", Shapes.text, "Why a code may not mean what the row names.")
  static let codes = Key("codes", Shapes.suggestion.list(), "The suggested codes.")

  static let code = Key("code", Shapes.code.located, "The code with its system.")
  static let title = Key("title", Shapes.text, "The title of the code in its system.")
  static let billable = OptionalKey(
    "billable", Shapes.boolean, "False for a category, which stands for the codes below it.")
  static let confidence = Key(
    "confidence", Shapes.word(CodeBinding.Confidence.self), "How well the code fits the term.")
  static let basis = Key("basis", Shapes.text, "On what the suggestion rests.")
  static let excludes = OptionalKey(
    "excludes1", Shapes.text.list(), "What the code system says is never coded with it.")
  static let source = Key("source", Shapes.text, "Where it was read.")
}

extension Shapes {
  static let crosswalk = Shape<CrosswalkSource>.record([
    KeyRow(Keys.crosswalk), KeyRow(Keys.terminology), KeyRow(Keys.about), KeyRow(Keys.release),
    KeyRow(Keys.releaseNote), KeyRow(Keys.rows),
  ]) { fields, _ in
    CrosswalkSource(
      id: fields[Keys.crosswalk], terminology: fields[Keys.terminology],
      about: fields[Keys.about], release: fields[Keys.release],
      releaseNote: fields[Keys.releaseNote], rows: fields[Keys.rows])
  }

  fileprivate static let crosswalkRow = Shape<CrosswalkSource.Row>.record([
    KeyRow(Keys.terms), KeyRow(Keys.fact), KeyRow(Keys.codeDecides), KeyRow(Keys.ambiguity),
    KeyRow(Keys.codes),
  ]) { fields, findings in
    let terms = fields[Keys.terms]
    let fact = fields[Keys.fact]
    guard (terms == nil) != (fact == nil) else {
      findings.append(
        Diagnostic(
          terms == nil ? .missingKey : .conflictingKeys,
          "the row names \(terms == nil ? "neither `terms` nor" : "both `terms` and") a `fact`",
          at: terms == nil ? fields.span : fields.span(of: "fact"),
          help: "\(terms == nil ? "add" : "keep") one of the two"))
      return nil
    }
    return CrosswalkSource.Row(
      terms: terms ?? [], fact: fact, codeDecides: fields[Keys.codeDecides],
      ambiguity: fields[Keys.ambiguity], codes: fields[Keys.codes])
  }

  fileprivate static let suggestion = Shape<CrosswalkSource.Suggestion>.record([
    KeyRow(Keys.code), KeyRow(Keys.title), KeyRow(Keys.billable), KeyRow(Keys.confidence),
    KeyRow(Keys.basis), KeyRow(Keys.excludes), KeyRow(Keys.source),
  ]) { fields, _ in
    CrosswalkSource.Suggestion(
      code: fields[Keys.code], title: fields[Keys.title], isBillable: fields[Keys.billable],
      confidence: fields[Keys.confidence], basis: fields[Keys.basis],
      excludes: fields[Keys.excludes] ?? [], source: fields[Keys.source])
  }
}
