internal import DecisionAnalysis
internal import DecisionTable
internal import Diagnostics
internal import JSONText
internal import PolicyModel
internal import PolicyReview
internal import PolicySources
internal import Values

extension Check {
  /// The log states every change; an unstated change is an error once the revision is released.
  static let unclaimedChange = Check.ofReview(.unclaimedChange, .unclaimedDraftChange) {
    review, source in
    let revision = review.revision
    guard let file = source.file(of: revision.date), let difference = review.difference else {
      return []
    }
    let kind: DiagnosticKind =
      revision.entry.status == .draft ? .unclaimedDraftChange : .unclaimedChange
    let row = source.log.rows.first {
      source.names[$0.revision.value] == revision.id && !$0.isContinuation
    }
    let rowNote = row.map {
      [Diagnostic.Note("its row of the log is here", at: .init($0.revision.span))]
    }
    var findings: [Diagnostic] = []
    var subjects: Set<Change.Subject> = []
    for change in review.proof.unclaimed where subjects.insert(change.subject).inserted {
      let kinds = review.proof.unclaimed.filter { $0.subject == change.subject }.map(\.kind)
      let verbPhrase = kinds.map(\.phrase).joined(separator: " and ")
      let verb = kinds.count == 1 ? kinds[0].verb : Change.Kind.updated.rawValue
      findings.append(
        Diagnostic(
          kind,
          "\(change.subject.phrase) \(verbPhrase) since `\(difference.old.date)`, and the log does not say so",
          at: file.span(of: change), notes: rowNote ?? [],
          help: "add a change with `\(verb): \(change.subject.claimed)` to the row"))
    }
    if let effect = review.proof.unclaimedEffect, let row {
      findings.append(
        Diagnostic(
          kind,
          "`\(revision.date)` changes decisions, and the log does not say how",
          at: row.revision.span, notes: review.witnessNotes,
          help: "add `effect: \(effect.rawValue)` to the row"))
    }
    return findings
  }
}

extension PolicySource.RevisionFile {
  /// The span in the new revision of what changed.
  fileprivate func span(of change: Change) -> Span {
    let span: Span? =
      switch change.subject {
      case .criterion(let id): source.criteria.first { $0.id.value == id }?.id.span
      case .fact(let id): source.facts.first { $0.id.value == id }?.id.span
      case .section(let id): source.sections.first { $0.id.value == id }?.id.span
      case .code(let code): source.coding?.rows.first { $0.code.value == code }?.code.span
      case .coding: source.coding?.text.span
      case .reference(let key): source.references.first { $0.value == key }?.span
      case .description: source.description?.span
      case .reminder: source.reminder?.span
      case .title, .scope, .term, .measurement: nil
      }
    return span ?? source.revision.span
  }
}

extension Change.Subject {
  fileprivate var phrase: String {
    switch self {
    case .title: "the title"
    case .scope: "the scope"
    case .description: "the description"
    case .criterion(let id): "the criterion `\(id)`"
    case .fact(let id): "the fact `\(id)`"
    case .term(_, let id): "the term `\(id)`"
    case .section(let id): "the section `\(id)`"
    case .coding: "the coding"
    case .code(let code): "the code `\(code)`"
    case .reference(let key): "the reference `\(key)`"
    case .reminder: "the reminder"
    case .measurement: "the calibration"
    }
  }

  /// The name of the subject in a claim.
  var claimed: String {
    switch self {
    case .title: "title"
    case .scope: "scope"
    case .description: "description"
    case .criterion(let id), .fact(let id), .section(let id), .reference(let id): id
    case .term(_, let id): id
    case .coding: "coding"
    case .code(let code): code.description
    case .reminder: "reminder"
    case .measurement: "measurement"
    }
  }
}

extension Change.Kind {
  fileprivate var phrase: String {
    switch self {
    case .added: "is new"
    case .removed: "is gone"
    case .moved: "moved"
    case .relabelled: "has another label"
    case .reworded: "was reworded"
    case .updated: "changed"
    }
  }

  fileprivate var verb: String { self == .relabelled ? Change.Kind.moved.rawValue : rawValue }
}

extension DiagnosticKind {
  private static let why = """
    The log tells its readers every change of criteria, prose, codes and references, and what the
    revision does to decisions. It need not state what follows from other changes, such as labels,
    or what is not the payer's text, such as facts.
    """

  static let unclaimedChange = DiagnosticKind(
    "unclaimed-change", why: why,
    before: "changes:\n  - The annual review took place.     (and there is a new criterion)",
    after:
      "changes:\n  - The annual review took place.\n  - {text: Hepatitis C became a criterion., added: hepatitis_c}\neffect: widens"
  )

  static let unclaimedDraftChange = DiagnosticKind(
    "unclaimed-draft-change", .warning,
    why: why + "\nIn a draft it is a warning; in a released revision it is an error.",
    before: "changes: [State here what changed.]",
    after:
      "changes:\n  - {text: Hepatitis C became a criterion., added: hepatitis_c}\neffect: widens")
}
