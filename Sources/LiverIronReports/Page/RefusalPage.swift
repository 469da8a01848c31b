internal import LiverIron
internal import LiverIronAnalysis
internal import MarkupText

/// The page of a study that was not measured: what was found, and what to repeat.
struct RefusalPage {
  let checked: CheckedAnalysis
  let series: String

  init(_ checked: CheckedAnalysis, series: String) {
    self.checked = checked
    self.series = series
  }

  var page: Markup {
    reportPage(
      series: series,
      [
        section(
          "result", "The acquisition was not accepted",
          [
            Markup(
              .p, [.class("notice")],
              ["No liver iron concentration is given. What to repeat is below."])
          ])
      ] + checked.findings.failures.map(failure) + [ChecksSection(checked.findings).section])
  }

  private func failure(_ result: AcquisitionFindings.Result) -> Markup {
    section(
      result.check.code.rawValue, result.check.title,
      [
        Markup(.p, [.text("Found: \(result.outcome.measured ?? "").")]),
        Markup(.p, [.text("Needed: \(result.check.limit).")]),
        Markup(.p, [.text("To do: \(result.remedy).")]),
        Markup(.p, [.class("fine")], [.text("Why: \(result.check.reason).")]),
      ])
  }
}
