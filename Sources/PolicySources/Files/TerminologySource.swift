/// A file of `terminology/` that names terms.
package struct TerminologySource: Sendable {
  package struct Term: Sendable {
    package let id: Located<String>
    package let label: String
  }

  package let name: Located<String>
  package let title: String
  package let terms: [Term]
}

private enum Keys {
  static let terminology = Key(
    "terminology", Shapes.name, "The name by which facts refer to it.")
  static let title = Key("title", Shapes.text, "What the terms are.")
  static let terms = Key("terms", Shapes.term.list(), "The terms that a fact may take.")
  static let id = Key("id", Shapes.name, "The name of the term, for ever.")
  static let label = Key("label", Shapes.text, "The term as clinicians write it.")
}

extension Shapes {
  static let terminology = Shape<TerminologySource>.record([
    KeyRow(Keys.terminology), KeyRow(Keys.title), KeyRow(Keys.terms),
  ]) { fields, _ in
    TerminologySource(
      name: fields[Keys.terminology], title: fields[Keys.title], terms: fields[Keys.terms])
  }

  fileprivate static let term = Shape<TerminologySource.Term>.record([
    KeyRow(Keys.id), KeyRow(Keys.label),
  ]) { fields, _ in TerminologySource.Term(id: fields[Keys.id], label: fields[Keys.label]) }
}
