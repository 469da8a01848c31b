package import Diagnostics

extension DiagnosticKind {
  /// What can be wrong with a single source, whatever the other sources say.
  package static let sourceKinds: [DiagnosticKind] = [
    .unexpectedFile, .missingFile, .unknownKey, .missingKey, .conflictingKeys,
    .mistypedValue, .emptyList, .badIdentifier, .unknownWord, .badDate, .ambiguousDate,
    .impossibleDate, .badCode,
    .severalFacts, .impossibleCount, .rawHTML, .unsafeLink, .unsupportedProse, .badCitation,
    .proseTooLong, .missingModeline, .unprintableRange,
  ]

  package static let missingModeline = DiagnosticKind(
    "missing-modeline", .warning,
    why: """
      The other sources in the folder have a comment that tells editors which JSON Schema completes and
      checks them. Without that line, an editor shows a file as if it had no mistakes.
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
      The compiler would never read a file whose name it does not know, and nobody would notice that
      a revision is missing.
      """,
    before: "policy/X.1/november.yaml",
    after: "policy/X.1/2023-11.yaml")

  package static let missingFile = DiagnosticKind(
    "missing-file",
    why: """
      A policy is a folder with one file for each revision, and a `revisions.yaml` with their order,
      their dates, and the log.
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

  package static let unknownKey = DiagnosticKind(
    "unknown-key",
    why: "Nothing reads an unknown key: a misspelt `require` would drop a requirement.",
    before: "requires: [{suspected_iron_overload: true}]",
    after: "require: [{suspected_iron_overload: true}]")

  package static let missingKey = DiagnosticKind(
    "missing-key",
    why: "The key does not have a sensible default, so the author has to write it.",
    before: "- id: anemia\n  when: {conditions: anemia}",
    after: "- id: anemia\n  text: Anemia\n  when: {conditions: anemia}")

  package static let conflictingKeys = DiagnosticKind(
    "conflicting-keys",
    why: "Only one of these keys may be written: with two it is unclear how they are joined.",
    before: "- id: anemia\n  text: Anemia\n  when: {conditions: anemia}\n  any_of: [ … ]",
    after: "- id: anemia\n  text: Anemia\n  require: [{conditions: anemia}]\n  any_of: [ … ]")

  package static let mistypedValue = DiagnosticKind(
    "mistyped-value",
    why: "Each key knows what its value must be; nothing is converted silently.",
    before: "references: wood2015",
    after: "references: [wood2015]")

  package static let emptyList = DiagnosticKind(
    "empty-list",
    why: """
      An empty list, test or group is never what an author means. Engines also disagree about it: for
      some, a list without values matches nothing, and for others everything.
      """,
    before: "any_of: []",
    after: "any_of:\n  - {id: anemia, text: Anemia, when: {conditions: anemia}}")

  package static let badIdentifier = DiagnosticKind(
    "bad-identifier",
    why: """
      Names of facts, terms and criteria are the same in YAML, JSON, SQL, DMN and FHIR, so they
      use only what all of these allow.
      """,
    before: "- {id: Iron-Overload, label: Iron overload}",
    after: "- {id: iron_overload, label: Iron overload}")

  package static let unknownWord = DiagnosticKind(
    "unknown-word",
    why: "The key takes one word of a short list, and any other word is meaningless.",
    before: "outcome: medicaly_necessary",
    after: "outcome: medically_necessary")

  package static let badDate = DiagnosticKind(
    "bad-date",
    why: "Dates are written as the policy prints them, or in ISO 8601, at the known precision.",
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
    why: "The date is not in the calendar. Often the day was written before the month.",
    before: "revision: 15/08/2020",
    after: "revision: 08/15/2020")

  package static let badCode = DiagnosticKind(
    "bad-code",
    why: """
      A code names its system and has the form of that system. A code without a system, or with an
      extra letter, would match nothing and be taken for "something else".
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
    why: "More members are required than are listed, so the criterion could never be met.",
    before: "some_of: {at_least: 3, of: [{…}, {…}]}",
    after: "some_of: {at_least: 2, of: [{…}, {…}]}")

  package static let rawHTML = DiagnosticKind(
    "raw-html",
    why: """
      Prose is rendered as HTML, Markdown and plain text, and markup for one of these would be lost
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
      Prose consists of paragraphs, lists, tables and headings of plain, emphasized, strong and linked
      text. The section has a heading of its own, of the second level, so headings in it begin with
      `###`. What documents cannot print is refused, never flattened.
      """,
    before: "text: |\n  # Evidence\n  Iron overload …",
    after: "text: |\n  ### Evidence\n  Iron overload …")

  package static let badCitation = DiagnosticKind(
    "bad-citation",
    why: """
      A citation names keys of references, and the compiler gives them their numbers. Text that
      only looks like a citation would be printed as it is written.
      """,
    before: "text: Confirmed by biopsy [@Wood 2015].",
    after: "text: Confirmed by biopsy [@wood2015].")

  package static let unprintableRange = DiagnosticKind(
    "unprintable-range",
    why: """
      `{age}` in the text of a criterion prints the range that the criterion tests of the fact `age`,
      so that text and test have one source. It needs one test of a number, a date or a duration.
      """,
    before: "- {id: age, text: 'Age {years}', when: {age: {at_least: 55, at_most: 77}}}",
    after: "- {id: age, text: 'Age {age}', when: {age: {at_least: 55, at_most: 77}}}")

  package static let proseTooLong = DiagnosticKind(
    "prose-too-long",
    why: "A piece of prose is at most 32 KiB, about ten printed pages, so that it is read quickly.",
    before: "- id: background\n  text: (forty pages)",
    after: "- id: background\n  text: (ten pages)\n- id: evidence\n  text: (thirty pages, in parts)"
  )
}
