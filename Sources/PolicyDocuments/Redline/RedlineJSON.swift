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
  static let side = JSONShape.object(
    .required("revision", .revision, \.id), .required("printed", .text, \.date.printed),
    .required("status", .word, \.entry.status),
    .required("approval", JSONShape<String>.string.orNull) { $0.entry.approval?.iso },
    .required("approvals", .list(of: .approval), \.approvals),
    .required("reconstructed", .flag) { $0.reconstruction != nil },
    .required("not_held", .list(of: .word)) { $0.reconstruction?.notHeld ?? [] })
}

// MARK: Decisions

extension JSONShape<DecisionDifference> {
  static let decisions = JSONShape.object(
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
  static let dated = JSONShape.object(
    .optional("from", .calendarDate, \.dates.from),
    .optional("until", .calendarDate, \.dates.until), .required("effect", .word, \.effect))
}

/// A witness with the facts in whose order its request is written.
struct WrittenWitness {
  let witness: TableComparison.Witness
  let facts: [Fact]

  var words: String {
    let stated = witness.request.facts
    return facts.compactMap { fact in stated[fact.id].map { fact.wording(stating: $0) } }
      .joined(separator: "; ")
  }
}

/// The effect of all changes on decisions, or that finding it takes more search than its budget.
enum WrittenEffect: String, CaseIterable { case none, widens, narrows, mixed, undecided }

extension DecisionDifference {
  var writtenEffect: WrittenEffect {
    switch effect {
    case .success(.none): .none
    case .success(.widens): .widens
    case .success(.narrows): .narrows
    case .success(.mixed): .mixed
    case .failure: .undecided
    }
  }

  func written(_ witness: TableComparison.Witness?) -> WrittenWitness? {
    witness.map { WrittenWitness(witness: $0, facts: facts) }
  }
}

extension JSONShape<WrittenWitness> {
  static let witness = JSONShape.object(
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
  static let answer = JSONShape.object(
    .required("result", .word, \.result),
    .required("outcome", JSONShape<Outcome>.word.orNull, \.outcome))
}
