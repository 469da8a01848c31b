internal import DICOMFiles
internal import LiverIron
internal import LiverIronImages

/// The figures as a structured report after TID 1500 of PS3.16: R2 coded, iron under a private code.
struct StructuredReport {
  let report: HeldReport
  let figures: HeldReport.Figures
  let release: Release?

  init(_ report: HeldReport, _ figures: HeldReport.Figures, _ release: Release?) {
    self.report = report
    self.figures = figures
    self.release = release
  }

  var object: ResultObject {
    let object = ResultObject(
      .structuredReport, of: report, instance: report.uid("measurements", release),
      series: report.uid("measurements series", release), number: 9003,
      content: release?.time ?? report.analysedAt)
    let dataset = object.dataset
    putState(dataset)
    putEvidence(dataset)
    dataset.put(.valueType, "CONTAINER")
    dataset.add(.conceptNameCodeSequence) {
      Concept.dcm("126000", "Imaging Measurement Report").fill($0)
    }
    dataset.put(.continuityOfContent, "SEPARATE")
    template(dataset, "1500")
    putContent(SRContent(dataset))
    return object
  }

  private func putState(_ dataset: DICOMItem) {
    dataset.put(.referencedPerformedProcedureStepSequence, "")
    dataset.put(.performedProcedureCodeSequence, "")
    dataset.put(.preliminaryFlag, release == nil ? "PRELIMINARY" : "FINAL")
    dataset.put(.completionFlag, "COMPLETE")
    dataset.put(.verificationFlag, release == nil ? "UNVERIFIED" : "VERIFIED")
    dataset.add(.codingSchemeIdentificationSequence) {
      $0.put(.codingScheme, Concept.privateScheme)
      $0.put(.codingSchemeName, "Private concepts of lic; no standard code of liver iron exists")
    }
    guard let release else { return }
    dataset.add(.verifyingObserverSequence) {
      $0.put(.verifyingObserverName, release.observer)
      $0.put(.verifyingObserverIdentificationCodeSequence, "")
      $0.put(
        .verifyingOrganization,
        report.identity.institutionName.isEmpty ? "not given" : report.identity.institutionName)
      $0.put(.verificationDateTime, release.time + "+0000")
    }
    if let amends = release.amends {
      dataset.add(.predecessorDocumentsSequence) { study in
        study.put(.studyInstanceUID, report.identity.studyUID)
        study.add(.referencedSeriesSequence) { series in
          series.put(.seriesInstanceUID, amends.seriesUID)
          series.add(.referencedSOPSequence) {
            $0.put(.referencedSOPClassUID, ResultObject.Kind.structuredReport.classUID)
            $0.put(.referencedSOPInstanceUID, amends.instanceUID)
          }
        }
      }
    }
  }

  private func putEvidence(_ dataset: DICOMItem) {
    let region = SourceInstance(
      classUID: SOPClass.segmentation, instanceUID: report.uid("region", nil),
      seriesUID: report.uid("region series", nil), sha256: "")
    let bySeries = Dictionary(grouping: report.sources + [region], by: \.seriesUID)
    dataset.add(.currentRequestedProcedureEvidenceSequence) { study in
      study.put(.studyInstanceUID, report.identity.studyUID)
      for (uid, instances) in bySeries.sorted(by: { $0.key < $1.key }) {
        study.add(.referencedSeriesSequence) { series in
          series.put(.seriesInstanceUID, uid)
          for instance in instances { series.add(.referencedSOPSequence) { instance.fill($0) } }
        }
      }
    }
  }

  private func template(_ item: DICOMItem, _ identifier: String) {
    item.add(.contentTemplateSequence) {
      $0.put(.mappingResource, "DCMR")
      $0.put(.templateIdentifier, identifier)
    }
  }

  private func putContent(_ root: SRContent) {
    root.code(
      "HAS CONCEPT MOD", .dcm("121049", "Language of Content Item and Descendants"),
      Concept("en", "RFC5646", "English"))
    root.code("HAS OBS CONTEXT", .dcm("121005", "Observer Type"), .dcm("121007", "Device"))
    root.uid(
      "HAS OBS CONTEXT", .dcm("121012", "Device Observer UID"),
      InstanceUID.of("device", ResearchUse.program, ResearchUse.version))
    for (concept, text) in [
      (Concept.dcm("121013", "Device Observer Name"), ResearchUse.program),
      (.dcm("121014", "Device Observer Manufacturer"), ResearchUse.maker),
      (
        .dcm("121015", "Device Observer Model Name"),
        "\(ResearchUse.program) \(ResearchUse.version)"
      ),
    ] { root.text("HAS OBS CONTEXT", concept, text) }
    root.code(
      "HAS CONCEPT MOD", .dcm("121058", "Procedure reported"),
      Concept("MR-R2", Concept.privateScheme, "R2-MRI of the liver"))
    root.container(.dcm("111028", "Image Library")) { library in
      library.container(.dcm("126200", "Image Library Group")) { group in
        for source in report.sources where source.classUID != SOPClass.segmentation {
          group.image("CONTAINS", nil, source, segment: nil)
        }
      }
    }
    root.container(.dcm("126010", "Imaging Measurements")) { putMeasurements($0) }
    root.container(Concept("C0034375", "UMLS", "Qualitative Evaluations")) { putEvaluations($0) }
  }

  private func putMeasurements(_ measurements: SRContent) {
    measurements.container(.dcm("125007", "Measurement Group")) { group in
      template(group.item, "1411")
      group.text("HAS OBS CONTEXT", .dcm("112039", "Tracking Identifier"), "Liver")
      group.uid(
        "HAS OBS CONTEXT", .dcm("112040", "Tracking Unique Identifier"),
        report.uid("tracking", nil))
      group.code("CONTAINS", .dcm("121071", "Finding"), .liver)
      group.image(
        "CONTAINS", .dcm("121191", "Referenced Segment"),
        SourceInstance(
          classUID: SOPClass.segmentation, instanceUID: report.uid("region", nil),
          seriesUID: report.uid("region series", nil), sha256: ""), segment: 1)
      if let source = report.sources.first {
        group.image(
          "CONTAINS", .dcm("121233", "Source image for segmentation"), source, segment: nil)
      }
      group.code("HAS CONCEPT MOD", .sct("363698007", "Finding Site"), .liver)
      let mean = Concept.sct("373098007", "Mean")
      group.number(.rate, "\(figures.r2PerSecond)", .perSecond, derivation: mean)
      // A figure beyond the calibration is a limit, not a number, so it is among the evaluations.
      if let iron = figures.iron, Double(iron.milligramsPerGram) != nil {
        group.number(.liverIron, iron.milligramsPerGram, .milligramsPerGram, derivation: nil)
        group.number(
          .liverIron, iron.millimolesPerKilogram, .millimolesPerKilogram, derivation: nil)
      }
    }
  }

  private func putEvaluations(_ evaluations: SRContent) {
    func own(_ value: String, _ meaning: String) -> Concept {
      Concept(value, Concept.privateScheme, meaning)
    }
    func text(_ value: String, _ meaning: String, _ text: String) {
      evaluations.text("CONTAINS", own(value, meaning), text)
    }
    text(
      "R2-INTERVAL", "95 % interval of R2, without the calibration",
      figures.r2Interval.map { "\($0)" }.joined(separator: " to ") + " /s")
    text("MODEL", "Model of the decay", figures.model)
    text(
      "REGION", "Region",
      "\(figures.voxels) voxels, "
        + (report.isRegionProposed ? "proposed by a program" : "drawn by a person"))
    if let iron = figures.iron {
      text(
        "LIC-PRINTED", "Liver iron concentration as reported",
        "\(iron.milligramsPerGram) mg/g, \(iron.millimolesPerKilogram) mmol/kg of dry tissue")
      text(
        "LIC-INTERVAL", "95 % interval of liver iron, without the calibration",
        iron.interval.joined(separator: " to ") + " mg/g")
      evaluations.code(
        "CONTAINS", own("LIC-CLASS", "Class of liver iron"),
        own("LIC-" + iron.overload.uppercased(), iron.overload.capitalizedFirst))
      evaluations.code(
        "CONTAINS", own("CALIBRATION", "Calibration revision"),
        // A code value has 16 characters at most: the revision is named by the start of its digest.
        own(
          String(iron.digest.prefix(16)), "\(iron.calibration) revision \(iron.calibrationRevision)"
        ))
      text("CALIBRATION-SHA", "SHA-256 of the calibration", iron.digest)
      text("POLICY", "Policy revision that pins it", "\(iron.policy) \(iron.policyRevision)")
    }
    if let stamp = report.stamp { text("OVERRIDE", "Override", stamp) }
    if let release { text("RELEASE", "Release", release.text) }
    text("USE", "Intended use", ResearchUse.statement)
  }
}
