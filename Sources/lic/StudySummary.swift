internal import LiverIron
internal import LiverIronAnalysis
internal import LiverIronImages

/// What `lic analyse` prints: the figure, or what to repeat.
struct StudySummary {
  let text: String

  init(_ checked: CheckedAnalysis, at path: String) {
    var lines: [String] = []
    if let stamp = checked.overrideStamp { lines.append(stamp) }
    if let analysis = checked.analysis {
      let mean = analysis.relaxation.mean
      let iron =
        switch analysis.iron {
        case .iron(let iron):
          "LIC \(iron.reported.milligramsPerGramText) mg/g (95 %: \(iron.interval[0].milligramsPerGramText) to \(iron.interval[1].milligramsPerGramText))"
        case .none(let missing): "no LIC: \(missing.reason)"
        }
      lines.append(
        "R2 \(PrintedFigure.rate(perSecond: mean.perSecond)) s⁻¹ (\(analysis.relaxation.model.name), \(mean.voxelCount) voxels)  \(iron)"
      )
      if case .none(let missing) = analysis.iron {
        lines += missing.remedies.map { "  to do: \($0)" }
      }
      lines += analysis.cautions.map { "caution: \($0)" }
      lines.append("region: \(checked.regionSource?.text ?? "")")
    } else {
      lines.append("no LIC: the acquisition was not accepted")
    }
    for result in checked.findings.failures + checked.findings.warnings {
      let found = result.outcome.measured ?? ""
      lines.append("\(result.outcome.name)[\(result.check.code.rawValue)]: \(found)")
      if result.outcome.isFailure { lines.append("  to do: \(result.remedy)") }
    }
    for aside in checked.study.setAside.prefix(5) {
      lines.append("set aside: \(aside.file), \(aside.because)")
    }
    if checked.study.setAside.count > 5 {
      lines.append("set aside: \(checked.study.setAside.count - 5) more, named in result.json")
    }
    if checked.analysis != nil, checked.overrideStamp == nil, checked.study.identity != nil {
      lines.append("a draft until a person confirms region and report: lic release \(path)")
    }
    let report = checked.study.headers.source == .dicom ? "report.pdf" : "report.html"
    lines += ["\(path)/\(report)", ResearchUse.short]
    text = lines.joined(separator: "\n")
  }
}

/// A study whose acquisition was not accepted.
struct RefusedStudy: ExplainedError {
  let problem: String
  let reason: String
  let remedy = "send the report to the centre: it says what to repeat"

  init(_ checked: CheckedAnalysis) {
    let failed = checked.findings.failures.map(\.check.code.rawValue)
    problem = "no liver iron concentration is given"
    reason =
      "these acquisition checks failed: \(failed.joined(separator: ", "))"
  }
}
