package import Diagnostics

extension DiagnosticKind {
  /// The problems that a file can have before the compiler knows which kind of source it is.
  package static let syntaxKinds: [DiagnosticKind] = [
    .fileTooLarge, .invalidUTF8, .unfinishedMerge, .invisibleCharacter, .tabIndentation,
    .yamlSyntax, .yamlTag, .emptyFile, .severalDocuments, .nestingTooDeep, .unknownAlias,
    .unusedAnchor, .aliasExpansion, .repeatedKey, .unexaminedRest,
  ]

  package static let fileTooLarge = DiagnosticKind(
    "file-too-large",
    why: """
      A source file is read as a whole, so its size is limited to 1 MiB. A policy is about 20 KB long;
      a larger file is usually something else under the wrong name.
      """,
    before: "policy/X.1/2024-01.yaml    3,400,000 bytes",
    after: "policy/X.1/2024-01.yaml       18,000 bytes")

  package static let invalidUTF8 = DiagnosticKind(
    "invalid-utf-8",
    why: """
      Sources are UTF-8. In another encoding, `µ` or `≥` would silently become something else, and a
      unit or a bound with it.
      """,
    before: "text: LIC of at least 7 <B5>g/g     (saved as ISO 8859-1)",
    after: "text: LIC of at least 7 µg/g        (saved as UTF-8)")

  package static let unfinishedMerge = DiagnosticKind(
    "unfinished-merge",
    why: """
      A version control system writes lines that begin with `<<<<<<<`, `=======` and `>>>>>>>` around
      two versions of the same lines, for a person to choose between them.
      """,
    before: "<<<<<<< HEAD\ntitle: Iron overload\n=======\ntitle: Liver iron\n>>>>>>> draft",
    after: "title: Liver iron")

  package static let invisibleCharacter = DiagnosticKind(
    "invisible-character",
    why: """
      Text that was pasted from a word processor or a web page often contains characters that nobody
      sees: no-break spaces, zero-width spaces, marks that change the direction of text. A name or a
      number with such a character is a different one, and reviewers cannot tell.
      """,
    before: "title:<U+00A0>Liver iron",
    after: "title: Liver iron")

  package static let tabIndentation = DiagnosticKind(
    "tab-indentation",
    why: "A tab does not have a width in YAML, so the level of an indented line would be unclear.",
    before: "facts:\n\tpurpose: {type: boolean, ask: Why?}",
    after: "facts:\n  purpose: {type: boolean, ask: Why?}")

  package static let yamlSyntax = DiagnosticKind(
    "yaml-syntax",
    why: """
      The file is not YAML. Usually the indentation is off by a space, a bracket or a quote is not
      closed, or plain text contains a colon before a space or a number sign after one.
      """,
    before: "text: Chelation: see below",
    after: "text: \"Chelation: see below\"")

  package static let yamlTag = DiagnosticKind(
    "yaml-tag",
    why: """
      Scalars are read as text, and the key determines what the text must be. A tag would give the
      value another type, which could turn `12/22` or `no` into something else.
      """,
    before: "revision: !!str 12/22",
    after: "revision: 12/22")

  package static let emptyFile = DiagnosticKind(
    "empty-file",
    why: "A source file without values has no effect: its text was lost or is not written yet.",
    before: "# terms to come",
    after: "terminology: conditions\ntitle: Conditions\nterms:\n  - {id: anemia, label: Anemia}")

  package static let severalDocuments = DiagnosticKind(
    "several-documents",
    why: "Each file is one source; anything after a second `---` would never be read.",
    before: "policy: X.1\n---\npolicy: X.2",
    after: "policy: X.1")

  package static let nestingTooDeep = DiagnosticKind(
    "nesting-too-deep",
    why: "Values nest at most 32 levels, far more than in a policy that people can follow.",
    before: "any_of: [{any_of: [{any_of: …}]}]",
    after: "any_of: [ … ]")

  package static let unknownAlias = DiagnosticKind(
    "unknown-alias",
    why: """
      An alias repeats a value that was anchored before it. It cannot repeat the value that contains it.
      """,
    before: "require: [*suspected]",
    after: "require: [{suspected_iron_overload: true}]")

  package static let unusedAnchor = DiagnosticKind(
    "unused-anchor",
    why: """
      A word that begins with `&` is an anchor: a name for the value after it, and not a part of the
      value. An anchor that nothing refers to is usually the beginning of a text, which would be lost.
      """,
    before: "text: &every kind of anemia",
    after: "text: \"&every kind of anemia\"")

  package static let aliasExpansion = DiagnosticKind(
    "alias-expansion",
    why: """
      A few aliases of aliases can expand to billions of values. A file may have 50,000 values,
      counted as if every alias were written out.
      """,
    before: "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]    (and so on)",
    after: "a: [x, x]")

  package static let repeatedKey = DiagnosticKind(
    "repeated-key",
    why: """
      YAML readers keep one of two equal keys and silently drop the other. What they drop may be a
      criterion.
      """,
    before: "outcome: medically_necessary\noutcome: investigational",
    after: "outcome: medically_necessary")

  package static let unexaminedRest = DiagnosticKind(
    "unexamined-rest",
    why: """
      This many mistakes of one kind usually have a single cause. The rest was not examined and may be
      wrong too: correct what is listed, and check again.
      """,
    before: "(a hundred tests of facts that are not declared, and more of them)",
    after: "facts:\n  anemia: {type: boolean, ask: Is there an anemia?}\n  …")
}
