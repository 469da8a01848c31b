internal import DecisionTable
internal import Digests
internal import JSONText
package import PolicyModel
internal import Values

/// What was released of a revision: a digest a part, so that an edit can be named.
///
/// The parts are taken from the resolved revision. Layout and comments of the sources leave them
/// alone, as do terms, references and codes that the revision does not use.
package struct Seal: Hashable, Sendable {
  package enum Part: String, CaseIterable, Sendable {
    /// The title and all prose but the criteria.
    case prose
    case facts
    /// Scope and statements, with their labels and words.
    case criteria
    /// The terms that tests name, with their labels.
    case terms
    case references
    case coding
    /// What the compiler makes of the criteria: the exact decision.
    case decisions
  }

  package let digests: [Part: String]

  package init(of revision: Revision) {
    digests = Dictionary(
      uniqueKeysWithValues: Part.allCases.map { part in
        (part, Digest(of: canonical(part, of: revision).compact).hexadecimal)
      })
  }
}

private func canonical(_ part: Seal.Part, of revision: Revision) -> JSON {
  switch part {
  case .prose:
    .object([
      "title": .string(revision.title),
      "description": revision.description.map { .string($0.source) },
      "sections": .array(
        revision.sections.map {
          [.string($0.id), .string($0.title), .string($0.text.source)]
        }),
      "reminder": revision.reminder.map { .string($0.source) },
      "reconstruction": revision.reconstruction.map(canonical),
    ])
  case .facts:
    .array(
      revision.table.facts.map { fact in
        let of: JSON =
          switch fact.type {
          case .boolean: "boolean"
          case .code: "code"
          case .choice(let values): .array(values.map(JSON.string))
          case .set(let terminology, _): .string("set of \(terminology)")
          }
        return [.string(fact.id), of, .string(fact.question)]
      })
  case .criteria:
    .array([revision.table.json["scope"] ?? .null, revision.table.json["statements"] ?? .null])
  case .terms:
    .array(
      usedTerms(of: revision.table).map {
        [.string($0), .string(revision.termLabels[$0] ?? "")]
      })
  case .references: .array(revision.references.map(canonical))
  case .coding:
    revision.coding.map { coding in
      .object([
        "text": .string(coding.text.source),
        "cpt_copyright": coding.cptCopyright.map(JSON.string),
        "codes": .array(
          coding.rows.map { [.string($0.code.description), .string($0.descriptor)] }),
      ])
    } ?? .null
  case .decisions: .string(revision.table.canonicalDecision)
  }
}

private func canonical(_ reconstruction: Reconstruction) -> JSON {
  [
    "basis": .string(reconstruction.basis.source),
    "inferred": .array(
      reconstruction.inferred.sorted { $0.key.rawValue < $1.key.rawValue }.map {
        [.string($0.key.rawValue), .string($0.value.source)]
      }),
    "not_held": .array(reconstruction.notHeld.map { .string($0.rawValue) }),
  ]
}

private func canonical(_ reference: Reference) -> JSON {
  func date(_ date: Reference.DateParts?) -> JSON? {
    date.map { parts in
      .array([parts.year, parts.month, parts.day].compactMap { $0 }.map { .number(String($0)) })
    }
  }
  return .object([
    "id": .string(reference.key), "type": .string(reference.type),
    "title": .string(reference.title),
    "author": .array(
      reference.authors.map { author in
        switch author {
        case .person(let family, let given): [.string(family), .string(given)]
        case .literal(let name): .string(name)
        }
      }),
    "container": reference.container.map(JSON.string),
    "publisher": reference.publisher.map(JSON.string),
    "volume": reference.volume.map(JSON.string), "issue": reference.issue.map(JSON.string),
    "page": reference.pages.map(JSON.string), "issued": date(reference.issued),
    "accessed": date(reference.accessed), "doi": reference.doi.map(JSON.string),
    "url": reference.url.map(JSON.string), "note": reference.note.map(JSON.string),
  ])
}

private func usedTerms(of table: DecisionTable) -> [String] {
  let tests = table.scope.tests + table.statements.flatMap(\.criterion.tests)
  var terms: Set<String> = []
  for test in tests {
    guard let fact = table.facts.first(where: { $0.id == test.fact }), case .set = fact.type
    else { continue }
    for case .word(let term) in test.values { terms.insert(term) }
  }
  return terms.sorted()
}
