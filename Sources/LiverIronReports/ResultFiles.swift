internal import DICOMFiles
internal import Digests
internal import FoundationEssentials
internal import LiverIron
internal import LiverIronAnalysis
internal import LiverIronImages
internal import MarkupText

extension HeldReport {
  /// The documents of a report, as drafts or released: PDF, Encapsulated PDF, structured report.
  package func documents(_ release: Release?) throws -> [OutputFile] {
    let pdf = ReportPDF(self, release).bytes
    var files = [
      OutputFile(name: "report.json", bytes: try json),
      OutputFile(name: "report.pdf", bytes: pdf),
      try file(documentObject(pdf, release)),
    ]
    if let release { files.append(OutputFile(name: "release.json", bytes: try release.json)) }
    if let figures { files.append(try file(StructuredReport(self, figures, release).object)) }
    return files
  }

  /// The files that a release keeps, if they are what the analysis wrote.
  package func verified(_ files: [OutputFile]) throws(HeldReportError) -> [OutputFile] {
    for (name, digest) in attachments.sorted(by: { $0.key < $1.key }) {
      guard let file = files.first(where: { $0.name == name }),
        Digest(of: file.bytes).hexadecimal == digest
      else { throw .altered("`\(name)`") }
    }
    return files.filter { attachments[$0.name] != nil }.sorted { $0.name < $1.name }
  }

  /// The structured report, or the document where there is none: what a later report amends.
  package func amended(by release: Release, because reason: String) -> Release.Amended {
    let what = figures == nil ? "document" : "measurements"
    return Release.Amended(
      instanceUID: uid(what, release), seriesUID: uid(what + " series", release),
      time: release.time, because: reason)
  }

  fileprivate func file(_ object: ResultObject) throws -> OutputFile {
    OutputFile(name: object.file.name, bytes: try object.file.written())
  }
}

extension CheckedAnalysis {
  /// Everything that is written of a study: documents, figures, and, where it was measured, pictures and maps.
  package func files(analysedAt time: String) throws -> [OutputFile] {
    let pictures = analysis?.pictures ?? []
    switch study.headers.source {
    case .dicom: return try dicomFiles(pictures, analysedAt: time)
    case .sidecars: return try pageFiles(pictures)
    }
  }

  /// Of images as NIfTI: there is nobody to send DICOM to.
  private func pageFiles(_ pictures: [MapPicture]) throws -> [OutputFile] {
    let (page, others): (Markup, [OutputFile])
    if let analysis {
      page = Report(self, analysis, pictures: pictures).page
      others = try analysis.maps(pictures, checked: self)
    } else {
      page = RefusalPage(self, series: (try study.volumes.get()).series).page
      others = [OutputFile(name: "result.json", bytes: try jsonBytes(RefusedResult(self)))]
    }
    return others + [OutputFile(name: "report.html", bytes: Array(page.htmlPage.utf8))]
  }

  private func dicomFiles(
    _ pictures: [MapPicture], analysedAt time: String
  ) throws -> [OutputFile] {
    guard var report = HeldReport(self, pictures, analysedAt: time) else {
      throw StudyError.nothingReadable(
        study.headers.faults.first ?? study.setAside.first?.because ?? "")
    }
    var files: [OutputFile] = []
    if let analysis {
      files += try analysis.maps(pictures, checked: self)
      let kinds: [ResultObject.Kind] =
        report.pictures.count == 2 ? [.ironPicture, .ratePicture] : [.ratePicture]
      for (picture, kind) in zip(report.pictures, kinds) {
        files.append(try report.file(report.pictureObject(picture, kind)))
      }
      files.append(try report.file(regionObject(report, analysis)))
      files.append(try report.file(rateMapObject(report, analysis)))
    } else {
      files.append(OutputFile(name: "result.json", bytes: try jsonBytes(RefusedResult(self))))
    }
    report.attachments = Dictionary(
      uniqueKeysWithValues: files.map { ($0.name, Digest(of: $0.bytes).hexadecimal) })
    report.seal = report.digest
    return try report.documents(nil) + files
  }
}
