internal import LiverIron
internal import LiverIronAnalysis
internal import LiverIronImages
internal import MarkupText

/// The report of an analysis on one page, complete in itself.
struct Report {
  let analysis: Analysis
  let pictures: [MapPicture]

  init(_ analysis: Analysis, pictures: [MapPicture]) {
    self.analysis = analysis
    self.pictures = pictures
  }

  var page: Markup {
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
            Markup(.title, ["Liver iron, \(analysis.request.study.series)"]),
            .styleSheet(Self.style),
          ]),
        Markup(
          .body,
          [
            Markup(
              .header,
              [
                Markup(.p, [.class("kicker")], ["R2-MRI · research use only"]),
                Markup(.h1, ["Liver iron"]),
                Markup(.p, [.class("series")], [.text(analysis.request.study.series)]),
              ]),
            Markup(
              .main,
              [headline] + pictures.map(figure) + [ReportTables(analysis).section, method]),
            Markup(
              .footer,
              [
                Markup(.p, [Markup(.strong, [.text(ResearchUse.statement)])]),
                Markup(.p, ["lic \(ResearchUse.version)"]),
              ]),
          ]),
      ])
  }

  private var headline: Markup {
    let mean = analysis.relaxation.mean
    let rate =
      "R2 \(PrintedFigure.rate(perSecond: mean.perSecond)) s⁻¹, 95 % interval \(PrintedFigure.rate(perSecond: mean.interval.lowerBound)) to \(PrintedFigure.rate(perSecond: mean.interval.upperBound)) s⁻¹"
    switch analysis.iron {
    case .none(let reason):
      return section(
        "result", "Result",
        [
          Markup(.p, [.class("figure")], ["\(PrintedFigure.rate(perSecond: mean.perSecond)) s⁻¹"]),
          Markup(.p, [.text("Mean " + rate + ".")]),
          caution,
          Markup(
            .p, [.class("notice")], [.text("No liver iron concentration is given: " + reason + ".")]
          ),
        ])
    case .iron(let iron):
      let overload = IronOverload(iron.reported)
      return section(
        "result", "Result",
        [
          Markup(
            .p, [.class("figure")],
            [
              .text(iron.reported.milligramsPerGramText), Markup(.small, [" mg/g dry tissue"]),
            ]),
          caution,
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
                "95 % interval \(iron.interval[0].milligramsPerGramText) to \(iron.interval[1].milligramsPerGramText) mg/g, of what the images leave uncertain; that of the calibration is not in it. Mean \(rate)."
              )
            ]),
          mapMean(iron),
          Markup(
            .p, [.class("fine")],
            [.text("Classes: " + IronOverload.source + ". Their names are not a diagnosis.")]),
        ])
    }
  }

  private var caution: Markup {
    guard let caution = analysis.caution else { return "" }
    return Markup(.p, [.class("notice")], [Markup(.strong, ["Caution: "]), .text(caution)])
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
      ReportMethod(analysis, isChecked: false).paragraphs.map { Markup(.p, [.text($0)]) })
  }
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
