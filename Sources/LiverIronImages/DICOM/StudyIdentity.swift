internal import DICOMFiles

/// The patient and the study as the first image states them; results carry the same data.
package struct StudyIdentity: Sendable, Hashable, Codable {
  package var studyUID: String
  package var frameOfReferenceUID: String
  package var patientName: String
  package var patientID: String
  package var issuerOfPatientID: String
  package var patientBirthDate: String
  package var patientSex: String
  package var studyDate: String
  package var studyTime: String
  package var studyID: String
  package var accessionNumber: String
  package var referringPhysicianName: String
  package var studyDescription: String
  package var institutionName: String
  /// Manufacturer and model of the scanner.
  package var scanner: String

  init(_ dataset: DICOMItem) {
    func text(_ tag: DICOMTag) -> String { dataset.text(tag) ?? "" }
    studyUID = text(.studyInstanceUID)
    frameOfReferenceUID = text(.frameOfReferenceUID)
    patientName = text(.patientName)
    patientID = text(.patientID)
    issuerOfPatientID = text(.issuerOfPatientID)
    patientBirthDate = text(.patientBirthDate)
    patientSex = text(.patientSex)
    studyDate = text(.studyDate)
    studyTime = text(.studyTime)
    studyID = text(.studyID)
    accessionNumber = text(.accessionNumber)
    referringPhysicianName = text(.referringPhysicianName)
    studyDescription = text(.studyDescription)
    institutionName = text(.institutionName)
    scanner = [text(.manufacturer), text(.modelName)].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension StudyIdentity {
  /// Whole years from birth to study; nil where either is not a date.
  package var ageInYears: Int? {
    guard let born = Int(patientBirthDate), let studied = Int(studyDate),
      patientBirthDate.count == 8, studyDate.count == 8, studied >= born
    else { return nil }
    // The difference of dates as numbers does not count a birthday that is still to come.
    return (studied - born) / 10000
  }
}
