internal import DecisionTable
internal import PolicyModel
internal import Values

/// What the subject of a log claim names.
enum ClaimSubject {
  case everything
  case title
  case part(Reconstruction.Part)
  case id(String)
  case code(Code)
  case codes(of: CodeSystem)

  /// Nil if neither revision has anything of that name.
  init?(_ claim: LogClaim, _ difference: RevisionDifference) {
    let name = claim.subject
    if name == LogClaim.everything, claim.verb == .reworded {
      self = .everything
    } else if name == "title" {
      self = .title
    } else if let part = Reconstruction.Part(rawValue: name) {
      self = .part(part)
    } else if let system = CodeSystem(rawValue: name) {
      self = .codes(of: system)
    } else if let code = try? Code(name) {
      self = .code(code)
    } else if ClaimSubject.ids(difference).contains(name) {
      self = .id(name)
    } else {
      return nil
    }
  }

  static func known(_ verb: LogClaim.Verb, _ difference: RevisionDifference) -> [String] {
    (verb == .reworded ? [LogClaim.everything] : []) + ["title"]
      + Reconstruction.Part.allCases.map(\.rawValue) + ids(difference)
  }

  private static func ids(_ difference: RevisionDifference) -> [String] {
    var ids: [String] = []
    for revision in [difference.new, difference.old] {
      ids += revision.table.statements.flatMap(\.criterion.withDescendants).map(\.id)
      ids += revision.table.facts.map(\.id) + revision.sections.map(\.id)
      ids += revision.references.map(\.key)
    }
    return ids
  }

  func contains(_ subject: Change.Subject) -> Bool {
    switch (self, subject) {
    case (.everything, _): true
    case (.title, .title): true
    case (.part(.description), .description), (.part(.scope), .scope),
      (.part(.background), .section), (.part(.coding), .coding), (.part(.coding), .code),
      (.part(.references), .reference), (.part(.reminder), .reminder):
      true
    case (.id(let name), .criterion(let id)), (.id(let name), .fact(let id)),
      (.id(let name), .section(let id)), (.id(let name), .reference(let id)):
      name == id
    case (.code(let one), .code(let other)): one == other
    case (.codes(let system), .code(let code)): code.system == system
    default: false
    }
  }

  /// Whether a change added or removed a criterion together with the named one, which contains it.
  func isAbove(_ change: Change, _ difference: RevisionDifference) -> Bool {
    guard case .id(let name) = self, case .criterion(let id) = change.subject,
      change.kind == .added || change.kind == .removed
    else { return false }
    let revision = change.kind == .added ? difference.new : difference.old
    let root = Change(.criterion(name), change.kind)
    return difference.changes.contains(root)
      && revision.criterion(name)?.withDescendants.contains { $0.id == id } ?? false
  }

  /// Why a claim can be neither proven nor refuted; nil if the difference shows it.
  func reasonUnverifiable(for verb: LogClaim.Verb, _ difference: RevisionDifference) -> String? {
    func missing(_ part: Reconstruction.Part) -> String? {
      let revisions = [difference.old, difference.new].filter {
        $0.reconstruction?.notHeld.contains(part) ?? false
      }
      guard !revisions.isEmpty else { return nil }
      let names = revisions.map(\.date.printed).joined(separator: " and ")
      return "\(part.rawValue) not available for \(names)"
    }
    let wording: String? =
      difference.holdsWording
      ? nil
      : "wording not available for "
        + [difference.old, difference.new].filter { $0.reconstruction != nil }
        .map(\.date.printed).joined(separator: " and ")
    switch self {
    case .everything: return wording ?? difference.unheld.first.flatMap(missing)
    case .title: return wording
    case .part(let part): return missing(part)
    case .code, .codes: return missing(.coding)
    case .id(let name):
      let inCriteria =
        difference.new.criterion(name) != nil || difference.old.criterion(name) != nil
      if inCriteria { return verb == .reworded || verb == .updated ? wording : nil }
      if difference.new.sections.contains(where: { $0.id == name })
        || difference.old.sections.contains(where: { $0.id == name })
      {
        return missing(.background)
      }
      return missing(.references)
    }
  }
}
