package import Diagnostics

extension DiagnosticKind {
  /// What can be wrong with a file before it is known what kind of source it is.
  package static let syntaxKinds: [DiagnosticKind] = [
    .fileTooLarge, .invalidUTF8, .tabIndentation, .yamlSyntax, .yamlTag, .emptyFile,
    .severalDocuments, .nestingTooDeep, .unknownAlias, .aliasExpansion, .repeatedKey,
  ]

  package static let fileTooLarge = DiagnosticKind(
    "file-too-large",
    why: """
      A source file is read whole, so its size is bounded at 1 MiB. A policy is some twenty
      kilobytes; a larger file is usually something else under the wrong name.
      """,
    before: "policy/X.1/2024-01.yaml    3,400,000 bytes",
    after: "policy/X.1/2024-01.yaml       18,000 bytes")

  package static let invalidUTF8 = DiagnosticKind(
    "invalid-utf-8",
    why: """
      Sources are UTF-8. A file saved in another encoding would turn `µ` or `≥` into something
      else without a word, and a unit or a bound with it.
      """,
    before: "text: LIC of at least 7 <B5>g/g     (saved as ISO 8859-1)",
    after: "text: LIC of at least 7 µg/g        (saved as UTF-8)")

  package static let tabIndentation = DiagnosticKind(
    "tab-indentation",
    why: "YAML gives a tab no width, so what a tab indents is unclear.",
    before: "facts:\n\tpurpose: {type: boolean, ask: Why?}",
    after: "facts:\n  purpose: {type: boolean, ask: Why?}")

  package static let yamlSyntax = DiagnosticKind(
    "yaml-syntax",
    why: """
      The file is not YAML. Usually the indentation is off by a space, a bracket or a quote is
      not closed, or plain text holds a colon with a space or a number sign behind a space.
      """,
    before: "text: Chelation: see below",
    after: "text: \"Chelation: see below\"")

  package static let yamlTag = DiagnosticKind(
    "yaml-tag",
    why: """
      Scalars are read as text, and each key knows what its text must be. A tag would give a
      value a type of its own, by which `12/22` or `no` could turn into something else.
      """,
    before: "revision: !!str 12/22",
    after: "revision: 12/22")

  package static let emptyFile = DiagnosticKind(
    "empty-file",
    why: "A source file that holds nothing says nothing; its text was lost, or is still to come.",
    before: "# terms to come",
    after: "terminology: conditions\ntitle: Conditions\nterms:\n  - {id: anemia, label: Anemia}")

  package static let severalDocuments = DiagnosticKind(
    "several-documents",
    why: "Each file is one source; what stands behind a second `---` would never be read.",
    before: "policy: X.1\n---\npolicy: X.2",
    after: "policy: X.1")

  package static let nestingTooDeep = DiagnosticKind(
    "nesting-too-deep",
    why: "Values nest at most 32 levels, far more than a policy that people can follow.",
    before: "any_of: [{any_of: [{any_of: …}]}]",
    after: "any_of: [ … ]")

  package static let unknownAlias = DiagnosticKind(
    "unknown-alias",
    why: "An alias repeats a value that was anchored before it, and never a part of itself.",
    before: "require: [*suspected]",
    after: "require: [{suspected_iron_overload: true}]")

  package static let aliasExpansion = DiagnosticKind(
    "alias-expansion",
    why: """
      A few aliases of aliases grow to billions of values. A file may hold 50,000 values, counted
      as if every alias were written out.
      """,
    before: "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]    (and so on)",
    after: "a: [x, x]")

  package static let repeatedKey = DiagnosticKind(
    "repeated-key",
    why: """
      YAML readers keep one of two equal keys and drop the other without a word. What was
      dropped may have been a criterion.
      """,
    before: "outcome: medically_necessary\noutcome: investigational",
    after: "outcome: medically_necessary")
}
