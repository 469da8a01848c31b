internal import DecisionAnalysis
internal import DecisionTable
internal import Diagnostics
internal import JSONText
internal import PolicyModel
internal import PolicyReview
internal import PolicySources
internal import Values

extension Check {
  /// What a row of the log says in words agrees with what its claims prove, as far as words can be
  /// compared: numbers, labels, and whether something was added, removed or required.
  static let unprovenWording = Check.ofReview(.unprovenWording) { review, source in
    review.proof.changes.compactMap { path in
      let written = source.log.rows[path.row].changes[path.change]
      let wording = ClaimedWording(
        text: written.text.plainText, review: review, source: source,
        covered: review.proof.claims.filter {
          $0.path.row == path.row && $0.path.change == path.change
        }.flatMap(\.covers))
      guard let problem = wording.problem else { return nil }
      return Diagnostic(
        .unprovenWording, problem, at: written.span,
        help: "correct the wording, or claim what it says")
    }
  }
}

extension LogProof {
  /// The changes of rows that have a proven claim.
  fileprivate var changes: [(row: Int, change: Int)] {
    var found: [(row: Int, change: Int)] = []
    for claim in claims where claim.verdict == .proven && !claim.covers.isEmpty {
      let path = (row: claim.path.row, change: claim.path.change)
      if found.last.map({ $0 == path }) != true { found.append(path) }
    }
    return found
  }
}

/// The wording of a change in the log, next to the changes that its claims prove.
private struct ClaimedWording {
  let text: String
  let review: RevisionReview
  let source: PolicySource
  let covered: [Change]

  var problem: String? { unknownLabel ?? unknownNumber ?? wrongDirection ?? wrongRequirement }

  private var difference: RevisionDifference? { review.difference }

  private var criteria: [String] {
    covered.compactMap { if case .criterion(let id) = $0.subject { id } else { nil } }
  }

  private var names: String {
    var names: [String] = []
    for change in covered {
      let name = change.subject.claimed
      if !names.contains(name) { names.append(name) }
    }
    return names.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
  }

  /// A label such as I.B.6 is that of a changed criterion, in one of the two revisions.
  private var unknownLabel: String? {
    guard !criteria.isEmpty else { return nil }
    let labels = Set(
      [difference?.old, difference?.new].flatMap { revision in
        criteria.compactMap { revision?.criterion($0)?.label }
      })
    let stated = text.matches(of: /\b[IVX]+(\.[A-Za-z0-9]+)+/).map { String($0.0) }
    guard let wrong = stated.first(where: { !labels.contains($0) }) else { return nil }
    return "the row says \(wrong), which is not the label of \(names)"
  }

  /// A number is one of a changed criterion or code, in one of the two revisions.
  private var unknownNumber: String? {
    var known: Set<ExactDecimal> = []
    for change in covered {
      switch change.subject {
      case .criterion(let id): known.formUnion(numbers(of: id))
      case .code(let code):
        known.formUnion(StatedNumber.all(in: code.value).map(\.value))
      // Prose and references state numbers of every kind.
      default: return nil
      }
    }
    let unlabelled = text.replacing(/\b[IVX]+(\.[A-Za-z0-9]+)+/, with: "")
    guard let wrong = StatedNumber.all(in: unlabelled).first(where: { !known.contains($0.value) })
    else { return nil }
    return "the row says \(wrong.text), and \(names) has no such number before or after"
  }

  private func numbers(of criterion: String) -> Set<ExactDecimal> {
    var numbers: Set<ExactDecimal> = []
    for revision in [difference?.old, difference?.new].compactMap(\.self) {
      guard let file = source.file(of: revision.date),
        let found = file.source.criteria.first(where: { $0.id.value == criterion })
      else { continue }
      let facts = Dictionary(file.source.facts.map { ($0.id.value, $0) }) { first, _ in first }
      for worded in found.all.flatMap(\.wordedTests) {
        numbers.formUnion(worded.testedNumbers(facts) { _, _ in nil })
        numbers.formUnion(StatedNumber.all(in: worded.text.value.plainText).map(\.value))
      }
    }
    return numbers
  }

  /// What was only removed was not added, and the other way round.
  private var wrongDirection: String? {
    let kinds = Set(covered.map(\.kind))
    let removes = text.contains(/(?i)\b(removed|deleted|dropped|no longer)\b/)
    let adds = text.contains(/(?i)\b(added|new|became|introduced)\b/)
    if kinds == [.removed], adds, !removes {
      return "the row says that something is new, and \(names) was removed"
    }
    if kinds == [.added], removes, !adds {
      return "the row says that something was removed, and \(names) is new"
    }
    return nil
  }

  /// A new requirement narrows, and one that was lifted widens.
  private var wrongRequirement: String? {
    guard !criteria.isEmpty, case .success(let effect)? = difference?.decisions.effect else {
      return nil
    }
    let isLifted = text.contains(/(?i)\b(no longer|not) (be )?(required?|requires)\b/)
    if isLifted {
      return effect == .narrows || effect == .none
        ? "the row says that something is no longer required, and no request is met that was not before"
        : nil
    }
    guard text.contains(/(?i)\b(is|are|now) (also |now )?required\b|\bnow requires?\b/),
      effect == .widens || effect == .none
    else { return nil }
    return "the row says that something is required, and every request that was met still is"
  }
}

extension DiagnosticKind {
  static let unprovenWording = DiagnosticKind(
    "unproven-wording", .warning,
    why: """
      A claim proves what it names, not the sentence next to it. Readers trust both, so numbers, labels
      and words such as *added*, *removed* and *required* are compared with what the claim proves.
      """,
    before:
      "- {text: The age is at least 45 years in place of 55., updated: age}     (and the test says 50)",
    after: "- {text: The age is at least 50 years in place of 55., updated: age}")
}
