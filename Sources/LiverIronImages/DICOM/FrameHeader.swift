internal import DICOMFiles
internal import LiverIron

/// The attributes of one frame: its own, those that all frames share, and those of the file.
struct FrameAttributes {
  private let dataset: DICOMItem
  private let groups: [DICOMItem]

  init(of file: DICOMFile, frame: Int) {
    dataset = file.dataset
    let own = dataset.items(.perFrameGroups)
    groups = (own.indices.contains(frame) ? [own[frame]] : []) + dataset.items(.sharedGroups)
  }

  /// The item of a functional group, of the frame or of all.
  func group(_ sequence: DICOMTag) -> DICOMItem? {
    groups.lazy.compactMap { $0.firstItem(sequence) }.first
  }

  /// The scale slope of Philips, which enhanced files keep in a private sequence of each frame.
  var philipsScaleSlope: Double? {
    groups.lazy.compactMap { group in
      group.philipsScaleSlope ?? group.firstItem(.philipsFrameSequence)?.philipsScaleSlope
    }.first
  }

  /// The item that holds an attribute: a functional group, or the file itself.
  func holder(_ tag: DICOMTag, in sequence: DICOMTag) -> DICOMItem {
    if let item = group(sequence), item.has(tag) { return item }
    return dataset
  }
}

extension ImageHeader {
  /// What a file states about one of its frames; `frames` is how many there are.
  init(_ file: DICOMFile, frame: Int, of frames: Int) {
    self.init(file: frames == 1 ? file.name : "\(file.name), frame \(frame + 1)")
    let dataset = file.dataset
    let attributes = FrameAttributes(of: file, frame: frame)
    instanceUID = dataset.text(.sopInstanceUID) ?? ""
    classUID = dataset.text(.sopClassUID) ?? ""
    seriesUID = dataset.text(.seriesInstanceUID) ?? ""
    studyUID = dataset.text(.studyInstanceUID) ?? ""
    patientID = dataset.text(.patientID)
    patientName = dataset.text(.patientName)
    patientBirthDate = dataset.text(.patientBirthDate)
    manufacturer = dataset.text(.manufacturer) ?? ""
    scanningSequence =
      dataset.has(.scanningSequence)
      ? dataset.texts(.scanningSequence).map { $0.uppercased() }
      : dataset.text(.echoPulseSequence).map { $0 == "SPIN" ? ["SE"] : [$0] } ?? []
    sequenceName = dataset.text(.sequenceName) ?? dataset.text(.pulseSequenceName)
    sequenceVariant = dataset.texts(.sequenceVariant)
    scanOptions = dataset.texts(.scanOptions).filter { !$0.isEmpty }
    scanner = dataset.text(.deviceSerialNumber) ?? dataset.text(.stationName)
    coil =
      dataset.text(.receiveCoilName)
      ?? attributes.group(.receiveCoilSequence)?.text(.receiveCoilName)
    bandwidth = attributes.holder(.pixelBandwidth, in: .imagingModifierSequence).number(
      .pixelBandwidth)
    nucleus =
      dataset.text(.imagedNucleus) ?? dataset.text(.resonantNucleus)
      ?? attributes.group(.imagingModifierSequence)?.text(.resonantNucleus)
    inversionTime = dataset.number(.inversionTime)
    if dataset.text(.inversionRecovery) == "YES" { inversionTime = inversionTime ?? 1 }
    readTiming(dataset, attributes)
    readType(dataset, attributes)
    readGeometry(dataset, attributes)
    let scale = attributes.holder(.rescaleSlope, in: .pixelTransformationSequence)
    rescaleSlope = scale.number(.rescaleSlope)
    rescaleIntercept = scale.number(.rescaleIntercept)
    philipsScaleSlope = attributes.philipsScaleSlope ?? dataset.philipsScaleSlope
    contrastAgent = dataset.contrastAgent
  }

  private mutating func readTiming(_ dataset: DICOMItem, _ attributes: FrameAttributes) {
    echoTime =
      attributes.group(.echoSequence)?.number(.effectiveEchoTime) ?? dataset.number(.echoTime)
    let timing = attributes.holder(.repetitionTime, in: .timingSequence)
    repetitionTime = timing.number(.repetitionTime)
    flipAngle = attributes.holder(.flipAngle, in: .timingSequence).number(.flipAngle)
    echoTrainLength =
      dataset.integer(.echoTrainLength)
      ?? attributes.group(.timingSequence)?.integer(.rfEchoTrainLength)
    echoNumber = dataset.integer(.echoNumbers)
    saysSeveralSpinEchoes = dataset.text(.multipleSpinEcho) == "YES"
    fieldStrengthTesla = dataset.number(.fieldStrength)
    imagingFrequency =
      dataset.number(.imagingFrequency)
      ?? attributes.group(.imagingModifierSequence)?.number(.transmitterFrequency)
    acquisitionSeconds =
      DICOMTime.seconds(
        dateTime: attributes.group(.frameContentSequence)?.text(.frameAcquisitionDateTime))
      ?? DICOMTime.seconds(dateTime: dataset.text(.acquisitionDateTime))
      ?? DICOMTime.seconds(
        date: dataset.text(.acquisitionDate) ?? dataset.text(.studyDate),
        time: dataset.text(.acquisitionTime))
  }

  private mutating func readType(_ dataset: DICOMItem, _ attributes: FrameAttributes) {
    imageType = dataset.texts(.imageType)
    if let ofFrame = attributes.group(.frameTypeSequence) {
      // The file has MIXED where its frames differ, so the type of the frame comes first.
      if ofFrame.has(.frameType) { imageType = ofFrame.texts(.frameType) }
      complexComponent = ofFrame.text(.complexImageComponent)
    }
    complexComponent = complexComponent ?? dataset.text(.complexImageComponent)
    isLossy = dataset.text(.lossyCompression) == "01"
  }

  private mutating func readGeometry(_ dataset: DICOMItem, _ attributes: FrameAttributes) {
    rows = dataset.integer(.rows) ?? 0
    columns = dataset.integer(.columns) ?? 0
    position = attributes.holder(.imagePosition, in: .planePositionSequence)
      .numbers(.imagePosition).flatMap(Vector.init)
    let directions = attributes.holder(.imageOrientation, in: .planeOrientationSequence)
      .numbers(.imageOrientation)
    if let directions, directions.count == 6,
      let row = Vector(Array(directions[..<3])), let column = Vector(Array(directions[3...])),
      abs(row.length - 1) < 1e-3, abs(column.length - 1) < 1e-3, abs(row.dot(column)) < 1e-3
    {
      orientation = [row, column]
    }
    let between = attributes.holder(.pixelSpacing, in: .pixelMeasuresSequence)
      .numbers(.pixelSpacing)
    if let between, between.count == 2, between.allSatisfy({ $0 > 0 }) { spacing = between }
    let measures = attributes.holder(.sliceThickness, in: .pixelMeasuresSequence)
    sliceThickness = measures.number(.sliceThickness)
    sliceSpacing =
      measures.number(.spacingBetweenSlices) ?? dataset.number(.spacingBetweenSlices)
    frameOfReferenceUID = dataset.text(.frameOfReferenceUID)
    phaseDirection =
      switch attributes.group(.fieldOfViewSequence)?.text(.phaseDirection)
        ?? dataset.text(.phaseDirection)
      {
      case "ROW": .row
      case "COL", "COLUMN": .column
      default: nil
      }
  }
}

extension DICOMItem {
  fileprivate var philipsScaleSlope: Double? {
    privateNumber(group: 0x2005, creator: "Philips MR Imaging DD 001", element: 0x0E)
  }

  /// The name of a contrast agent, or a note that one was given.
  var contrastAgent: String? {
    text(.contrastAgent) ?? (items(.contrastAgentSequence).isEmpty ? nil : "a contrast agent")
      ?? number(.contrastVolume).flatMap { $0 > 0 ? "\($0) ml of a contrast agent" : nil }
  }
}

extension Vector {
  init?(_ numbers: [Double]) {
    guard numbers.count == 3, numbers.allSatisfy({ abs($0) < 1e6 }) else { return nil }
    self.init(numbers[0], numbers[1], numbers[2])
  }
}

/// Dates and times as DICOM writes them, in seconds of a clock of which only differences are used.
enum DICOMTime {
  /// `YYYYMMDDHHMMSS.FFFFFF`, with or without an offset from UTC, which a study has throughout or not at all.
  static func seconds(dateTime: String?) -> Double? {
    guard let dateTime, dateTime.count >= 14 else { return nil }
    return seconds(
      date: String(dateTime.prefix(8)),
      time: String(dateTime.dropFirst(8).prefix { $0.isNumber || $0 == "." }))
  }

  /// `YYYYMMDD` and `HHMMSS.FFFFFF`.
  static func seconds(date: String?, time: String?) -> Double? {
    guard let date, date.count == 8, let day = Int(date), let time, time.count >= 6,
      let hours = Int(time.prefix(2)), let minutes = Int(time.dropFirst(2).prefix(2)),
      let seconds = Double(time.dropFirst(4)), hours < 24, minutes < 60, seconds < 62
    else { return nil }
    // Months of 31 days: differences within a day are right, and days are never taken for seconds.
    let days = day / 10000 * 372 + day / 100 % 100 * 31 + day % 100
    return Double(days * 86400 + hours * 3600 + minutes * 60) + seconds
  }
}
