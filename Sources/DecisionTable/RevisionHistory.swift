public import Values

/// The revisions of a policy, oldest first, and which of them holds at a date.
public struct RevisionHistory: Hashable, Sendable {
  public enum Status: String, Sendable, CaseIterable { case draft, released }

  public struct Entry: Hashable, Sendable {
    /// The month by which the revision is named: `2023-11`.
    public let id: String
    /// As the policy prints it: `11/23`.
    public let printed: String
    public let status: Status
    public let supersedes: String?
    public let approval: PrintedDate?
    public let effective: PrintedDate?
    public let isReconstructed: Bool

    public init(
      id: String, printed: String, status: Status, supersedes: String?, approval: PrintedDate?,
      effective: PrintedDate?, isReconstructed: Bool
    ) {
      self.id = id
      self.printed = printed
      self.status = status
      self.supersedes = supersedes
      self.approval = approval
      self.effective = effective
      self.isReconstructed = isReconstructed
    }
  }

  /// Why a revision was taken.
  public enum Basis: String, Sendable {
    case named
    case effective
    /// The approval date stands in for an effective date that is not printed.
    case approval
  }

  public struct Resolution: Hashable, Sendable {
    public let entry: Entry
    public let basis: Basis
  }

  public enum ResolutionError: Error, Hashable, Sendable {
    case unknownRevision(String, known: [String])
    case noRevisionInForce(CalendarDate)
    /// The date lies in the month in which a revision begins, of which no day is printed.
    case undecidedByDate(CalendarDate, Entry, PrintedDate)
  }

  public let entries: [Entry]

  public init(entries: [Entry]) { self.entries = entries }

  /// The revision of that name, as printed (`11/23`) or as a month (`2023-11`); drafts too.
  public func revision(named name: String) throws(ResolutionError) -> Resolution {
    guard let entry = entries.first(where: { $0.id == name || $0.printed == name }) else {
      throw .unknownRevision(name, known: entries.map(\.printed))
    }
    return Resolution(entry: entry, basis: .named)
  }

  /// The latest released revision whose effective date is on or before the date.
  ///
  /// - Parameter approvalStandsIn: takes the approval date where no effective date is printed.
  public func revision(on date: CalendarDate, approvalStandsIn: Bool) throws(ResolutionError)
    -> Resolution
  {
    var beginnings: [(entry: Entry, date: PrintedDate, basis: Basis)] = []
    for entry in entries where entry.status == .released {
      if let effective = entry.effective {
        beginnings.append((entry, effective, .effective))
      } else if approvalStandsIn, let approval = entry.approval {
        beginnings.append((entry, approval, .approval))
      }
    }
    let latestFirst = beginnings.enumerated().sorted { one, other in
      (one.element.date.days.lowerBound, one.offset)
        > (other.element.date.days.lowerBound, other.offset)
    }
    for (_, beginning) in latestFirst {
      if beginning.date.days.upperBound <= date {
        return Resolution(entry: beginning.entry, basis: beginning.basis)
      }
      if beginning.date.days.lowerBound <= date {
        throw .undecidedByDate(date, beginning.entry, beginning.date)
      }
    }
    throw .noRevisionInForce(date)
  }
}
