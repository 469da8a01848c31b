internal import Diagnostics
package import PolicyModel
internal import PolicySyntax
package import Values

/// The codes that a revision prints.
package struct CodingSource: Sendable {
  package struct Row: Sendable {
    package let code: Located<Code>
    package let descriptor: String
    /// When the code is valid; nil if it always is, as far as is known.
    package let validity: ValiditySource?
  }

  /// The days from which and until which a code is valid, both included.
  package struct ValiditySource: Sendable {
    package let from: Located<CalendarDate>?
    package let until: Located<CalendarDate>?
  }

  package let text: Located<Prose>
  package let cptCopyright: Int?
  package let rows: [Row]
}

extension Shapes {
  static let coding = record(
    required("text", prose.located, "CommonMark, citing as `[@key]`."),
    optional(
      "cpt_copyright", integer(1966...2199),
      "The year of the American Medical Association's copyright in the CPT codes."),
    required("codes", codingRow.list(), "The codes, in printed order.")
  ) { text, cptCopyright, rows in
    CodingSource(text: text, cptCopyright: cptCopyright, rows: rows)
  }

  private static let codingRow = record(
    required("code", code.located, "The code with its system."),
    required("descriptor", text, "What the policy prints about the code."),
    optional(
      "valid", validity,
      "When the code is valid; on other dates of service it counts as an unlisted code.")
  ) { code, descriptor, validity in
    CodingSource.Row(code: code, descriptor: descriptor, validity: validity)
  }

  private static let validity: Shape<CodingSource.ValiditySource> = record(
    optional("from", day.located, "The first day."),
    optional("until", day.located, "The last day."),
    recordSpan,
    checked: { from, until, span in
      guard from != nil || until != nil else {
        return .refused(
          Diagnostic(
            .emptyList, "the validity does not name a day", at: span,
            help: "add `from:` or `until:`, or remove the key"))
      }
      return .sound(CodingSource.ValiditySource(from: from, until: until))
    })
}
