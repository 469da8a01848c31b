internal import DecisionTable
internal import Diagnostics
internal import PolicyModel
internal import PolicySources
internal import Values

extension Check {
  /// A term, a code or the publisher was corrected after the latest revision was sealed, which keeps what it was
  /// sealed with until the next revision takes the correction.
  static let pendingCorrection = Check.ofPolicy(.pendingCorrection) { policy, tree in
    guard let entry = policy.log.entries.last, entry.status.value != .draft,
      let file = policy.file(of: entry.revision.value), let released = policy.released
    else { return [] }
    let names = policy.names
    let name = names[entry.revision.value]
    let used = Set(
      file.source.criteria.flatMap(\.wordedTests).flatMap(\.tests).flatMap { $0.test.values }
        .compactMap { value in
          if case .text(let text) = value { text.value } else { nil }
        })
    return released.parts.compactMap { part in
      guard let revision = part.revisions.first(where: { names[$0.value] == name }),
        let correction = policy.correction(of: part.content, used, in: tree)
      else { return nil }
      return Diagnostic(
        .pendingCorrection, "\(correction) since `\(entry.revision.value)` was sealed",
        at: revision.span,
        help: "take the correction with the next revision: `policyc revise \(policy.id) --to …`")
    }
  }
}

extension PolicySource {
  /// What is different now, in words; nil if nothing is.
  ///
  /// - Parameter used: the terms that the revision tests.
  fileprivate func correction(
    of content: ReleasedSource.Part.Content, _ used: Set<String>, in tree: SourceTree
  ) -> String? {
    switch content {
    case .terminology(let sealed):
      let present = tree.terminology(sealed.name.value)?.terms ?? []
      let labels = Dictionary(present.map { ($0.id.value, $0.label) }) { first, _ in first }
      let corrected = sealed.terms.map { ($0.id.value, $0.label) }.first { id, label in
        used.contains(id) && labels[id] != label
      }
      guard let (id, _) = corrected else { return nil }
      return labels[id] == nil
        ? "the term `\(id)` was removed" : "the label of the term `\(id)` was corrected"
    case .crosswalk(let sealed):
      let present = tree.crosswalks.filter { $0.terminology.value == sealed.terminology.value }
        .map { Crosswalk(resolving: $0) }
      return present.contains(Crosswalk(resolving: sealed))
        ? nil : "the crosswalk `\(sealed.id)` was changed"
    case .publication(let sealed):
      return sealed == Publication(publisher: log.publisher, standing: log.standing)
        ? nil : "the publisher or its notice was changed"
    }
  }
}

extension DiagnosticKind {
  static let pendingCorrection = DiagnosticKind(
    "pending-correction", .warning,
    why: """
      A released revision keeps its terms, codes and publisher as they were when it was sealed, so that a
      correction for one policy does not change another. Readers see it once the next revision is released.
      """,
    before:
      "released.yaml: {id: hepatitis_c, label: Hepatitis C}\nconditions.yaml: {id: hepatitis_c, label: Chronic hepatitis C}",
    after: "policyc revise X.1 --to 11/24")
}
