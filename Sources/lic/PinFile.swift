internal import FoundationEssentials
internal import LiverIron
internal import LiverIronAnalysis
internal import Machine

extension PinnedCalibration {
  /// What a file pins, if exactly that is bundled.
  init(file path: String) throws {
    guard
      let pin = try? JSONDecoder().decode(PolicyPin.self, from: Data(try Files.readRegular(path)))
    else {
      throw Failure(
        .inputHasErrors, "`\(path)` is not the JSON of a pin",
        help: "name a `measurement.json` that `policyc build` wrote")
    }
    try self.init(pin, in: .bundled)
  }
}
