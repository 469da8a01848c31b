internal import LiverIron
internal import LiverIronAnalysis
internal import MarkupText

/// The figures by slice, and the voxels that do not have one.
struct ReportTables {
  let analysis: Analysis

  init(_ analysis: Analysis) { self.analysis = analysis }

  var section: Markup {
    LiverIronReports.section(
      "slices", "By slice", [parts] + missing)
  }

  private var parts: Markup {
    var headings = ["Slices", "Voxels", "R2, s⁻¹", "Standard error, s⁻¹", "Fit (reduced χ²)"]
    if iron != nil { headings.append("LIC, mg/g") }
    let rows = analysis.relaxation.parts.enumerated().map { index, part in
      let first = part.slices.lowerBound + 1
      let last = part.slices.upperBound + 1
      return [
        first == last ? "\(first)" : "\(first) to \(last)", "\(part.mean.voxelCount)",
        PrintedFigure.rate(perSecond: part.mean.perSecond).description,
        PrintedFigure(part.mean.standardError, decimals: 2).description,
        PrintedFigure(part.reducedChiSquared, decimals: 2).description,
      ] + (iron.map { [$0.parts[index].milligramsPerGramText] } ?? [])
    }
    return table("Relaxation of the liver by slice, counted from 1", headings, rows)
  }

  private var missing: [Markup] {
    let withoutFigure = analysis.relaxation.withoutOwnRate.merging(
      iron?.withoutFigure ?? [:], uniquingKeysWith: +)
    return [
      ("Voxels of the mask that are in no mean", analysis.relaxation.leftOut),
      (
        "Voxels without a figure of their own in the map; the mean R2, which is of pooled signals, includes them",
        withoutFigure
      ),
    ].filter { !$0.1.isEmpty }.map { caption, counts in
      table(
        caption, ["Reason", "Voxels"],
        MaskReason.allCases.compactMap { reason in
          counts[reason].map { [reason.rawValue.capitalizedFirst, "\($0)"] }
        })
    }
  }

  private var iron: IronMeasurement? {
    if case .iron(let iron) = analysis.iron { iron } else { nil }
  }
}
