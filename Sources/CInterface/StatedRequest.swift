internal import CPolicyc
internal import DecisionRequests
internal import DecisionTable
internal import Glibc
internal import JSONText
internal import Values

/// What a `policyc_request` points to.
final class StatedRequest {
  private let decider: Decider
  // A request belongs to one thread at a time, so accesses need no checks at run time.
  @exclusivity(unchecked) var facts: Facts
  @exclusivity(unchecked) private var decision: Decision
  /// The layouts of the facts, by index.
  private let layouts: UnsafePointer<FactLayout>
  private let factCount: Int
  private var tape = JSONTape()
  private var message: UnsafeMutablePointer<CChar>?

  init(_ decider: Decider) {
    self.decider = decider
    facts = decider.facts()
    decision = decider.decision()
    layouts = decider.layout.layout(of: 0)
    factCount = decider.table.facts.count
  }

  deinit { Glibc.free(message) }

  func date(_ text: UnsafeBufferPointer<UInt8>) throws(RequestError) -> CalendarDate {
    guard let date = CalendarDate(text) else {
      throw RequestError(badDate: String(decoding: text, as: UTF8.self))
    }
    return date
  }

  func wrongType(of layout: UnsafePointer<FactLayout>, _ found: String) -> RequestError {
    facts.wrongType(of: layout, found)
  }

  /// States a fact by any value that a request in JSON can have of it.
  func read(json text: UnsafeBufferPointer<UInt8>, as layout: UnsafePointer<FactLayout>)
    throws(RequestError)
  {
    let values = try tape.values(of: text)
    facts.forget(layout.pointee.fact)
    if values[0].kind != .null { try facts.read(value: 0, of: values, as: layout) }
  }

  /// States the facts of an object.
  func read(facts text: UnsafeBufferPointer<UInt8>) throws(RequestError) {
    do throws(RequestError) {
      let values = try tape.values(of: text)
      guard values[0].kind == .object else {
        throw RequestError(.notAnObject, "facts are a JSON object")
      }
      try facts.read(0, of: values, for: decider, besides: [])
    } catch {
      facts.clear(date: facts.date)
      throw error
    }
  }

  func decide() throws(RequestError) -> policyc_answer {
    do throws(Undecided) {
      try decider.decide(facts, into: &decision)
    } catch {
      throw RequestError(error)
    }
    let (criteria, needs) = (decision.metCriteria.elements, decision.neededFacts.elements)
    return policyc_answer(
      result: decision.result.number, outcome: decision.outcome.map { Int32($0.index) } ?? -1,
      statement: decision.statement.map { Int64($0) } ?? -1,
      criteria: criteria.baseAddress, criterion_count: criteria.count, needs: needs.baseAddress,
      need_count: needs.count)
  }

  // MARK: Handles

  /// A handle that owns the request.
  var handle: OpaquePointer { OpaquePointer(Unmanaged.passRetained(self).toOpaque()) }

  static func free(_ handle: OpaquePointer?) {
    if let handle { Unmanaged<StatedRequest>.fromOpaque(UnsafeRawPointer(handle)).release() }
  }

  static func message(of handle: OpaquePointer?) -> UnsafePointer<CChar>? {
    guard let handle else { return nil }
    return Unmanaged<StatedRequest>.fromOpaque(UnsafeRawPointer(handle))
      ._withUnsafeGuaranteedRef { request in request.message.map { UnsafePointer($0) } }
  }

  /// Calls `body` with the request of a handle, and keeps the message of its error.
  @inline(__always)
  static func with(
    _ handle: OpaquePointer?, _ body: (StatedRequest) throws(RequestError) -> Void
  ) -> policyc_status {
    guard let handle else { return policyc_status(POLICYC_BAD_ARGUMENT) }
    return Unmanaged<StatedRequest>.fromOpaque(UnsafeRawPointer(handle))
      ._withUnsafeGuaranteedRef { request in
        do throws(RequestError) {
          try body(request)
          return policyc_status(POLICYC_OK)
        } catch {
          return request.keep(error)
        }
      }
  }

  /// As above, with one fact, which is unknown after an error.
  @inline(__always)
  static func with(
    _ handle: OpaquePointer?, _ fact: Int,
    _ body: (StatedRequest, UnsafePointer<FactLayout>) throws(RequestError) -> Void
  ) -> policyc_status {
    var isFact = true
    let status = with(handle) { request throws(RequestError) in
      guard fact >= 0, fact < request.factCount else {
        isFact = false
        return
      }
      do throws(RequestError) {
        try body(request, request.layouts + fact)
      } catch {
        request.facts.forget(fact)
        throw error
      }
    }
    return isFact ? status : policyc_status(POLICYC_BAD_ARGUMENT)
  }

  private func keep(_ error: RequestError) -> policyc_status {
    Glibc.free(message)
    message = strdup(error.message)
    guard let status = error.code.status else {
      preconditionFailure("an error of a request that chooses its table")
    }
    return status
  }
}

extension JSONTape {
  fileprivate mutating func values(of text: UnsafeBufferPointer<UInt8>) throws(RequestError)
    -> JSONTokens
  {
    guard text.count <= Responder.longestLine else {
      throw RequestError(
        .lineTooLong, "the request is longer than \(Responder.longestLine) bytes")
    }
    do throws(JSONError) {
      return try read(text)
    } catch {
      throw RequestError(error)
    }
  }
}

extension Verdict.Result {
  fileprivate var number: Int32 {
    switch self {
    case .met: Int32(POLICYC_MET)
    case .notMet: Int32(POLICYC_NOT_MET)
    case .needsInformation: Int32(POLICYC_NEEDS_INFORMATION)
    case .outOfScope: Int32(POLICYC_OUT_OF_SCOPE)
    }
  }
}
