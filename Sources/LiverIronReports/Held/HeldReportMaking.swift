internal import Digests
internal import FoundationEssentials
internal import LiverIron
internal import LiverIronAnalysis
internal import LiverIronImages

extension HeldReport {
  /// The report of a study, measured or refused; nil where no image of the study could be read.
  init?(_ checked: CheckedAnalysis, _ drawn: [MapPicture], analysedAt time: String) {
    guard let identity = checked.study.identity else { return nil }
    self.identity = identity
    analysedAt = time
    sources = checked.study.sources
    fingerprint = checked.fingerprint
    isRegionProposed = checked.regionSource?.isProposed ?? true
    stamp = checked.overrideStamp
    pictures = drawn.map(ReportPicture.init)
    blocks = []
    if let analysis = checked.analysis {
      kind = checked.request.settings.overridesChecks ? .overridden : .measured
      figures = Figures(analysis)
      blocks = ReportText(checked).measured(analysis, pictures: drawn.count)
    } else {
      kind = .refused
      blocks = ReportText(checked).refused
    }
  }
}

extension CheckedAnalysis {
  /// SHA-256 over all that a result follows from.
  fileprivate var fingerprint: String {
    var parts = study.sources.map(\.sha256).sorted()
    parts += request.inputs.map { "\($0.role ?? "") \($0.sha256)" }.sorted()
    parts.append(request.settings.fingerprint)
    parts.append(request.settings.overridesChecks ? "override" : "")
    if let pinned = request.settings.pinned {
      parts += [pinned.policy, pinned.revision, pinned.calibration.digest]
    }
    parts.append("lic \(ResearchUse.version)")
    return Digest(of: parts.joined(separator: "\n")).hexadecimal
  }
}

extension HeldReport.Figures {
  fileprivate init(_ analysis: Analysis) {
    let mean = analysis.relaxation.mean
    r2PerSecond = PrintedFigure.rate(perSecond: mean.perSecond).value
    r2StandardError = PrintedFigure(mean.standardError, decimals: 2).value
    r2Interval = [mean.interval.lowerBound, mean.interval.upperBound].map {
      PrintedFigure.rate(perSecond: $0).value
    }
    voxels = mean.voxelCount
    model = analysis.relaxation.model.name
    if case .iron(let found) = analysis.iron {
      let calibration = found.pinned.calibration
      iron = Iron(
        milligramsPerGram: found.reported.milligramsPerGramText,
        millimolesPerKilogram: found.reported.millimolesPerKilogramText,
        interval: found.interval.map(\.milligramsPerGramText),
        overload: IronOverload(found.reported).rawValue, calibration: calibration.id,
        calibrationRevision: calibration.number, digest: calibration.digest,
        policy: found.pinned.policy, policyRevision: found.pinned.revision)
    }
  }
}

extension ReportPicture {
  init(_ picture: MapPicture) {
    let scale = picture.histogram.scale
    self.init(
      title: picture.title, unit: scale.unit,
      caption: picture.alternative + " " + picture.histogramAlternative,
      png: Data(picture.raster.png).base64EncodedString(), width: picture.raster.width,
      height: picture.raster.height,
      ticks: scale.ticks.map {
        Tick(fraction: $0 / scale.upperBound, label: scale.label($0))
      },
      counts: picture.histogram.counts)
  }
}

/// What a report says, in the order in which it is read.
private struct ReportText {
  let checked: CheckedAnalysis

  init(_ checked: CheckedAnalysis) { self.checked = checked }

  func measured(_ analysis: Analysis, pictures: Int) -> [ReportBlock] {
    var blocks: [ReportBlock] = []
    let mean = analysis.relaxation.mean
    func rate(_ value: Double) -> String { PrintedFigure.rate(perSecond: value).description }
    let relaxation =
      "Mean R2 \(rate(mean.perSecond)) s⁻¹, 95 % interval \(rate(mean.interval.lowerBound)) to \(rate(mean.interval.upperBound)) s⁻¹, of \(mean.voxelCount) voxels, \(analysis.relaxation.model.name)."
    switch analysis.iron {
    case .iron(let iron):
      let overload = IronOverload(iron.reported)
      blocks += [
        .heading("Liver iron concentration"),
        .figure(iron.reported.milligramsPerGramText, unit: "mg/g dry tissue"),
        .paragraph(
          "\(iron.reported.millimolesPerKilogramText) mmol/kg dry tissue. \(overload.rawValue.capitalizedFirst): \(overload.span). Normal: under 1.8 mg/g (32 mmol/kg), of adults."
        ),
        .paragraph(
          "95 % interval \(iron.interval[0].milligramsPerGramText) to \(iron.interval[1].milligramsPerGramText) mg/g: noise, gains, the signal at time zero and the choice of a model are included, the uncertainty of the calibration is not. \(relaxation)"
        ),
      ]
    case .none(let missing):
      blocks +=
        [
          .heading("R2 of the liver"), .figure(rate(mean.perSecond), unit: "s⁻¹"),
          .paragraph(relaxation),
          .notice(
            "No liver iron concentration is given: \(missing.reason)."),
        ] + missing.remedies.map { .paragraph("To do: \($0).") }
    }
    if case .iron = analysis.iron, let age = checked.study.identity?.ageInYears, age < 18 {
      blocks.append(
        .notice(
          "The patient was \(age) years old. The normal limit and the classes are of adults only."))
    }
    blocks += analysis.cautions.map { .notice("Caution: " + $0) }
    blocks.append(.paragraph("Region of the liver: \(checked.regionSource?.text ?? "")."))
    blocks += (0..<pictures).map { .picture($0) }
    if case .iron = analysis.iron {
      blocks += [
        .table(
          caption: "Classes of liver iron concentration", headings: ["Class", "mg/g dry tissue"],
          rows: IronOverload.allCases.map { [$0.rawValue.capitalizedFirst, $0.span] },
          shares: [0.3, 0.7]),
        .note(IronOverload.source + ". Their names are not a diagnosis."),
      ]
    }
    blocks.append(checksTable)
    blocks.append(.heading("Method"))
    blocks += ReportMethod(analysis).paragraphs.map { .note($0) }
    return blocks + sources
  }

  var refused: [ReportBlock] {
    let failures = checked.findings.failures
    var blocks: [ReportBlock] = [
      .heading("The acquisition was not accepted"),
      .notice("No liver iron concentration is given. What to repeat is below."),
    ]
    for failure in failures {
      blocks += [
        .heading(failure.check.title),
        .paragraph("Found: \(failure.outcome.measured ?? "")."),
        .paragraph("Needed: \(failure.check.limit)."),
        .paragraph("To do: \(failure.remedy)."),
        .note(
          "Why: \(failure.check.reason). Whose limit: \(failure.check.source.text). Code \(failure.check.code.rawValue)."
        ),
      ]
    }
    return blocks + [checksTable] + sources
  }

  private var checksTable: ReportBlock {
    .table(
      caption: "Acquisition checks",
      headings: ["Check", "Result", "Found", "Limit"],
      rows: checked.findings.results.map {
        [$0.check.title, $0.outcome.name, $0.outcome.measured ?? "", $0.check.limit]
      }, shares: [0.18, 0.1, 0.34, 0.38])
  }

  private var sources: [ReportBlock] {
    var texts = [
      "Read from \(checked.study.sources.count) instances of \(checked.study.identity?.scanner ?? "")."
    ]
    let aside = Dictionary(grouping: checked.study.setAside, by: \.because)
    for (because, files) in aside.sorted(by: { $0.key < $1.key }) {
      texts.append(
        "Set aside as \(because): \(files.count == 1 ? files[0].file : "\(files.count) files").")
    }
    return texts.map { .note($0) }
  }
}
