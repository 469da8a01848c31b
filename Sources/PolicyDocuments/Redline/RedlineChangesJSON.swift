internal import DecisionAnalysis
internal import DecisionTable
internal import JSONShapes
internal import JSONText
internal import PolicyModel
internal import PolicyReview
internal import Values

struct WrittenChange {
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
  static let change = JSONShape.object([
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
struct ClaimedChange {
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
  static let claimedChange = JSONShape.object(
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
  static let claim = JSONShape(
    JSONSchema(
      .type(.array), .minItems(2), .maxItems(2), .items(JSONShape<String>.text.schema))
  ) { [.string($0.verb), .string($0.subject)] }
}

extension Change.Subject {
  var kind: String {
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

  var id: String? {
    switch self {
    case .criterion(let id), .fact(let id), .section(let id), .reference(let id),
      .term(_, let id):
      id
    case .code(let code): code.description
    case .title, .scope, .description, .coding, .reminder, .measurement: nil
    }
  }
}
