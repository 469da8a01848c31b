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

extension Shapes {
  static let terminology = record(
    required("terminology", name, "The name by which facts refer to the terminology."),
    required("title", text, "What the terms are."),
    required("terms", term.list(), "The terms that a fact may take.")
  ) { name, title, terms in
    TerminologySource(name: name, title: title, terms: terms)
  }

  private static let term = record(
    required("id", name, "The permanent name of the term."),
    required("label", text, "The term as clinicians write it.")
  ) { id, label in
    TerminologySource.Term(id: id, label: label)
  }
}
