package import Diagnostics

extension DiagnosticKind {
  /// What can be wrong with a value where it stands, whatever else the policy says.
  package static let sourceKinds: [DiagnosticKind] = [
    .unexpectedFile, .missingFile, .unexaminedRest, .unknownKey, .missingKey, .conflictingKeys,
    .mistypedValue,
    .emptyList, .badIdentifier, .unknownWord, .badDate, .ambiguousDate, .impossibleDate, .badCode,
    .severalFacts, .impossibleCount, .rawHTML, .unsafeLink, .unsupportedProse, .badCitation,
    .proseTooLong, .missingModeline, .unprintableRange,
  ]

  package static let missingModeline = DiagnosticKind(
    "missing-modeline", .warning,
    why: """
      The sources beside it say in a comment by which JSON Schema an editor completes and checks them.
      A file that lacks that line looks as if it had no mistakes.
      """,
    before: "policy: X.1\nrevision: 1/24",
    after: """
      # yaml-language-server: $schema=../../generated/X.1/schemas/revision.schema.json
      policy: X.1
      revision: 1/24
      """)

  package static let unexpectedFile = DiagnosticKind(
    "unexpected-file",
    why: """
      A file under a name that the compiler does not know would never be read, and nobody would
      notice that a revision is missing.
      """,
    before: "policy/X.1/november.yaml",
    after: "policy/X.1/2023-11.yaml")

  package static let missingFile = DiagnosticKind(
    "missing-file",
    why: """
      A policy is a folder with one file a revision and a `revisions.yaml` that lists them: their
      order, their dates, and the log.
      """,
    before: "policy/X.1/2024-01.yaml",
    after: """
      policy/X.1/2024-01.yaml
      policy/X.1/revisions.yaml:
        policy: X.1
        publisher: A payer
        original: Where the payer publishes it.
        revisions:
          - {revision: 1/24, status: draft}
        log:
          - {revision: 1/24, changes: [The policy is new.]}
      """)

  package static let unexaminedRest = DiagnosticKind(
    "unexamined-rest",
    why: """
      So many mistakes of one kind mostly have one cause. What follows them is not looked at, nor \
      said to be right: once those that are listed are mended, the rest is.
      """,
    before: "(a hundred tests of facts that are not declared, and more of them)",
    after: "facts:\n  anemia: {type: boolean, ask: Is there an anemia?}\n  …")

  package static let unknownKey = DiagnosticKind(
    "unknown-key",
    why: "A key that nothing reads says nothing: a misspelt `require` would lift a requirement.",
    before: "requires: [{suspected_iron_overload: true}]",
    after: "require: [{suspected_iron_overload: true}]")

  package static let missingKey = DiagnosticKind(
    "missing-key",
    why: "The key has no sensible value of its own, so the author has to say it.",
    before: "- id: anemia\n  when: {conditions: anemia}",
    after: "- id: anemia\n  text: Anemia\n  when: {conditions: anemia}")

  package static let conflictingKeys = DiagnosticKind(
    "conflicting-keys",
    why: "One of these keys is written and not two: with two it is unclear how they are joined.",
    before: "- id: anemia\n  text: Anemia\n  when: {conditions: anemia}\n  any_of: [ … ]",
    after: "- id: anemia\n  text: Anemia\n  require: [{conditions: anemia}]\n  any_of: [ … ]")

  package static let mistypedValue = DiagnosticKind(
    "mistyped-value",
    why: "Each key knows what its value must be; nothing is converted in silence.",
    before: "references: wood2015",
    after: "references: [wood2015]")

  package static let emptyList = DiagnosticKind(
    "empty-list",
    why: """
      A list, test or group that holds nothing is never what an author means. Engines differ on it
      too: for some, a list without values matches nothing, and for others everything.
      """,
    before: "any_of: []",
    after: "any_of:\n  - {id: anemia, text: Anemia, when: {conditions: anemia}}")

  package static let badIdentifier = DiagnosticKind(
    "bad-identifier",
    why: """
      Names of facts, terms and criteria are the same in YAML, JSON, SQL, DMN and FHIR, so they
      keep to what all of these allow.
      """,
    before: "- {id: Iron-Overload, label: Iron overload}",
    after: "- {id: iron_overload, label: Iron overload}")

  package static let unknownWord = DiagnosticKind(
    "unknown-word",
    why: "The key takes one word of a short list, and a word outside it has no meaning.",
    before: "outcome: medicaly_necessary",
    after: "outcome: medically_necessary")

  package static let badDate = DiagnosticKind(
    "bad-date",
    why: "Dates stand as the policy prints them, or in ISO 8601, at the precision that is known.",
    before: "approval: January 2024",
    after: "approval: 1/24")

  package static let ambiguousDate = DiagnosticKind(
    "ambiguous-date",
    why: """
      A year of two digits up to 12 could be a month or a day: `11/12` may be November 2012 or
      12 November.
      """,
    before: "revision: 11/12",
    after: "revision: 11/2012")

  package static let impossibleDate = DiagnosticKind(
    "impossible-date",
    why: "The calendar has no such date. Often the day stands before the month.",
    before: "revision: 15/08/2020",
    after: "revision: 08/15/2020")

  package static let badCode = DiagnosticKind(
    "bad-code",
    why: """
      A code carries its system and has the form of that system. A code without one, or with a
      letter too many, would match nothing and be taken for "something else".
      """,
    before: "scope: {procedure: 76498}",
    after: "scope: {procedure: CPT:76498}")

  package static let severalFacts = DiagnosticKind(
    "several-facts",
    why: "Two facts in one test leave open whether both must hold or one of them.",
    before: "when: {purpose: measurement, suspected: true}",
    after: "require: [{purpose: measurement}, {suspected: true}]")

  package static let impossibleCount = DiagnosticKind(
    "impossible-count",
    why: "More members are required than there are, so the criterion could never be met.",
    before: "some_of: {at_least: 3, of: [{…}, {…}]}",
    after: "some_of: {at_least: 2, of: [{…}, {…}]}")

  package static let rawHTML = DiagnosticKind(
    "raw-html",
    why: """
      Prose is rendered as HTML, Markdown and plain text, and markup of one of these would be lost
      or dangerous in the others.
      """,
    before: "text: Iron<sup>2+</sup>",
    after: "text: Iron²⁺")

  package static let unsafeLink = DiagnosticKind(
    "unsafe-link",
    why: "A published page links to web addresses only, never to scripts or local files.",
    before: "text: \"[Log](javascript:alert(1))\"",
    after: "text: \"[Log](https://example.org/log)\"")

  package static let unsupportedProse = DiagnosticKind(
    "unsupported-prose",
    why: """
      Prose holds paragraphs and lists of plain, emphasized, strong and linked text. Headings come
      from the sections, so that outline and numbering stay whole.
      """,
    before: "text: |\n  # Background\n  Iron overload …",
    after: "title: Background\ntext: |\n  Iron overload …")

  package static let badCitation = DiagnosticKind(
    "bad-citation",
    why: """
      A citation names keys of references, and the compiler gives them their numbers. Text that
      only looks like a citation would be printed as it stands.
      """,
    before: "text: Confirmed by biopsy [@Wood 2015].",
    after: "text: Confirmed by biopsy [@wood2015].")

  package static let unprintableRange = DiagnosticKind(
    "unprintable-range",
    why: """
      `{age}` in the words of a criterion prints what the criterion tests of the fact `age`, so that
      words and test have one source. It needs one test of a number, a date or a duration to print.
      """,
    before: "- {id: age, text: 'Age {years}', when: {age: {at_least: 55, at_most: 77}}}",
    after: "- {id: age, text: 'Age {age}', when: {age: {at_least: 55, at_most: 77}}}")

  package static let proseTooLong = DiagnosticKind(
    "prose-too-long",
    why: "One piece of prose is at most 32 KiB, some ten printed pages, so that reading is quick.",
    before: "- id: background\n  text: (forty pages)",
    after: "- id: background\n  text: (ten pages)\n- id: evidence\n  text: (thirty pages, in parts)"
  )
}
