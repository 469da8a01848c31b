internal import JSONText

/// Why bytes are not a decision table that can be executed here.
public enum TableError: Error, Hashable, Sendable {
  case notJSON(String, offset: Int)
  /// Another format, or a version of it that this library does not read.
  case unsupportedFormat(String)
  /// The member that is wrong, as in `table.statements[0].when.fact`, and what is wrong with it.
  case malformed(member: String, reason: String)
}

extension TableError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notJSON(let reason, let offset): "\(reason) (byte \(offset + 1))"
    case .unsupportedFormat(let found): "the format is not supported: \(found)"
    case .malformed(let member, let reason):
      member.isEmpty ? reason : "`\(member)`: \(reason)"
    }
  }
}

/// A `decision-table.json`: the table, and what has to be stated with its answers.
public struct CompiledTable: Sendable {
  public let policy: String
  /// The month by which the revision is named.
  public let revision: String
  /// The revision as the payer prints it.
  public let printed: String
  public let title: String
  /// The text of the revision is not available; each answer has to say so.
  public let isReconstructed: Bool
  public let table: DecisionTable

  /// Reads every version of the format; ``DecisionTable/version`` says which it was.
  public init(json bytes: [UInt8]) throws(TableError) {
    let (file, version) = try TableReader.file(
      bytes, format: DecisionTable.formatName, TableVersion.self)
    policy = try file.text("policy")
    revision = try file.text("revision")
    printed = try file.text("printed")
    title = try file.text("title")
    guard let isReconstructed = try file.member("reconstructed").json.boolean else {
      throw file.malformed("expected `reconstructed` to be a boolean")
    }
    self.isReconstructed = isReconstructed
    let body = try file.member("table")
    table = try DecisionTable(body, version)
    if let limited = table.recordLimits.first {
      throw body.malformed(
        "the tests of `\(limited.fact.id)` cannot be compiled: \(limited.limit.reason)")
    }
  }
}
