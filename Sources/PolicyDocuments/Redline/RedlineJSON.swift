internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
package import JSONShapes
internal import JSONText
package import PolicyModel
internal import PolicyReview
internal import Values

extension Redline {
  package func json(_ provenance: Provenance) -> String {
    JSONShape<WrittenRedline>.difference.json(
      WrittenRedline(redline: self, provenance: provenance)
    ).pretty
  }
}

extension PublishedSchema {
  /// The files in `diff/`, and what `policyc diff --format json` prints.
  package static let difference = PublishedSchema(
    "difference", title: "What changed between two revisions",
    JSONShape<WrittenRedline>.difference.schema,
    definitions: [.init("witness", JSONShape<WrittenWitness>.witness.schema)])
}

private struct WrittenRedline {
  let redline: Redline
  let provenance: Provenance

  var difference: RevisionDifference { redline.difference }
}

extension JSONShape<WrittenRedline> {
  fileprivate static let difference = JSONShape.object([
    .constant("format", .string(RevisionDifference.formatName)),
    .constant("version", .number(String(RevisionDifference.formatVersion))),
    .required("policy", .text, \.redline.policy.id),
    .required("old", .side, \.difference.old), .required("new", .side, \.difference.new),
    .required("compiler", .text, \.provenance.compiler),
    .required("source_sha256", .digest, \.provenance.sourceDigest),
    .required("summary", .text, \.redline.summary),
    .required("wording_held", .flag, \.difference.holdsWording),
    .required("decisions", .decisions, \.difference.decisions),
    .required("changes", .list(of: .change)) { written in
      written.redline.entries.map {
        WrittenChange(entry: $0, facts: written.difference.decisions.facts)
      }
    },
    .required("log", .list(of: .claimedChange)) { written in
      written.redline.rows.flatMap { index, row in
        row.changes.enumerated().map { number, change in
          ClaimedChange(
            row: row, change: change,
            verdict: written.redline.proof?.verdict(row: index, change: number))
        }
      }
    },
  ])
}

extension JSONShape<Revision> {
  /// One of the two revisions.
  fileprivate static let side = JSONShape.object(
    .required("revision", .revision, \.id), .required("printed", .text, \.date.printed),
    .required("status", .word, \.entry.status),
    .required("approval", JSONShape<String>.string.orNull) { $0.entry.approval?.iso },
    .required("approvals", .list(of: .approval), \.approvals),
    .required("reconstructed", .flag) { $0.reconstruction != nil },
    .required("not_held", .list(of: .word)) { $0.reconstruction?.notHeld ?? [] })
}

// MARK: Decisions

extension JSONShape<DecisionDifference> {
  fileprivate static let decisions = JSONShape.object(
    .required("effect", .word, \.writtenEffect),
    .required("cases", JSONShape<Int>.count().orNull) { $0.counts?.cases },
    .required("different", JSONShape<Int>.count().orNull) { $0.counts?.different },
    .optional(
      "dates",
      JSONShape<[TableComparison.DatedEffect]>.list(of: .dated, atLeast: 2)
        .described("The effect by date of service, where it is not the same on all dates.")
    ) { $0.datedEffects.isEmpty ? nil : $0.datedEffects },
    .required("gained", witness.orNull) { $0.written($0.gained) },
    .required("lost", witness.orNull) { $0.written($0.lost) },
    .required("witness", witness.orNull) { $0.written($0.different) })

  private static let witness = JSONShape<WrittenWitness>.reference("witness") { .witness }
}

extension JSONShape<TableComparison.DatedEffect> {
  fileprivate static let dated = JSONShape.object(
    .optional("from", .calendarDate, \.dates.from),
    .optional("until", .calendarDate, \.dates.until), .required("effect", .word, \.effect))
}

/// A witness with the facts in whose order its request is written.
private struct WrittenWitness {
  let witness: TableComparison.Witness
  let facts: [Fact]

  var words: String {
    let stated = witness.request.facts
    return facts.compactMap { fact in stated[fact.id].map { fact.wording(stating: $0) } }
      .joined(separator: "; ")
  }
}

/// The effect of all changes on decisions, or that finding it takes more search than its budget.
private enum WrittenEffect: String, CaseIterable { case none, widens, narrows, mixed, undecided }

extension DecisionDifference {
  fileprivate var writtenEffect: WrittenEffect {
    switch effect {
    case .success(.none): .none
    case .success(.widens): .widens
    case .success(.narrows): .narrows
    case .success(.mixed): .mixed
    case .failure: .undecided
    }
  }

  fileprivate func written(_ witness: TableComparison.Witness?) -> WrittenWitness? {
    witness.map { WrittenWitness(witness: $0, facts: facts) }
  }
}

extension JSONShape<WrittenWitness> {
  fileprivate static let witness = JSONShape.object(
    .optional(
      "date",
      JSONShape<CalendarDate>.calendarDate
        .described("A date of service, where a code of the facts has a period."),
      \.witness.request.date),
    .required("facts", .object) { $0.witness.request.facts.json(in: $0.facts) },
    .required("words", .text, \.words), .required("old", .answer, \.witness.old),
    .required("new", .answer, \.witness.new))
}

extension JSONShape<CompleteAnswer> {
  fileprivate static let answer = JSONShape.object(
    .required("result", .word, \.result),
    .required("outcome", JSONShape<Outcome>.word.orNull, \.outcome))
}

// MARK: Changes

private struct WrittenChange {
  /// What the change does to decisions, where it was compared alone.
  enum Effect: String, CaseIterable { case changes, undone, none, undecided }

  let entry: Redline.Entry
  let facts: [Fact]

  var effect: Effect? {
    switch entry.effect {
    case nil: nil
    case .changes: .changes
    case .undone: .undone
    case .undecided: .undecided
    case .some(.none): Effect.none
    }
  }

  var witness: WrittenWitness? {
    switch entry.effect {
    case .changes(let witness), .undone(let witness): WrittenWitness(witness: witness, facts: facts)
    case nil, .some(.none), .undecided: nil
    }
  }
}

extension JSONShape<WrittenChange> {
  fileprivate static let change = JSONShape.object([
    .required("anchor", .text, \.entry.anchor), .required("subject", .text, \.entry.subject.kind),
    .optional("id", .text, \.entry.subject.id),
    .required("kinds", .list(of: .word, atLeast: 1)) { $0.entry.changes.map(\.kind) },
    .required("name", .text, \.entry.name), .required("before", lines) { written($0.entry.before) },
    .required("after", lines) { written($0.entry.after) },
    .optional("effect", .word, \.effect),
    .optional("witness", .reference("witness") { .witness }, \.witness),
  ])

  /// The lines of a text, or null for a text that the revision does not have.
  private static let lines = JSONShape<[String]>.list(of: .string).orNull

  private static func written(_ lines: [String]) -> [String]? { lines.isEmpty ? nil : lines }
}

/// A change that a row of the log claims, and what the proof made of it.
private struct ClaimedChange {
  enum Verdict: String, CaseIterable { case proven, contradicted, unverifiable }

  let row: LogRow
  let change: LogChange
  let verdict: LogProof.Verdict?

  var verdictName: Verdict? {
    switch verdict {
    case nil: nil
    case .proven: .proven
    case .contradicted: .contradicted
    case .unverifiable, .unknownSubject: .unverifiable
    }
  }

  var reason: String? {
    switch verdict {
    case .contradicted(let reason), .unverifiable(let reason): reason
    case nil, .proven, .unknownSubject: nil
    }
  }
}

extension JSONShape<ClaimedChange> {
  fileprivate static let claimedChange = JSONShape.object(
    .required("revision", .revision, \.row.revisionName),
    .required("text", .text, \.change.text.plainText),
    .required("claims", .list(of: .claim)) {
      $0.change.claims.map { ($0.verb.rawValue, $0.subject) }
    },
    .required("verdict", JSONShape<ClaimedChange.Verdict>.word.orNull, \.verdictName),
    .optional("reason", .text, \.reason))
}

extension JSONShape<(verb: String, subject: String)> {
  /// A verb and its subject, as an array of two.
  fileprivate static let claim = JSONShape(
    JSONSchema(
      .type(.array), .minItems(2), .maxItems(2), .items(JSONShape<String>.text.schema))
  ) { [.string($0.verb), .string($0.subject)] }
}

extension Change.Subject {
  fileprivate var kind: String {
    switch self {
    case .title: "title"
    case .scope: "scope"
    case .description: "description"
    case .criterion: "criterion"
    case .fact: "fact"
    case .term: "term"
    case .section: "section"
    case .coding: "coding"
    case .code: "code"
    case .reference: "reference"
    case .reminder: "reminder"
    case .measurement: "measurement"
    }
  }

  fileprivate var id: String? {
    switch self {
    case .criterion(let id), .fact(let id), .section(let id), .reference(let id),
      .term(_, let id):
      id
    case .code(let code): code.description
    case .title, .scope, .description, .coding, .reminder, .measurement: nil
    }
  }
}
