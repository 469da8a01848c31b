extension AcquisitionCheck {
  /// One patient, one study, all of it.
  static let completeness = AcquisitionCheck(
    .completeness, "Identity and completeness",
    limit:
      "one patient, one study, each image once, each echo with as many slices, all files readable",
    reason: "a figure belongs to one person, and some of the images are not the whole acquisition",
    source: .ownChoice(because: "a mixture of patients or studies does not have a figure"),
    remedy: "send the study again, whole and by itself",
    .headers { study in
      if let fault = study.faults.first {
        let more = study.faults.count - 1
        return .fail(fault + (more > 0 ? ", and \(more) more" : ""))
      }
      guard let first = study.images.first else { return .fail("no spin-echo image") }
      for image in study.images {
        let differs =
          image.patientID != first.patientID
          ? "PatientID (0010,0020)"
          : image.patientName != first.patientName
            ? "PatientName (0010,0010)"
            : image.patientBirthDate != first.patientBirthDate
              ? "PatientBirthDate (0010,0030)"
              : image.studyUID != first.studyUID ? "StudyInstanceUID (0020,000D)" : nil
        if let differs { return .fail("`\(image.file)` and `\(first.file)` differ in \(differs)") }
      }
      let counts = study.echoes.map(\.images.count)
      guard let least = counts.min(), let most = counts.max() else { return .notReached }
      guard least == most else {
        return .fail("\(least) to \(most) slices an echo")
      }
      let found = "\(study.images.count) images, \(counts.count) echoes of \(least) slices"
      if study.source == .dicom, first.patientID == nil {
        return .warn("\(found), without a PatientID (0010,0020)")
      }
      return .pass(found)
    })
}
