internal import CPolicyc
internal import DecisionTable
internal import Glibc

/// What a `policyc_table` points to.
final class LoadedTable: Sendable {
  let decider: Decider
  private let lists: [CNames]

  init(_ compiled: CompiledTable) {
    let decider = Decider(compiled.table)
    self.decider = decider
    // In the order of `policyc_names`.
    lists = [
      [compiled.policy], [compiled.revision], [compiled.printed], [compiled.title],
      compiled.table.facts.map(\.id), compiled.table.statements.map(\.criterion.id),
      decider.criteria.map(\.label), decider.criteria.map(\.id),
      Verdict.Result.allCases.map(\.rawValue), Outcome.allCases.map(\.rawValue),
    ].map { CNames($0) }
  }

  func names(_ kind: policyc_names) -> CNames? {
    let index = Int(kind.rawValue)
    return lists.indices.contains(index) ? lists[index] : nil
  }

  /// A handle that owns the table.
  var handle: OpaquePointer { OpaquePointer(Unmanaged.passRetained(self).toOpaque()) }

  static func free(_ handle: OpaquePointer?) {
    if let handle { Unmanaged<LoadedTable>.fromOpaque(UnsafeRawPointer(handle)).release() }
  }

  @inline(__always)
  static func with<Value>(
    _ handle: OpaquePointer?, or fallback: Value, _ body: (LoadedTable) -> Value
  ) -> Value {
    guard let handle else { return fallback }
    return Unmanaged<LoadedTable>.fromOpaque(UnsafeRawPointer(handle))
      ._withUnsafeGuaranteedRef(body)
  }
}

/// Names as C strings.
final class CNames: @unchecked Sendable {
  // Safe to share: the strings are written once, here.
  private let names: [UnsafeMutablePointer<CChar>?]

  init(_ names: [String]) { self.names = names.map { strdup($0) } }

  deinit { for name in names { free(name) } }

  var count: Int { names.count }

  subscript(index: Int) -> UnsafePointer<CChar>? {
    names.indices.contains(index) ? names[index].map { UnsafePointer($0) } : nil
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The bytes of a text; nil if there is none.
  init?(text: UnsafePointer<CChar>?, size: Int) {
    guard let text, size >= 0 else { return nil }
    self.init(
      start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: size)
  }
}
