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

  /// What a code says of the terms if no row lists it.
  package enum OtherCodes: String, CaseIterable, Sendable {
    /// It is none of them.
    case absent
    /// It may be any of them.
    case unknown
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
  package let others: [CodeSystem: OtherCodes]
  package let rows: [Row]
}

extension Shapes {
  static let crosswalk = record(
    required("crosswalk", text, "The name of the crosswalk."),
    required("terminology", name, "The terminology whose terms it maps to codes."),
    required("about", text, "What the crosswalk is for, and what it is not for."),
    required("release", text, "The release of the code set."),
    optional("release_note", text, "What readers need to know about that release."),
    optional(
      "others", word(CrosswalkSource.OtherCodes.self).byName(word(CodeSystem.self).located),
      "By code system, what a code says of the terms if no row lists it: `absent`, that it is none of them, or `unknown`, which is the default, that it may be any of them.",
      default: []),
    required("rows", crosswalkRow.list(), "Terms with their suggested codes.")
  ) { id, terminology, about, release, releaseNote, others, rows in
    CrosswalkSource(
      id: id, terminology: terminology, about: about, release: release,
      releaseNote: releaseNote,
      others: Dictionary(others.map { ($0.name.value, $0.value) }) { first, _ in first },
      rows: rows)
  }

  private static let crosswalkRow: Shape<CrosswalkSource.Row> = record(
    optional("terms", name.list(), "The terms that the codes suggest."),
    optional("fact", identifier, "A fact that the codes bear on but cannot state.")
      .locatedAtKey(),
    required("code_decides", boolean, "Whether such a code can establish the term at all."),
    optional("ambiguity", text, "Why a code may not mean what the row names."),
    required("codes", suggestion.list(), "The suggested codes."),
    recordSpan,
    checked: { terms, fact, codeDecides, ambiguity, codes, span in
      switch (terms, fact) {
      case (nil, nil):
        return .refused(
          Diagnostic(
            .missingKey, "the row names neither `terms` nor a `fact`", at: span,
            help: "add one of the two"))
      case (_?, let fact?):
        return .refused(
          Diagnostic(
            .conflictingKeys, "the row names both `terms` and a `fact`", at: fact.span,
            help: "keep one of the two"))
      case (_?, nil), (nil, _?):
        return .sound(
          CrosswalkSource.Row(
            terms: terms ?? [], fact: fact?.value, codeDecides: codeDecides,
            ambiguity: ambiguity, codes: codes))
      }
    })

  private static let suggestion = record(
    required("code", code.located, "The code with its system."),
    required("title", text, "The title of the code in its system."),
    optional("billable", boolean, "False for a category, which covers the codes below it."),
    required(
      "confidence", word(CodeBinding.Confidence.self), "How well the code fits the term."),
    required("basis", text, "What the suggestion is based on."),
    optional(
      "excludes1", text.list(), "What the code system never allows to be coded with it.",
      default: []),
    required("source", text, "Where it was read.")
  ) { code, title, isBillable, confidence, basis, excludes, source in
    CrosswalkSource.Suggestion(
      code: code, title: title, isBillable: isBillable, confidence: confidence, basis: basis,
      excludes: excludes, source: source)
  }
}
