internal import FoundationEssentials

/// What the JSON beside an image says of its acquisition, in the terms of BIDS.
package struct Sidecar: Sendable, Decodable {
  /// In seconds.
  package var echoTime: Double?
  package var fieldStrengthTesla: Double?
  /// As `RepetitionTimeExcitation` or `RepetitionTime`: one spin echo an excitation has them alike.
  package var repetitionTime: Double? { ofExcitation ?? ofVolume }
  package var flipAngle: Double?
  private var ofExcitation: Double?
  private var ofVolume: Double?

  private enum CodingKeys: String, CodingKey {
    case echoTime = "EchoTime"
    case fieldStrengthTesla = "MagneticFieldStrength"
    case ofExcitation = "RepetitionTimeExcitation"
    case ofVolume = "RepetitionTime"
    case flipAngle = "FlipAngle"
  }

  package init(_ bytes: [UInt8], name: String) throws(StudyError) {
    guard bytes.count <= 1 << 20 else { throw .unreadableSidecar(name, "it is larger than 1 MiB") }
    do {
      self = try JSONDecoder().decode(Sidecar.self, from: Data(bytes))
    } catch {
      throw .unreadableSidecar(name, "it is not the JSON that BIDS asks for")
    }
    if let ofExcitation, let ofVolume, ofExcitation != ofVolume {
      throw .unreadableSidecar(name, "`RepetitionTime` and `RepetitionTimeExcitation` differ")
    }
  }
}
