internal import FoundationEssentials

/// The JSON file next to an image, which describes its acquisition in the terms of BIDS and of dcm2niix.
package struct Sidecar: Sendable, Decodable {
  /// In seconds.
  package let echoTime: Double?
  package let fieldStrengthTesla: Double?
  /// In seconds, as `RepetitionTimeExcitation` or `RepetitionTime`: with one spin echo an excitation they are the same.
  package var repetitionTime: Double? { ofExcitation ?? ofVolume }
  package let flipAngle: Double?
  let echoTrainLength: Int?
  let echoNumber: Int?
  let imageType: [String]?
  let manufacturer: String?
  let scanner: String?
  let station: String?
  let coil: String?
  let bandwidth: Double?
  let sliceThickness: Double?
  let scanningSequence: String?
  let sequenceType: String?
  let scanOptions: String?
  let inversionTime: Double?
  let imagedNucleus: String?
  /// In MHz.
  let imagingFrequency: Double?
  let contrastIngredient: String?
  let contrastAgent: String?
  let seriesUID: String?
  let studyUID: String?
  let acquisitionTime: String?
  let phaseDirection: String?
  let phaseAxis: String?
  let philipsScaleSlope: Double?
  let usesPhilipsFloat: Bool
  private let ofExcitation: Double?
  private let ofVolume: Double?

  private enum CodingKeys: String, CodingKey {
    case echoTime = "EchoTime"
    case fieldStrengthTesla = "MagneticFieldStrength"
    case ofExcitation = "RepetitionTimeExcitation"
    case ofVolume = "RepetitionTime"
    case flipAngle = "FlipAngle"
    case echoTrainLength = "EchoTrainLength"
    case echoNumber = "EchoNumber"
    case imageType = "ImageType"
    case manufacturer = "Manufacturer"
    case scanner = "DeviceSerialNumber"
    case station = "StationName"
    case coil = "ReceiveCoilName"
    case bandwidth = "PixelBandwidth"
    case sliceThickness = "SliceThickness"
    case scanningSequence = "ScanningSequence"
    case sequenceType = "PulseSequenceType"
    case scanOptions = "ScanOptions"
    case inversionTime = "InversionTime"
    case imagedNucleus = "ImagedNucleus"
    case imagingFrequency = "ImagingFrequency"
    case contrastIngredient = "ContrastBolusIngredient"
    case contrastAgent = "ContrastBolusAgent"
    case seriesUID = "SeriesInstanceUID"
    case studyUID = "StudyInstanceUID"
    case acquisitionTime = "AcquisitionTime"
    case phaseDirection = "InPlanePhaseEncodingDirectionDICOM"
    case phaseAxis = "PhaseEncodingAxis"
    case phaseEncoding = "PhaseEncodingDirection"
    case philipsScaleSlope = "PhilipsScaleSlope"
    case usesPhilipsFloat = "UsePhilipsFloatNotDisplayScaling"
  }

  package init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: CodingKeys.self)
    func number(_ key: CodingKeys) throws -> Double? {
      try object.decodeIfPresent(Double.self, forKey: key)
    }
    // What describes the image without being part of the arithmetic may be missing or in any form.
    func text(_ key: CodingKeys) -> String? {
      let text = try? object.decode(String.self, forKey: key)
      return text.flatMap { $0.isEmpty ? nil : $0 }
    }
    func loose(_ key: CodingKeys) -> Double? {
      (try? object.decode(Double.self, forKey: key))
        ?? text(key).flatMap { Double($0) }
    }
    echoTime = try number(.echoTime)
    fieldStrengthTesla = try number(.fieldStrengthTesla)
    ofExcitation = try number(.ofExcitation)
    ofVolume = try number(.ofVolume)
    flipAngle = try number(.flipAngle)
    echoTrainLength = loose(.echoTrainLength).flatMap { Int(exactly: $0) }
    echoNumber = loose(.echoNumber).flatMap { Int(exactly: $0) }
    imageType =
      (try? object.decode([String].self, forKey: .imageType))
      ?? text(.imageType).map { $0.split { "\\_".contains($0) }.map(String.init) }
    manufacturer = text(.manufacturer)
    scanner = text(.scanner) ?? loose(.scanner).map { "\($0)" }
    station = text(.station)
    coil = text(.coil)
    bandwidth = loose(.bandwidth)
    sliceThickness = loose(.sliceThickness)
    scanningSequence =
      text(.scanningSequence)
      ?? (try? object.decode([String].self, forKey: .scanningSequence))?.joined(separator: "\\")
    sequenceType = text(.sequenceType)
    scanOptions = text(.scanOptions)
    inversionTime = loose(.inversionTime)
    imagedNucleus = text(.imagedNucleus)
    imagingFrequency = loose(.imagingFrequency)
    contrastIngredient = text(.contrastIngredient)
    contrastAgent = text(.contrastAgent)
    seriesUID = text(.seriesUID)
    studyUID = text(.studyUID)
    acquisitionTime = text(.acquisitionTime)
    phaseDirection = text(.phaseDirection)
    phaseAxis = text(.phaseAxis) ?? text(.phaseEncoding)
    philipsScaleSlope = loose(.philipsScaleSlope)
    usesPhilipsFloat =
      (try? object.decode(Bool.self, forKey: .usesPhilipsFloat)) ?? (loose(.usesPhilipsFloat) == 1)
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
