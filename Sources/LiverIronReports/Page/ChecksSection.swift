internal import LiverIron
internal import MarkupText

/// What the acquisition checks found, as a table of the page.
struct ChecksSection {
  let findings: AcquisitionFindings

  init(_ findings: AcquisitionFindings) { self.findings = findings }

  var section: Markup {
    LiverIronReports.section(
      "checks", "Acquisition checks",
      [
        table(
          "What the acquisition must meet, and what was found",
          ["Check", "Result", "Found", "Limit"],
          findings.results.map {
            [$0.check.title, $0.outcome.name, $0.outcome.measured ?? "", $0.check.limit]
          })
      ])
  }
}
