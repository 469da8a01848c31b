internal import DICOMFiles
internal import LiverIron
internal import LiverIronImages

extension HeldReport {
  /// The UID of one object of this report, as a draft or as released.
  func uid(_ what: String, _ release: Release?) -> String {
    guard let release else { return InstanceUID.of("draft", what, fingerprint) }
    return InstanceUID.of(
      "released", what, fingerprint, release.observer, release.role, release.time,
      release.amends?.instanceUID ?? "")
  }

  /// The report as an Encapsulated PDF.
  func documentObject(_ pdf: [UInt8], _ release: Release?) -> ResultObject {
    let object = ResultObject(
      .document, of: self, instance: uid("document", release),
      series: uid("document series", release), number: 9001, content: release?.time ?? analysedAt)
    let dataset = object.dataset
    dataset.put(.conversionType, "WSD")
    dataset.put(.burnedInAnnotation, "YES")
    dataset.put(
      .documentTitle,
      (release == nil ? "DRAFT " : "")
        + (kind == .refused ? "Liver iron: acquisition not accepted" : "Liver iron report"))
    dataset.add(.conceptNameCodeSequence) {
      Concept("18748-4", "LN", "Diagnostic imaging report").fill($0)
    }
    dataset.put(.acquisitionDateTime, identity.studyDate + identity.studyTime)
    for source in sources {
      dataset.add(.sourceInstanceSequence) { source.fill($0) }
    }
    dataset.put(.mimeTypeOfEncapsulatedDocument, "application/pdf")
    var bytes = pdf
    dataset.put(.encapsulatedDocumentLength, String(bytes.count))
    if !bytes.count.isMultiple(of: 2) { bytes.append(0) }
    dataset.put(.encapsulatedDocument, bytes: bytes)
    return object
  }

  /// A map as a picture in colour, with its bar and stamps burnt in.
  func pictureObject(_ picture: ReportPicture, _ kind: ResultObject.Kind) -> ResultObject {
    let object = ResultObject(
      kind, of: self, instance: uid(kind.rawValue, nil), series: uid("pictures", nil), number: 9002,
      content: analysedAt)
    let dataset = object.dataset
    let raster = ReportRaster(picture, of: self)
    dataset.put(.conversionType, "WSD")
    dataset.put(.instanceNumber, kind == .ironPicture ? "1" : "2")
    dataset.put(.seriesDescription, "Liver iron pictures")
    dataset.put(.imageType, "DERIVED\\SECONDARY")
    dataset.put(.burnedInAnnotation, "YES")
    dataset.put(.patientOrientation, "")
    dataset.put(.imageComments, picture.title + ". " + ResearchUse.short)
    dataset.put(.samplesPerPixel, "3")
    dataset.put(.photometricInterpretation, "RGB")
    dataset.put(.planarConfiguration, "0")
    dataset.put(.rows, String(raster.height))
    dataset.put(.columns, String(raster.width))
    dataset.put(.bitsAllocated, "8")
    dataset.put(.bitsStored, "8")
    dataset.put(.highBit, "7")
    dataset.put(.pixelRepresentation, "0")
    dataset.put(.pixelData, bytes: raster.pixels)
    for source in sources { dataset.add(.sourceImageSequence) { source.fill($0) } }
    return object
  }
}

extension SourceInstance {
  func fill(_ item: DICOMItem) {
    item.put(.referencedSOPClassUID, classUID)
    item.put(.referencedSOPInstanceUID, instanceUID)
  }
}
