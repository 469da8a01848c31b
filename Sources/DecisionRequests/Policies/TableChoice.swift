internal import CByteScan
package import DecisionTable
internal import MessageText
package import Values

/// The choice of the table that answers a request.
extension Responder {
  /// The index of the policy of a request.
  func policy(named name: UnsafeBufferPointer<UInt8>?) throws(RequestError) -> Int {
    guard let name else {
      guard let defaultPolicy else {
        throw RequestError(
          .missingPolicy,
          "the request does not name one of the \(policies.count) policies that are built")
      }
      return defaultPolicy
    }
    let index = policyNames.index(of: name)
    if let stated = defaults.policy, index != defaultPolicy {
      throw RequestError(
        .conflict,
        "the request names policy `\(String(decoding: name, as: UTF8.self))`, and the run names `\(stated)`"
      )
    }
    guard let index else {
      throw Responder.unknownPolicy(
        String(decoding: name, as: UTF8.self), policies.map(\.compiled.id))
    }
    return index
  }

  /// The date of service of a request.
  func date(stated: UnsafeBufferPointer<UInt8>?) throws(RequestError) -> CalendarDate? {
    guard let stated else { return defaults.date }
    guard let date = CalendarDate(stated) else {
      throw RequestError(badDate: String(decoding: stated, as: UTF8.self))
    }
    if let fallback = defaults.date, fallback != date {
      throw RequestError(.conflict, "the request has the date \(date), and the run has \(fallback)")
    }
    return date
  }

  /// The index of the table of a request that names its policy and revision in the usual way, found
  /// without reference counts; nil if `table(of:revision:on:)` has to decide.
  ///
  /// - Parameters: strings of a `PaddedText`.
  @inline(__always)
  func namedTable(
    policy: UnsafeBufferPointer<UInt8>?, revision: UnsafeBufferPointer<UInt8>?
  ) -> Int? {
    guard !hasRevision, let revision else { return nil }
    let index: Int
    if let policy {
      // Most runs have one policy, whose name need not be looked up.
      if let defaultPolicy {
        let known = revisionNames + defaultPolicy
        guard policy.count == known.pointee.count,
          begins_with(policy.baseAddress, known.pointee.policy, Int64(policy.count))
        else { return nil }
        index = defaultPolicy
      } else {
        guard let named = policyNames.index(ofReadable: policy) else { return nil }
        index = named
      }
    } else {
      guard let defaultPolicy else { return nil }
      index = defaultPolicy
    }
    guard let name = revisionNames[index].names.index(ofReadable: revision) else { return nil }
    return Int(revisionNames[index].tables[name])
  }

  /// The index of the table of a request, and the basis on which it is chosen.
  func table(
    of policy: Int, revision name: UnsafeBufferPointer<UInt8>?, on date: CalendarDate?
  ) throws(RequestError) -> (table: Int, basis: RevisionHistory.Basis) {
    let policy = policies[policy]
    var fallback = defaultRevision
    if fallback == nil, let name = defaults.revision {
      fallback = try Responder.entry(named: name, of: policy, defaults)
    }
    if let name {
      let entry: Int
      if let index = policy.names.index(of: name) {
        entry = policy.entryOfName[index]
      } else {
        entry = try Responder.entry(
          named: String(decoding: name, as: UTF8.self), of: policy, defaults)
      }
      // Two names of one revision, `11/23` and `2023-11`, agree.
      if let fallback, fallback != entry {
        let entries = policy.compiled.history.entries
        throw RequestError(
          .conflict,
          "the request names revision \(entries[entry].printed), and the run names \(entries[fallback].printed)"
        )
      }
      return (policy.tables[entry], .named)
    }
    if let fallback { return (policy.tables[fallback], .named) }
    guard let date else {
      throw RequestError(
        .missingRevision, "the request names neither a revision nor a date of service")
    }
    do throws(RevisionHistory.ResolutionError) {
      let resolution = try policy.compiled.history.revision(
        on: date, approvalStandsIn: defaults.approvalStandsIn)
      let entries = policy.compiled.history.entries
      guard let index = entries.firstIndex(where: { $0.id == resolution.entry.id }) else {
        preconditionFailure("a revision of another policy")
      }
      return (policy.tables[index], resolution.basis)
    } catch {
      throw RequestError(error, approvalStandsIn: defaults.approvalStandsIn)
    }
  }

  /// As above, from the head of a request, with the date of service.
  package func table(for head: RequestHead) throws(RequestError) -> (
    table: Int, basis: RevisionHistory.Basis, date: CalendarDate?
  ) {
    let index = try head.policy.reading { (name) throws(RequestError) -> Int in
      try policy(named: name)
    }
    let day = try head.date.reading { (text) throws(RequestError) -> CalendarDate? in
      try date(stated: text)
    }
    let (chosen, basis) = try head.revision.reading {
      (name) throws(RequestError) -> (Int, RevisionHistory.Basis) in
      try table(of: index, revision: name, on: day)
    }
    return (chosen, basis, day)
  }

  static func entry(named name: String, of policy: Policy, _ defaults: Defaults)
    throws(RequestError) -> Int
  {
    do throws(RevisionHistory.ResolutionError) {
      let entry = try policy.compiled.history.revision(named: name).entry
      return policy.compiled.history.entries.firstIndex { $0.id == entry.id } ?? 0
    } catch {
      throw RequestError(error, approvalStandsIn: defaults.approvalStandsIn)
    }
  }

  static func unknownPolicy(_ name: String, _ known: [String]) -> RequestError {
    let help = suggestion(for: name, among: known).map { "; \($0)" } ?? ""
    return RequestError(.unknownPolicy, "policy `\(name)` is not built\(help)")
  }
}

/// What a request says besides its facts.
package struct RequestHead: Sendable {
  package let policy: String?
  package let revision: String?
  package let date: String?

  package init(policy: String?, revision: String?, date: String?) {
    self.policy = policy
    self.revision = revision
    self.date = date
  }
}

extension String? {
  /// Calls `body` with the bytes of the text, or with nil.
  fileprivate func reading<Value>(
    _ body: (UnsafeBufferPointer<UInt8>?) throws(RequestError) -> Value
  ) throws(RequestError) -> Value {
    guard var text = self else { return try body(nil) }
    return try text.withUTF8 { bytes -> Result<Value, RequestError> in
      do throws(RequestError) {
        return .success(try body(bytes))
      } catch {
        return .failure(error)
      }
    }.get()
  }
}
