internal import DecisionTable
internal import Diagnostics
internal import JSONText
package import PolicyModel
internal import PolicySyntax
package import Values

/// One `2023-11.yaml`: a revision of a policy, whole.
package struct RevisionSource: Sendable {
  package let policy: Located<String>
  package let revision: Located<PrintedDate>
  package let title: String
  package let reconstructed: ReconstructedSource?
  package let facts: [FactSource]
  package let scope: ConditionSource
  package let description: Located<Prose>?
  package let statements: [StatementSource]
  package let sections: [SectionSource]
  package let coding: CodingSource?
  package let references: [Located<String>]
  package let reminder: Located<Prose>?
  package let accept: [AcceptSource]

  /// Every criterion and statement, in document order.
  package var criteria: [CriterionSource] { statements.flatMap(\.criterion.all) }

  /// Every test, those of the scope first.
  package var tests: [TestSource] { scope.tests + criteria.flatMap(\.ownTests) }

  /// Every piece of prose that may cite.
  package var prose: [Located<Prose>] {
    let texts = criteria.map(\.text) + sections.map(\.text)
    return [description, coding?.text, reminder].compactMap(\.self) + texts
  }
}

package struct ReconstructedSource: Sendable {
  package let basis: Prose
  package let inferred: [(name: Located<Reconstruction.Part>, reason: Prose)]
  package let notHeld: [Located<Reconstruction.Part>]
}

package struct FactSource: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case boolean
    case code
    case choice
    case set
    case number
    case integer
    case date
    /// The time from a day to the date of service.
    case duration

    /// `an integer`, for messages.
    package var phrase: String { self == .integer ? "an integer" : "a \(rawValue)" }
  }

  package let id: Located<String>
  package let kind: Kind
  /// The values of a choice, or the one terminology of a set.
  package let of: [Located<String>]
  /// The UCUM code of the unit of a number, an integer or a duration.
  package let unit: Located<String>?
  /// The least and the greatest value of a number or an integer.
  package let minimum: Located<ExactDecimal>?
  package let maximum: Located<ExactDecimal>?
  package let question: String
}

package struct SectionSource: Sendable {
  package let id: Located<String>
  package let title: String
  package let text: Located<Prose>
}

package struct CodingSource: Sendable {
  package struct Row: Sendable {
    package let code: Located<Code>
    package let descriptor: String
    /// When the code is valid; nil where it always is, as far as is known.
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

/// A warning that the author accepts, with the reason.
package struct AcceptSource: Sendable {
  package let warning: Located<String>
  package let of: [Located<String>]
}

private enum Keys {
  static let policy = Key(
    "policy", Shapes.text.located, "The payer's reference number, as in `LA.CP.MP.53`.")
  static let revision = Key(
    "revision", Shapes.date.located, "The date of last revision as printed, as in `11/23`.")
  static let title = Key("title", Shapes.text, "The title of the policy.")
  static let reconstructed = OptionalKey(
    "reconstructed", Shapes.reconstructed,
    "Says that the text of this revision is not held, and from what it was reconstructed.")
  static let facts = Key(
    "facts", Shapes.factBody.byName(Shapes.name),
    "What a request may know, by name, in the order in which it is asked.")
  static let scope = Key(
    "scope", Shapes.condition, "What must hold for the policy to be about the request at all.")
  static let description = OptionalKey(
    "description", Shapes.prose.located, "What the service is.")
  static let statements = Key(
    "statements", Shapes.statement.list(),
    "What the policy says, in order of precedence: the first that holds decides.")
  static let sections = OptionalKey(
    "sections", Shapes.section.list(), "Titled prose behind the criteria.")
  static let coding = OptionalKey("coding", Shapes.coding, "The codes that the policy prints.")
  static let references = OptionalKey(
    "references", Shapes.listedReference.located.list(),
    "Keys of `references.yaml`, in the order of their numbers.")
  static let reminder = OptionalKey(
    "reminder", Shapes.prose.located, "The legal notice at the end.")
  static let accept = OptionalKey(
    "accept", Shapes.accept.list(), "Warnings that the author accepts.")

  static let basis = Key("basis", Shapes.uncitedLine, "From what the revision was reconstructed.")
  static let inferred = OptionalKey(
    "inferred", Shapes.uncitedLine.byPart, "Parts that are presumed, each with the reason.")
  static let notHeld = Key(
    "not_held", Shapes.word(Reconstruction.Part.self).located.list(),
    "Parts of which nothing is known.")

  static let type = Key("type", Shapes.word(FactSource.Kind.self), "What kind of value it has.")
  static let of = OptionalKey(
    "of", Shapes.name.oneOrMore, "The values of a choice, or the terminology of a set.")
  static let unit = OptionalKey(
    "unit", Shapes.text.located,
    "The UCUM code of its unit: `a` (years), `mo`, `kg/m2`, `mm[Hg]`, `{pack-years}`.")
  static let minimum = OptionalKey(
    "minimum", Shapes.number.located, "The least value that a request can state.")
  static let maximum = OptionalKey(
    "maximum", Shapes.number.located, "The greatest value that a request can state.")
  static let ask = Key("ask", Shapes.text, "The question that asks for it.")

  static let id = Key("id", Shapes.name, "A name that anchors it.")
  static let text = Key("text", Shapes.prose.located, "CommonMark, citing as `[@key]`.")
  static let cptCopyright = OptionalKey(
    "cpt_copyright", Shapes.integer(1966...2199),
    "The year of the American Medical Association's copyright in the CPT codes.")
  static let codes = Key("codes", Shapes.codingRow.list(), "The codes, in printed order.")
  static let code = Key("code", Shapes.code.located, "The code with its system.")
  static let descriptor = Key("descriptor", Shapes.text, "What the policy prints of it.")
  static let valid = OptionalKey(
    "valid", Shapes.validity,
    "When the code is valid; on other dates of service it is another code.")
  static let from = OptionalKey("from", Shapes.day.located, "The first day.")
  static let until = OptionalKey("until", Shapes.day.located, "The last day.")

  static let warning = Key("warning", Shapes.text.located, "The code of the warning.")
  static let accepted = Key(
    "of", Shapes.text.located.list(), "What it is accepted of, such as keys of references.")
  static let because = Key("because", Shapes.text, "Why it is as it should be.")
}

extension Shapes {
  static let revision = Shape<RevisionSource>.record([
    KeyRow(Keys.policy), KeyRow(Keys.revision), KeyRow(Keys.title), KeyRow(Keys.reconstructed),
    KeyRow(Keys.facts), KeyRow(Keys.scope), KeyRow(Keys.description), KeyRow(Keys.statements),
    KeyRow(Keys.sections), KeyRow(Keys.coding), KeyRow(Keys.references), KeyRow(Keys.reminder),
    KeyRow(Keys.accept),
  ]) { fields, _ in
    RevisionSource(
      policy: fields[Keys.policy], revision: fields[Keys.revision], title: fields[Keys.title],
      reconstructed: fields[Keys.reconstructed],
      facts: fields[Keys.facts].map { name, body in
        FactSource(
          id: name, kind: body.kind, of: body.of, unit: body.unit, minimum: body.minimum,
          maximum: body.maximum, question: body.question)
      },
      scope: fields[Keys.scope], description: fields[Keys.description],
      statements: fields[Keys.statements], sections: fields[Keys.sections] ?? [],
      coding: fields[Keys.coding], references: fields[Keys.references] ?? [],
      reminder: fields[Keys.reminder], accept: fields[Keys.accept] ?? [])
  }

  fileprivate static let reconstructed = Shape<ReconstructedSource>.record([
    KeyRow(Keys.basis), KeyRow(Keys.inferred), KeyRow(Keys.notHeld),
  ]) { fields, _ in
    ReconstructedSource(
      basis: fields[Keys.basis], inferred: fields[Keys.inferred] ?? [],
      notHeld: fields[Keys.notHeld])
  }

  /// A fact without its name.
  struct FactBody: Sendable {
    let kind: FactSource.Kind
    let of: [Located<String>]
    let unit: Located<String>?
    let minimum: Located<ExactDecimal>?
    let maximum: Located<ExactDecimal>?
    let question: String
  }

  fileprivate static let factBody = Shape<FactBody>.record([
    KeyRow(Keys.type), KeyRow(Keys.of), KeyRow(Keys.unit), KeyRow(Keys.minimum),
    KeyRow(Keys.maximum), KeyRow(Keys.ask),
  ]) { fields, findings in
    let kind = fields[Keys.type]
    let of = fields[Keys.of]
    let needsOf = kind == .choice || kind == .set
    if needsOf, of == nil {
      findings.append(
        Diagnostic(
          .missingKey, "\(kind.phrase) needs the key `of`", at: fields.span,
          help: kind == .set ? "add `of:` with a terminology" : "add `of:` with its values"))
      return nil
    }
    if let of, !needsOf || (kind == .set && of.count > 1) {
      findings.append(
        Diagnostic(
          .mistypedValue,
          needsOf ? "a set has one terminology" : "\(kind.phrase) has no `of`",
          at: needsOf ? of[1].span : fields.span(of: "of"), help: "remove it"))
      return nil
    }
    let isNumber = kind == .number || kind == .integer
    let strange = [
      (name: "unit", isAllowed: isNumber || kind == .duration), ("minimum", isNumber),
      ("maximum", isNumber),
    ].first { key in !key.isAllowed && fields.writtenKeys.contains { $0.key == key.name } }
    if let strange {
      findings.append(
        Diagnostic(
          .mistypedValue, "\(kind.phrase) has no `\(strange.name)`",
          at: fields.span(of: strange.name), help: "remove it"))
      return nil
    }
    if kind == .duration, fields[Keys.unit] == nil {
      findings.append(
        Diagnostic(
          .missingKey, "a duration needs the key `unit`", at: fields.span,
          help: "add `unit:` with `a` (years), `mo` (months), `wk` (weeks) or `d` (days)"))
      return nil
    }
    return FactBody(
      kind: kind, of: of ?? [], unit: fields[Keys.unit], minimum: fields[Keys.minimum],
      maximum: fields[Keys.maximum], question: fields[Keys.ask])
  }

  fileprivate static let section = Shape<SectionSource>.record([
    KeyRow(Keys.id), KeyRow(Keys.title), KeyRow(Keys.text),
  ]) { fields, _ in
    SectionSource(id: fields[Keys.id], title: fields[Keys.title], text: fields[Keys.text])
  }

  fileprivate static let coding = Shape<CodingSource>.record([
    KeyRow(Keys.text), KeyRow(Keys.cptCopyright), KeyRow(Keys.codes),
  ]) { fields, _ in
    CodingSource(
      text: fields[Keys.text], cptCopyright: fields[Keys.cptCopyright], rows: fields[Keys.codes])
  }

  fileprivate static let codingRow = Shape<CodingSource.Row>.record([
    KeyRow(Keys.code), KeyRow(Keys.descriptor), KeyRow(Keys.valid),
  ]) { fields, _ in
    CodingSource.Row(
      code: fields[Keys.code], descriptor: fields[Keys.descriptor], validity: fields[Keys.valid])
  }

  fileprivate static let validity = Shape<CodingSource.ValiditySource>.record([
    KeyRow(Keys.from), KeyRow(Keys.until),
  ]) { fields, findings in
    guard fields[Keys.from] != nil || fields[Keys.until] != nil else {
      findings.append(
        Diagnostic(
          .emptyList, "the validity has no day", at: fields.span,
          help: "add `from:` or `until:`, or remove the key"))
      return nil
    }
    return CodingSource.ValiditySource(from: fields[Keys.from], until: fields[Keys.until])
  }

  fileprivate static let accept = Shape<AcceptSource>.record([
    KeyRow(Keys.warning), KeyRow(Keys.accepted), KeyRow(Keys.because),
  ]) { fields, _ in AcceptSource(warning: fields[Keys.warning], of: fields[Keys.accepted]) }
}

extension Shape where Value == Prose {
  /// A mapping from parts of a revision to such prose.
  fileprivate var byPart: Shape<[(name: Located<Reconstruction.Part>, reason: Prose)]> {
    let words = Shapes.word(Reconstruction.Part.self).located
    let pairs = byName(words)
    return pairs.map { pairs, _ in pairs.map { (name: $0.name, reason: $0.value) } }
  }
}
