internal import ArgumentParser
internal import JSONShapes
internal import JSONText
internal import LiverIron
internal import Machine

/// `lic convert`: single values between relaxation rate, relaxation time and iron concentration.
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Convert values between R2 or T2 and liver iron concentration.",
    discussion: """
      Units: r2, r2star in s⁻¹; t2, t2star in ms; mg/g and mmol/kg of dry tissue.

        lic convert 83.2 --from r2 --calibration r2-1.5t-st-pierre-2005
        lic convert 5 7 15 --from mg/g --calibration r2-1.5t-st-pierre-2005
        lic convert 125 --from mmol/kg
      """)

  @Argument(help: "The values.") var values: [Double]
  @Option(help: "Their unit: \(ConvertibleUnit.list).") var from: ConvertibleUnit
  @Option(help: "The calibration, as `lic calibrations` names it.") var calibration: String?
  @Option(help: "The number of its revision; the latest without it.") var revision: Int?
  @Option(help: "text or json.") var format: TextFormat = .text

  mutating func validate() throws {
    if values.contains(where: { !$0.isFinite || $0 <= 0 }) {
      throw ValidationError("a value is not a positive number")
    }
    if revision != nil, calibration == nil {
      throw ValidationError("--revision needs --calibration")
    }
    if calibration == nil, from.quantity != nil {
      throw ValidationError(
        "\(from.rawValue) becomes a concentration only by a calibration: name one with --calibration"
      )
    }
  }

  func run() throws {
    let chosen = try calibration.map {
      try CalibrationBundle.bundled.calibration($0, number: revision)
    }
    let conversions = try values.map { try Conversion($0, from, by: chosen) }
    switch format {
    case .text:
      let source = chosen.map { "by \($0.id), revision \($0.number)" }
      let lines = conversions.map(\.line) + [source, ResearchUse.statement].compactMap { $0 }
      Terminal.print(lines.joined(separator: "\n"))
    case .json: Terminal.print(JSON.array(conversions.map { Conversion.shape.json($0) }).pretty)
    }
  }
}

/// The unit of a value on the command line.
enum ConvertibleUnit: String, ExpressibleByArgument, CaseIterable {
  case r2, t2, r2star, t2star
  case milligramsPerGram = "mg/g"
  case millimolesPerKilogram = "mmol/kg"

  static let list = allCases.map(\.rawValue).joined(separator: ", ")

  /// The relaxation that it is a rate or a time of; nil for a concentration.
  var quantity: RelaxationQuantity? {
    switch self {
    case .r2, .t2: .r2
    case .r2star, .t2star: .r2Star
    case .milligramsPerGram, .millimolesPerKilogram: nil
    }
  }
}
