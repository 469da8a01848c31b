internal import DecisionAnalysis
internal import DecisionTable
internal import JSONText
package import PolicyModel
internal import PolicyReview
internal import Values

extension Redline {
  package func json(_ provenance: Provenance) -> String {
    let decisions = difference.decisions
    func side(_ revision: Revision) -> JSON {
      .object([
        "revision": .string(revision.id), "printed": .string(revision.date.printed),
        "status": .string(revision.entry.status.rawValue),
        "approval": revision.entry.approval.map { .string($0.iso) } ?? .null,
        "reconstructed": .boolean(revision.reconstruction != nil),
        "not_held": .array(
          (revision.reconstruction?.notHeld ?? []).map { .string($0.rawValue) }),
      ])
    }
    return JSON.object([
      "format": .string(RevisionDifference.formatName),
      "version": .number(String(RevisionDifference.formatVersion)), "policy": .string(policy.id),
      "old": side(difference.old), "new": side(difference.new),
      "compiler": .string(provenance.compiler),
      "source_sha256": .string(provenance.sourceDigest), "summary": .string(summary),
      "wording_held": .boolean(difference.holdsWording),
      "decisions": .object([
        "effect": .string(effectName),
        "cases": decisions.counts.map { .number(String($0.cases)) } ?? .null,
        "different": decisions.counts.map { .number(String($0.different)) } ?? .null,
        "dates": decisions.datedEffects.isEmpty
          ? nil : .array(decisions.datedEffects.map(json)),
        "gained": decisions.gained.map(json) ?? .null,
        "lost": decisions.lost.map(json) ?? .null,
        "witness": decisions.different.map(json) ?? .null,
      ]),
      "changes": .array(entries.map(json)),
      "log": .array(rows.flatMap { json($0.index, $0.row) }),
    ]).pretty
  }

  private func json(_ witness: TableComparison.Witness) -> JSON {
    func answer(_ answer: CompleteAnswer) -> JSON {
      [
        "result": .string(answer.result.rawValue),
        "outcome": answer.outcome.map { .string($0.rawValue) } ?? .null,
      ]
    }
    return .object([
      "date": witness.request.date.map { .string($0.description) },
      "facts": witness.request.facts.json(in: difference.decisions.facts),
      "old": answer(witness.old), "new": answer(witness.new),
    ])
  }

  private func json(_ dated: TableComparison.DatedEffect) -> JSON {
    .object([
      "from": dated.dates.from.map { .string($0.description) },
      "until": dated.dates.until.map { .string($0.description) },
      "effect": .string(dated.effect.rawValue),
    ])
  }

  private func json(_ entry: Entry) -> JSON {
    let effect: (String, TableComparison.Witness?)? =
      switch entry.effect {
      case nil: nil
      case .changes(let witness): ("changes", witness)
      case .undone(let witness): ("undone", witness)
      case .undecided: ("undecided", nil)
      case .some(.none): ("none", nil)
      }
    return .object([
      "anchor": .string(entry.anchor), "subject": .string(entry.subject.kind),
      "id": entry.subject.id.map(JSON.string),
      "kinds": .array(entry.changes.map { .string($0.kind.rawValue) }),
      "name": .string(entry.name),
      "before": entry.before.isEmpty ? .null : .array(entry.before.map(JSON.string)),
      "after": entry.after.isEmpty ? .null : .array(entry.after.map(JSON.string)),
      "effect": effect.map { .string($0.0) }, "witness": effect?.1.map(json),
    ])
  }

  private func json(_ index: Int, _ row: LogRow) -> [JSON] {
    row.changes.enumerated().map { number, change in
      let verdict = proof?.verdict(row: index, change: number)
      return .object([
        "revision": .string(row.revision.isoMonth), "text": .string(change.text.plainText),
        "claims": .array(
          change.claims.map { [.string($0.verb.rawValue), .string($0.subject)] }),
        "verdict": verdict.map { .string($0.name) } ?? .null,
        "reason": verdict?.reason.map(JSON.string),
      ])
    }
  }
}

extension LogProof.Verdict {
  fileprivate var name: String {
    switch self {
    case .proven: "proven"
    case .contradicted: "contradicted"
    case .unverifiable, .unknownSubject: "unverifiable"
    }
  }

  fileprivate var reason: String? {
    switch self {
    case .contradicted(let reason), .unverifiable(let reason): reason
    case .proven, .unknownSubject: nil
    }
  }
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
