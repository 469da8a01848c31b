internal import DecisionAnalysis
internal import DecisionTable
internal import JSONText
internal import PolicyModel
internal import Values

/// What is sealed in place of a decision whose diagram is too large.
let decisionTooLarge = "too large"

extension Seal.Part {
  /// The part of a revision as JSON, of which the seal contains a digest. Any change to it breaks
  /// every seal.
  func canonicalForm(of revision: Revision, in policy: Policy) -> JSON {
    switch self {
    case .prose:
      .object([
        "title": .string(revision.title),
        "description": revision.description.map(canonical),
        "sections": .array(
          revision.sections.map {
            [.string($0.id), .string($0.title), canonical($0.text)]
          }),
        "reminder": revision.reminder.map(canonical),
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
            case .number, .date, .duration, .records: fact.typeJSON
            }
          return .array([.string(fact.id), of, .string(fact.question)] + canonicalLabels(of: fact))
        })
    case .criteria: canonicalCriteria(of: revision)
    case .terms: .array(usedTerms(of: revision.table))
    case .references: .array(revision.references.map(canonical))
    case .coding:
      revision.coding.map { coding in
        .object([
          "text": canonical(coding.text),
          "cpt_copyright": coding.cptCopyright.map(JSON.string),
          "codes": .array(
            coding.rows.map { row in
              .array(
                [.string(row.code.description), .string(row.descriptor)]
                  + (row.period.map { [canonical($0)] } ?? []))
            }),
        ])
      } ?? .null
    case .decisions: .string(revision.table.canonicalDecision ?? decisionTooLarge)
    case .crosswalk: .array(revision.crosswalks.map(canonical))
    case .measurement:
      revision.measurement.map {
        [.string($0.calibration), .number(String($0.number)), .string($0.digest)]
      } ?? .null
    case .publication: canonical(revision.publication)
    case .approvals:
      .array(revision.approvals.map { [.string($0.office), .string($0.date.iso)] })
    case .record: canonicalRecord(of: revision, in: policy)
    }
  }
}

/// The labels of a fact and of its values, if it has any.
private func canonicalLabels(of fact: Fact) -> [JSON] {
  guard fact.label != nil || !fact.valueLabels.isEmpty else { return [] }
  return [
    fact.label.map(JSON.string) ?? .null,
    .array(
      fact.valueLabels.sorted { $0.key < $1.key }.map { [.string($0.key), .string($0.value)] }),
  ]
}

private func canonicalCriteria(of revision: Revision) -> JSON {
  let table = revision.table.json
  let worded = revision.texts.conditions.sorted { $0.key < $1.key }
  return .array(
    [
      table["scope"] ?? .null, table["statements"] ?? .null,
      .array(
        revision.texts.criteria.sorted { $0.key < $1.key }
          .map { [.string($0.key), canonical($0.value)] }),
    ]
      + (worded.isEmpty
        ? []
        : [
          .array(
            worded.map { path, text in
              [
                .string(path.criterion), .string(path.role.rawValue),
                .number(String(path.index)), canonical(text),
              ]
            })
        ]))
}

private func canonical(_ period: CodePeriod) -> JSON {
  .array([period.from, period.until].map { $0.map { .string($0.description) } ?? .null })
}

private func canonicalRecord(of revision: Revision, in policy: Policy) -> JSON {
  .object([
    "policy": .string(policy.id), "revision": .string(revision.date.printed),
    "supersedes": revision.entry.supersedes.map(JSON.string),
    "approval": revision.entry.approval.map { .string($0.printed) },
    "erratum": revision.isErratum ? true : nil,
    "log": .array(
      policy.log.filter { $0.revisionName == revision.id }.map { row in
        [
          .boolean(row.isContinuation), .array(row.changes.map(canonical)),
          row.effect.map { .string($0.rawValue) } ?? .null,
        ]
      }),
  ])
}

private func canonical(_ publication: Publication) -> JSON {
  switch publication.standing {
  case .official(let notice): [.string(publication.publisher), "official", canonical(notice)]
  case .restatement(let original):
    [.string(publication.publisher), "restatement", canonical(original)]
  }
}

func canonical(_ crosswalk: Crosswalk) -> JSON {
  let systems = crosswalk.systems.map(\.rawValue).sorted()
  return .array(
    [
      .string(crosswalk.id), .string(crosswalk.terminology), .string(crosswalk.about),
      .string(crosswalk.release), crosswalk.releaseNote.map(JSON.string) ?? .null,
      .array(crosswalk.rows.map(canonical)),
    ] + (systems.isEmpty ? [] : [.array(systems.map(JSON.string))]))
}

private func canonical(_ row: Crosswalk.Row) -> JSON {
  let subject: JSON =
    switch row.subject {
    case .terms(let terms): .array(terms.map(JSON.string))
    case .fact(let fact): .string(fact)
    }
  return [
    subject, .boolean(row.codeDecides), row.ambiguity.map(JSON.string) ?? .null,
    .array(
      row.codes.map { code in
        [
          .string(code.code.description), .string(code.title),
          code.isBillable.map(JSON.boolean) ?? .null, .string(code.confidence.rawValue),
          .string(code.basis), .array(code.excludes.map(JSON.string)), .string(code.source),
        ]
      }),
  ]
}

private func canonical(_ change: LogChange) -> JSON {
  [
    canonical(change.text),
    .array(change.claims.map { [.string($0.verb.rawValue), .string($0.subject)] }),
  ]
}

private func canonical(_ prose: Prose) -> JSON { .array(prose.blocks.map(canonical)) }

private func canonical(_ block: Prose.Block) -> JSON {
  switch block {
  case .paragraph(let inlines): ["p", .array(inlines.map(canonical))]
  case .list(let start, let items):
    [
      "list", start.map { .number(String($0)) } ?? .null,
      .array(items.map { .array($0.map(canonical)) }),
    ]
  case .heading(let depth, let inlines):
    ["h", .number(String(depth)), .array(inlines.map(canonical))]
  case .table(let table):
    [
      "table", .array(table.alignments.map { $0.map { .string($0.rawValue) } ?? .null }),
      .array(
        ([table.head] + table.rows).map { row in
          .array(row.map { .array($0.map(canonical)) })
        }),
    ]
  }
}

private func canonical(_ inline: Prose.Inline) -> JSON {
  switch inline {
  case .text(let text): .string(text)
  case .emphasis(let inner): ["em", .array(inner.map(canonical))]
  case .strong(let inner): ["strong", .array(inner.map(canonical))]
  case .code(let text): ["code", .string(text)]
  case .link(let url, let inner): ["link", .string(url), .array(inner.map(canonical))]
  case .citation(let keys): ["cite", .array(keys.map(JSON.string))]
  case .range(let fact): ["range", .string(fact)]
  }
}

private func canonical(_ reconstruction: Reconstruction) -> JSON {
  [
    "basis": canonical(reconstruction.basis),
    "inferred": .array(
      reconstruction.inferred.sorted { $0.key.rawValue < $1.key.rawValue }.map {
        [.string($0.key.rawValue), canonical($0.value)]
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

/// The terms that tests name, each with its terminology and label.
private func usedTerms(of table: DecisionTable) -> [JSON] {
  let tests = table.scope.tests + table.statements.flatMap(\.criterion.tests)
  return table.facts.flatMap { fact -> [JSON] in
    guard case .set(let terminology, let terms) = fact.type else { return [] }
    let used = Set(tests.filter { $0.fact == fact.id }.flatMap(\.values))
    return terms.filter { used.contains(.word($0.id)) }.sorted { $0.id < $1.id }.map {
      [.string(terminology), .string($0.id), .string($0.label)]
    }
  }
}
