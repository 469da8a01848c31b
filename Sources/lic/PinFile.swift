internal import JSONText
internal import LiverIron
internal import LiverIronAnalysis
internal import Machine

extension PinnedCalibration {
  /// The calibration that a file pins, if exactly that one is bundled.
  init(file path: String) throws {
    try self.init(try PolicyPin(try Files.readRegular(path), of: path), in: .bundled)
  }
}

extension PolicyPin {
  /// A pin as `policyc build` writes it; a byte order mark, as some editors add, is skipped.
  fileprivate init(_ bytes: [UInt8], of path: String) throws(Failure) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let json = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
    guard let pin = try? JSON(bytes: json), pin.object != nil else {
      throw Self.failure("`\(path)` is not the JSON of a pin")
    }
    func text(_ name: String) throws(Failure) -> String {
      guard let text = pin[name]?.string, !text.isEmpty else {
        throw Self.failure("`\(name)` of the pin `\(path)` is not a text")
      }
      return text
    }
    guard case .number(let digits)? = pin["number"], let number = Int(digits), number > 0 else {
      throw Self.failure("`number` of the pin `\(path)` is not a whole number from 1")
    }
    self.init(
      policy: try text("policy"), revision: try text("revision"), id: try text("id"),
      number: number, digest: try text("digest"))
  }

  private static func failure(_ problem: String) -> Failure {
    Failure(
      .inputHasErrors, problem, help: "name a `measurement.json` that `policyc build` wrote")
  }
}
