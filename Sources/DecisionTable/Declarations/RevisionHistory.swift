public import Values

/// The revisions of a policy, oldest first, and which of them applies on a date.
public struct RevisionHistory: Hashable, Sendable {
  public enum Status: String, Sendable, CaseIterable {
    case draft, released
    /// Released, and no longer in force after its last day.
    case retired
  }

  public struct Entry: Hashable, Sendable {
    /// The name of the revision: its month, `2023-11`, or its day for a later one of the same month.
    public let id: String
    /// As the policy prints it: `11/23`.
    public let printed: String
    public let status: Status
    public let supersedes: String?
    public let approval: PrintedDate?
    public let effective: PrintedDate?
    /// The last day on which a retired revision decides; no older one decides after it.
    public let lastDay: CalendarDate?
    public let isReconstructed: Bool

    public init(
      id: String, printed: String, status: Status, supersedes: String?, approval: PrintedDate?,
      effective: PrintedDate?, lastDay: CalendarDate? = nil, isReconstructed: Bool
    ) {
      self.id = id
      self.printed = printed
      self.status = status
      self.supersedes = supersedes
      self.approval = approval
      self.effective = effective
      self.lastDay = lastDay
      self.isReconstructed = isReconstructed
    }
  }

  /// Why a revision was chosen.
  public enum Basis: String, Sendable, CaseIterable {
    case named
    case effective
    /// The approval date is used because no effective date is printed.
    case approval
  }

  public struct Resolution: Hashable, Sendable {
    public let entry: Entry
    public let basis: Basis
  }

  public enum ResolutionError: Error, Hashable, Sendable {
    case unknownRevision(String, known: [String])
    case noRevisionInForce(CalendarDate)
    /// The revision may or may not apply on the date: the day on which it begins is not printed.
    case undecidedByDate(CalendarDate, Entry)
  }

  public let entries: [Entry]

  package init(entries: [Entry]) { self.entries = entries }

  /// The revision of that name: as printed (`11/23`), as a month (`2023-11`), or as the same date
  /// written otherwise (`11/2023`). Drafts can be named as well.
  public func revision(named name: String) throws(ResolutionError) -> Resolution {
    let date = try? PrintedDate(name)
    let entry = entries.first { entry in
      if entry.id == name || entry.printed == name { return true }
      guard let date, let printed = try? PrintedDate(entry.printed) else { return false }
      return date.iso == printed.iso
    }
    guard let entry else { throw .unknownRevision(name, known: entries.map(\.printed)) }
    return Resolution(entry: entry, basis: .named)
  }

  /// The latest released or retired revision whose effective date is on or before the date; none after its
  /// last day.
  ///
  /// The search starts at the latest revision. If a revision may already apply, because its date is
  /// printed without a day or not at all, and an older one certainly applies, the question is open.
  ///
  /// - Parameters:
  ///   - date: the date of service.
  ///   - approvalStandsIn: whether the approval date is used if no effective date is printed.
  public func revision(on date: CalendarDate, approvalStandsIn: Bool) throws(ResolutionError)
    -> Resolution
  {
    var open: Entry?
    for entry in entries.reversed() where entry.status != .draft {
      let basis: Basis = entry.effective == nil ? .approval : .effective
      guard let beginning = entry.effective ?? (approvalStandsIn ? entry.approval : nil) else {
        open = open ?? entry
        continue
      }
      if beginning.days.upperBound <= date {
        if let open { throw .undecidedByDate(date, open) }
        if let lastDay = entry.lastDay, lastDay < date { throw .noRevisionInForce(date) }
        return Resolution(entry: entry, basis: basis)
      }
      if beginning.days.lowerBound <= date { throw .undecidedByDate(date, open ?? entry) }
    }
    throw .noRevisionInForce(date)
  }
}

extension RevisionHistory.ResolutionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownRevision(let name, let known):
      "there is no revision `\(name)`; the revisions are \(known.joined(separator: ", "))"
    case .noRevisionInForce(let date): "no revision is known to be in force on \(date)"
    case .undecidedByDate(let date, let entry):
      "\(entry.printed) may or may not be in force on \(date), since the day on which it begins is not printed"
    }
  }
}
