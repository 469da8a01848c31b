internal import FoundationEssentials
internal import LiverIron
internal import LiverIronAnalysis

extension PinnedCalibration {
  /// What a file pins, if exactly that is bundled.
  init(file path: String) throws {
    guard let pin = try? JSONDecoder().decode(PolicyPin.self, from: Data(try fileBytes(path)))
    else {
      throw UnreadableInput(path: path, reason: "it is not the JSON of a pin")
    }
    try self.init(pin, in: .bundled)
  }
}
