internal import DICOMFiles
internal import LiverIron
internal import LiverIronImages

/// A DICOM object that goes back to the centre, with what all of them share.
struct ResultObject {
  let file: DICOMFile
  var dataset: DICOMItem { file.dataset }

  /// `content` is the time that the object describes, `YYYYMMDDHHMMSS`.
  init(
    _ kind: Kind, of report: HeldReport, instance: String, series: String, number: Int,
    content time: String
  ) {
    file = DICOMFile(name: kind.rawValue)
    let dataset = file.dataset
    let identity = report.identity
    dataset.put(.specificCharacterSet, "ISO_IR 192")
    dataset.put(.sopClassUID, kind.classUID)
    dataset.put(.sopInstanceUID, instance)
    dataset.put(.instanceCreationDate, String(time.prefix(8)))
    dataset.put(.instanceCreationTime, String(time.dropFirst(8)))
    for (tag, text) in [
      (DICOMTag.patientName, identity.patientName), (.patientID, identity.patientID),
      (.patientBirthDate, identity.patientBirthDate), (.patientSex, identity.patientSex),
      (.studyInstanceUID, identity.studyUID), (.studyDate, identity.studyDate),
      (.studyTime, identity.studyTime), (.studyID, identity.studyID),
      (.accessionNumber, identity.accessionNumber),
      (.referringPhysicianName, identity.referringPhysicianName),
    ] { dataset.put(tag, text) }
    for (tag, text) in [
      (DICOMTag.issuerOfPatientID, identity.issuerOfPatientID),
      (.studyDescription, identity.studyDescription),
    ] where !text.isEmpty { dataset.put(tag, text) }
    dataset.put(.modality, kind.modality)
    dataset.put(.seriesInstanceUID, series)
    dataset.put(.seriesNumber, String(number))
    dataset.put(.seriesDescription, kind.description)
    if kind.isImage { dataset.put(.bodyPartExamined, "LIVER") }
    dataset.put(.seriesDate, String(time.prefix(8)))
    dataset.put(.seriesTime, String(time.dropFirst(8)))
    dataset.put(.instanceNumber, "1")
    dataset.put(.manufacturer, ResearchUse.maker)
    dataset.put(.modelName, ResearchUse.program)
    dataset.put(.deviceSerialNumber, "none")
    dataset.put(.softwareVersions, ResearchUse.version)
    dataset.put(.contentDate, String(time.prefix(8)))
    dataset.put(.contentTime, String(time.dropFirst(8)))
  }

  enum Kind: String {
    case document = "report.dcm"
    case structuredReport = "measurements.dcm"
    case ironPicture = "lic-picture.dcm"
    case ratePicture = "r2-picture.dcm"
    case region = "region.dcm"
    case rateMap = "r2-map.dcm"

    var classUID: String {
      switch self {
      case .document: "1.2.840.10008.5.1.4.1.1.104.1"
      case .structuredReport: "1.2.840.10008.5.1.4.1.1.88.34"
      case .ironPicture, .ratePicture: "1.2.840.10008.5.1.4.1.1.7"
      case .region: SOPClass.segmentation
      case .rateMap: "1.2.840.10008.5.1.4.1.1.30"
      }
    }

    fileprivate var isImage: Bool {
      switch self {
      case .document, .structuredReport: false
      case .ironPicture, .ratePicture, .region, .rateMap: true
      }
    }

    fileprivate var modality: String {
      switch self {
      case .document: "DOC"
      case .structuredReport: "SR"
      case .ironPicture, .ratePicture: "OT"
      case .region: "SEG"
      case .rateMap: "MR"
      }
    }

    fileprivate var description: String {
      switch self {
      case .document: "Liver iron report"
      case .structuredReport: "Liver iron measurements"
      case .ironPicture: "Liver iron map"
      case .ratePicture: "R2 map, picture"
      case .region: "Region of the liver"
      case .rateMap: "R2 map"
      }
    }
  }
}

/// A concept with its coding scheme.
struct Concept {
  let value: String
  let scheme: String
  let meaning: String

  init(_ value: String, _ scheme: String, _ meaning: String) {
    self.value = value
    self.scheme = scheme
    self.meaning = meaning
  }

  func fill(_ item: DICOMItem) {
    item.put(.codeValue, value)
    item.put(.codingScheme, scheme)
    item.put(.codeMeaning, meaning)
  }

  static func dcm(_ value: String, _ meaning: String) -> Concept { Concept(value, "DCM", meaning) }
  static func sct(_ value: String, _ meaning: String) -> Concept { Concept(value, "SCT", meaning) }

  /// No coding scheme has a concept for liver iron, so this one is private.
  static let liverIron = Concept("LIC", privateScheme, "Liver iron concentration")
  static let privateScheme = "99LIC"
  static let liver = sct("10200004", "Liver")
  static let rate = dcm("126394", "R2")
  static let perSecond = Concept("/s", "UCUM", "/s")
  static let milligramsPerGram = Concept("mg/g", "UCUM", "mg/g")
  static let millimolesPerKilogram = Concept("mmol/kg", "UCUM", "mmol/kg")
}
