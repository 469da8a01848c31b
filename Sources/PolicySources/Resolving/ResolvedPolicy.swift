internal import DecisionTable
package import PolicyModel
package import Values

extension Policy {
  /// Resolves the sources of a policy.
  ///
  /// - Precondition: The checks found that every name in them is declared.
  package init(resolving source: PolicySource, in tree: SourceTree) {
    var revisions: [Revision] = []
    for entry in source.log.entries {
      guard let file = source.file(of: entry.revision.value) else {
        preconditionFailure("an entry without a file passed the checks")
      }
      revisions.append(Revision(resolving: file, entry, of: source, in: tree))
    }
    self.init(
      id: source.id,
      publication: Publication(publisher: source.log.publisher, standing: source.log.standing),
      revisions: revisions,
      log: source.log.rows.map { row in
        LogRow(
          revision: row.revision.value,
          revisionName: source.names[row.revision.value] ?? row.revision.value.isoMonth,
          approval: source.entry(of: row.revision.value)?.approvalDate,
          isContinuation: row.isContinuation,
          changes: row.changes.map { change in
            LogChange(
              text: change.text,
              claims: change.claims.map { LogClaim(verb: $0.verb, subject: $0.subject.value) })
          }, effect: row.effect?.value)
      })
  }
}

extension RevisionLogSource.Entry {
  /// When the revision was approved, as it prints it or else as its last approval was recorded.
  fileprivate var approvalDate: PrintedDate? { approval?.value ?? approvals.last?.date.value }
}

extension PolicySource {
  package var names: RevisionNames { RevisionNames(log.entries.map(\.revision.value)) }

  package func file(of revision: PrintedDate) -> RevisionFile? {
    let names = names
    guard let name = names[revision] else { return nil }
    return revisions.first { names[$0.source.revision.value] == name }
  }

  package func entry(of revision: PrintedDate) -> RevisionLogSource.Entry? {
    let names = names
    guard let name = names[revision] else { return nil }
    return log.entries.first { names[$0.revision.value] == name }
  }
}

extension PolicySource {
  /// An erratum takes effect on the day of the revision that it corrects, unless it states its own.
  fileprivate func effectiveDate(of entry: RevisionLogSource.Entry) -> PrintedDate? {
    if let effective = entry.effective { return effective.value }
    guard entry.isErratum, let corrected = entry.supersedes.flatMap({ self.entry(of: $0.value) })
    else { return nil }
    return effectiveDate(of: corrected)
  }
}

extension Revision {
  fileprivate init(
    resolving file: PolicySource.RevisionFile, _ entry: RevisionLogSource.Entry,
    of policy: PolicySource, in tree: SourceTree
  ) {
    let source = file.source
    let tree = policy.terms(of: entry.revision.value, in: tree)
    guard let name = policy.names[entry.revision.value] else {
      preconditionFailure("an entry without a name")
    }
    let facts = source.facts.map { Fact(resolving: $0, in: tree) }
    let scope = Resolution(source, in: tree)
    let terminologies = Set(
      source.facts.filter { $0.kind == .set }.flatMap { $0.of.map(\.value) })
    let crosswalks = tree.crosswalks.filter { terminologies.contains($0.terminology.value) }
      .map { Crosswalk(resolving: $0) }
    let table = DecisionTable(
      facts: facts, scope: FactCondition(resolving: source.scope, scope),
      statements: source.statements.enumerated().map { index, statement in
        Statement(
          outcome: statement.outcome,
          criterion: Criterion(
            resolving: statement.criterion, scope,
            label: OutlineLabel.text(index: index, depth: 0), depth: 0))
      },
      bindings: crosswalks.flatMap(\.bindings),
      completeSystems: crosswalks.flatMap(\.completeSystems),
      periods: source.coding?.rows.compactMap(\.period) ?? [])
    self.init(
      entry: RevisionHistory.Entry(
        id: name, printed: entry.revision.value.printed,
        status: entry.status.value, supersedes: entry.supersedes.flatMap { policy.names[$0.value] },
        approval: entry.approval?.value, effective: policy.effectiveDate(of: entry),
        lastDay: entry.lastDay?.value,
        isReconstructed: source.reconstructed != nil),
      publication: policy.publication(of: entry.revision.value), crosswalks: crosswalks,
      isErratum: entry.isErratum,
      approvals: entry.approvals.map {
        Approval(office: $0.role, date: $0.date.value, digest: $0.digest.value)
      },
      date: source.revision.value, title: source.title,
      reconstruction: source.reconstructed.map { Reconstruction(resolving: $0) },
      description: source.description?.value, table: table,
      texts: CriteriaTexts(source.criteria, scope),
      measurement: policy.measurement?.pins.first {
        policy.names[$0.revision.value] == name
      }?.value,
      sections: source.sections.map {
        Section(id: $0.id.value, title: $0.title, text: $0.text.value)
      },
      coding: source.coding.map { coding in
        Coding(
          text: coding.text.value, cptCopyright: coding.cptCopyright.map(String.init),
          rows: coding.rows.map {
            .init(code: $0.code.value, descriptor: $0.descriptor, period: $0.period)
          })
      },
      references: source.references.compactMap { key in
        policy.references.first { $0.key.value == key.value }?.reference
      },
      reminder: source.reminder?.value)
  }
}

extension CodingSource.Row {
  fileprivate var period: CodePeriod? {
    validity.map {
      CodePeriod(code: code.value, from: $0.from?.value, until: $0.until?.value)
    }
  }
}

extension Reconstruction {
  fileprivate init(resolving source: ReconstructedSource) {
    self.init(
      basis: source.basis,
      inferred: Dictionary(source.inferred.map { ($0.name.value, $0.reason) }) { $1 },
      notHeld: Part.allCases.filter { part in source.notHeld.contains { $0.value == part } })
  }
}

extension Crosswalk {
  package init(resolving source: CrosswalkSource) {
    self.init(
      id: source.id, terminology: source.terminology.value, about: source.about,
      release: source.release, releaseNote: source.releaseNote,
      systems: Set(source.others.filter { $0.value == .absent }.keys),
      rows: source.rows.map { row in
        Row(
          subject: row.fact.map { .fact($0) } ?? .terms(row.terms.map(\.value)),
          codeDecides: row.codeDecides, ambiguity: row.ambiguity,
          codes: row.codes.map { code in
            Suggestion(
              code: code.code.value, title: code.title, isBillable: code.isBillable,
              confidence: code.confidence, basis: code.basis, excludes: code.excludes,
              source: code.source)
          })
      })
  }
}
