internal import DecisionTable
internal import Diagnostics
package import Values

/// Answers requests from compiled policies.
package struct Responder: Sendable {
  /// What holds for requests that do not say.
  package struct Defaults: Sendable {
    package let policy: String?
    package let revision: String?
    package let date: CalendarDate?
    /// The approval date counts where no effective date is printed.
    package let approvalStandsIn: Bool

    package init(
      policy: String? = nil, revision: String? = nil, date: CalendarDate? = nil,
      approvalStandsIn: Bool = false
    ) {
      self.policy = policy
      self.revision = revision
      self.date = date
      self.approvalStandsIn = approvalStandsIn
    }
  }

  private let policies: [CompiledPolicy]
  private let defaults: Defaults

  /// The bytes that a request may at most have.
  package static let longestLine = 1 << 20

  package init(policies: [CompiledPolicy], defaults: Defaults = Defaults()) {
    self.policies = policies
    self.defaults = defaults
  }

  package func answer(_ bytes: [UInt8]) throws(RequestError) -> Answer {
    guard bytes.count <= Responder.longestLine else {
      throw RequestError(
        "line-too-long", "the request is longer than \(Responder.longestLine) bytes")
    }
    let request = try Request(bytes: bytes)
    do throws(RequestError) {
      let policy = try policy(for: request)
      let resolution = try revision(for: request, of: policy)
      guard let table = policy.tables[resolution.entry.id] else {
        throw RequestError("unknown-revision", "\(resolution.entry.printed) has no table")
      }
      return Answer(
        id: request.id, policy: policy.id, resolution: resolution,
        verdict: try table.verdict(request.facts))
    } catch {
      throw error.of(request.id)
    }
  }

  private func policy(for request: Request) throws(RequestError) -> CompiledPolicy {
    guard let name = try agreed("policy", request.policy, defaults.policy) else {
      guard policies.count == 1 else {
        throw RequestError(
          "missing-policy", "the request names no policy, and \(policies.count) are built")
      }
      return policies[0]
    }
    guard let policy = policies.first(where: { $0.id == name }) else {
      let help = suggestion(for: name, among: policies.map(\.id)).map { "; \($0)" } ?? ""
      throw RequestError("unknown-policy", "no policy `\(name)` is built\(help)")
    }
    return policy
  }

  private func revision(for request: Request, of policy: CompiledPolicy) throws(RequestError)
    -> RevisionHistory.Resolution
  {
    var date = defaults.date
    if let text = request.date {
      guard let stated = CalendarDate(text) else {
        throw RequestError("bad-date", "`\(text)` is no date like 2024-02-01")
      }
      if let fallback = defaults.date, fallback != stated {
        throw RequestError("conflict", "the request is of \(stated), the run of \(fallback)")
      }
      date = stated
    }
    // Two names of one revision, `11/23` and `2023-11`, agree.
    let stated = try request.revision.map { (name) throws(RequestError) in
      try named(name, of: policy)
    }
    let fallback = try defaults.revision.map { (name) throws(RequestError) in
      try named(name, of: policy)
    }
    if let stated, let fallback, stated != fallback {
      throw RequestError(
        "conflict",
        "the request is of \(stated.entry.printed), the run of \(fallback.entry.printed)")
    }
    if let named = stated ?? fallback { return named }
    guard let date else {
      throw RequestError(
        "missing-revision", "the request names neither a revision nor a date of service")
    }
    do throws(RevisionHistory.ResolutionError) {
      return try policy.history.revision(on: date, approvalStandsIn: defaults.approvalStandsIn)
    } catch {
      throw RequestError(error, approvalStandsIn: defaults.approvalStandsIn)
    }
  }

  private func named(_ name: String, of policy: CompiledPolicy) throws(RequestError)
    -> RevisionHistory.Resolution
  {
    do throws(RevisionHistory.ResolutionError) {
      return try policy.history.revision(named: name)
    } catch {
      throw RequestError(error, approvalStandsIn: defaults.approvalStandsIn)
    }
  }

  /// A default is for requests that do not say; one that contradicts a request is an error.
  private func agreed(_ name: String, _ stated: String?, _ fallback: String?) throws(RequestError)
    -> String?
  {
    if let stated, let fallback, stated != fallback {
      throw RequestError(
        "conflict", "the request is of \(name) `\(stated)`, the run of `\(fallback)`")
    }
    return stated ?? fallback
  }
}

extension RequestError {
  fileprivate init(_ error: RevisionHistory.ResolutionError, approvalStandsIn: Bool) {
    switch error {
    case .unknownRevision(let name, let known):
      let help = choice(among: known).map { "; \($0)" } ?? ""
      self.init("unknown-revision", "no revision `\(name)`\(help)")
    case .noRevisionInForce(let date):
      self.init(
        "no-revision-in-force",
        "no revision is known to be in force on \(date)"
          + (approvalStandsIn
            ? "" : "; name the revision, or let approval dates count as effective dates"))
    case .undecidedByDate(let date, let entry):
      self.init(
        "undecided-by-date",
        "\(entry.printed) may hold on \(date) or not: the day on which it begins is not printed; name the revision"
      )
    }
  }
}
