internal import LiverIron
internal import LiverIronAnalysis
internal import LiverIronImages
internal import MarkupText

/// The report of an analysis on one page, complete in itself.
struct Report {
  let checked: CheckedAnalysis
  let analysis: Analysis
  let pictures: [MapPicture]

  init(_ checked: CheckedAnalysis, _ analysis: Analysis, pictures: [MapPicture]) {
    self.checked = checked
    self.analysis = analysis
    self.pictures = pictures
  }

  var page: Markup {
    reportPage(
      series: analysis.request.study.series,
      [headline] + pictures.map(figure) + [
        ReportTables(analysis).section, ChecksSection(checked.findings).section, method,
      ])
  }

  private var headline: Markup {
    let mean = analysis.relaxation.mean
    let rate =
      "R2 \(PrintedFigure.rate(perSecond: mean.perSecond)) s⁻¹, 95 % interval \(PrintedFigure.rate(perSecond: mean.interval.lowerBound)) to \(PrintedFigure.rate(perSecond: mean.interval.upperBound)) s⁻¹"
    switch analysis.iron {
    case .none(let missing):
      return section(
        "result", "Result",
        [
          Markup(.p, [.class("figure")], ["\(PrintedFigure.rate(perSecond: mean.perSecond)) s⁻¹"]),
          Markup(.p, [.text("Mean " + rate + ".")]),
        ] + cautions + [
          Markup(
            .p, [.class("notice")],
            [.text("No liver iron concentration is given: " + missing.reason + ".")])
        ] + missing.remedies.map { Markup(.p, [.text("To do: " + $0 + ".")]) })
    case .iron(let iron):
      let overload = IronOverload(iron.reported)
      return section(
        "result", "Result",
        [
          Markup(
            .p, [.class("figure")],
            [
              .text(iron.reported.milligramsPerGramText), Markup(.small, [" mg/g dry tissue"]),
            ])
        ] + cautions + [
          Markup(
            .p,
            [
              .text(iron.reported.millimolesPerKilogramText + " mmol/kg. "),
              Markup(.strong, [.text(overload.rawValue.capitalizedFirst)]),
              .text(": \(overload.span)."),
            ]),
          Markup(
            .p,
            [
              .text(
                "95 % interval \(iron.interval[0].milligramsPerGramText) to \(iron.interval[1].milligramsPerGramText) mg/g: noise, gains, the signal at time zero and the choice of a model are included, the uncertainty of the calibration is not. Mean \(rate)."
              )
            ]),
          mapMean(iron),
          Markup(
            .p, [.class("fine")],
            [.text("Classes: " + IronOverload.source + ". Their names are not a diagnosis.")]),
        ])
    }
  }

  private var cautions: [Markup] {
    analysis.cautions.map {
      Markup(.p, [.class("notice")], [Markup(.strong, ["Caution: "]), .text($0)])
    }
  }

  private func mapMean(_ iron: IronMeasurement) -> Markup {
    guard let mean = iron.mapMeanMilligramsPerGram else { return "" }
    return Markup(
      .p,
      [
        "The result is the calibration of the mean R2. The mean of the map below is \(PrintedFigure.concentration(milligramsPerGram: mean).description) mg/g: noise and the bend of the curve raise it."
      ])
  }

  private func figure(_ picture: MapPicture) -> Markup {
    let rows = picture.histogram.coarse.map { step in
      Markup(
        .tr,
        [
          Markup(
            .th, [Markup.Attribute("scope", "row")],
            [
              .text(
                "\(PrintedFigure(step.from, decimals: 1)) to \(PrintedFigure(step.to, decimals: 1))"
              )
            ]),
          Markup(.td, ["\(step.count)"]),
        ])
    }
    return section(
      picture.title == "R2" ? "map-r2" : "map-lic", picture.title,
      [
        Markup(
          .figure,
          [
            Markup(
              .img,
              [
                Markup.Attribute("src", picture.pngAddress),
                Markup.Attribute("alt", picture.alternative),
                Markup.Attribute("width", "\(picture.raster.width)"),
                Markup.Attribute("height", "\(picture.raster.height)"),
              ]),
            picture.drawingOfHistogram,
            Markup(
              .figcaption,
              [.text(picture.alternative + " " + picture.histogramAlternative)]),
          ]),
        Markup(
          .details,
          [
            Markup(.summary, ["The histogram as a table"]),
            Markup(
              .table,
              [
                Markup(.caption, [.text("Voxels by \(picture.title)")]),
                Markup(
                  .thead,
                  [
                    Markup(
                      .tr,
                      [
                        Markup(
                          .th, [Markup.Attribute("scope", "col")],
                          [.text(picture.histogram.scale.unit)]),
                        Markup(.th, [Markup.Attribute("scope", "col")], ["Voxels"]),
                      ])
                  ]), Markup(.tbody, rows),
              ]),
          ]),
      ])
  }

  private var method: Markup {
    section(
      "method", "Method",
      ReportMethod(analysis).paragraphs.map { Markup(.p, [.text($0)]) })
  }
}

/// The frame of every page: what it is of, and what it is for.
func reportPage(series: String, _ main: [Markup]) -> Markup {
  Markup(
    .html, [Markup.Attribute("lang", "en")],
    [
      Markup(
        .head,
        [
          Markup(.meta, [Markup.Attribute("charset", "utf-8")]),
          Markup(
            .meta,
            [
              Markup.Attribute("name", "viewport"),
              Markup.Attribute("content", "width=device-width, initial-scale=1"),
            ]),
          Markup(.title, ["Liver iron, \(series)"]),
          .styleSheet(Report.style),
        ]),
      Markup(
        .body,
        [
          Markup(
            .header,
            [
              Markup(.p, [.class("kicker")], ["R2-MRI · research use only"]),
              Markup(.h1, ["Liver iron"]),
              Markup(.p, [.class("series")], [.text(series)]),
            ]),
          Markup(.main, main),
          Markup(
            .footer,
            [
              Markup(.p, [Markup(.strong, [.text(ResearchUse.statement)])]),
              Markup(.p, ["lic \(ResearchUse.version)"]),
            ]),
        ]),
    ])
}

/// A part of the page under a heading that names it.
func section(_ id: String, _ heading: String, _ content: [Markup]) -> Markup {
  Markup(
    .section, [Markup.Attribute("aria-labelledby", id)],
    [Markup(.h2, [.id(id)], [.text(heading)])] + content)
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
