internal import FoundationEssentials
internal import LiverIron
internal import LiverIronImages
internal import MarkupText

/// A map with its colour bar and histogram.
struct MapPicture {
  /// `R2` or `Liver iron concentration`.
  let title: String
  let raster: MapRaster
  let histogram: Histogram

  init(
    title: String, unit: String, values: [Float], at voxels: [Int], on study: MultiEchoStudy
  ) {
    self.title = title
    // Scale and histogram order the values: what is in order already costs them little.
    let ordered = values.sorted()
    let scale = ColourScale(for: ordered, unit: unit)
    raster = MapRaster(of: values, at: voxels, on: study, scale)
    histogram = Histogram(of: ordered, scale)
  }

  private var scale: ColourScale { histogram.scale }

  var alternative: String {
    "\(title) of each voxel in colour, from 0 to \(scale.label(scale.upperBound)) \(scale.unit), over the first echo in grey, slice by slice."
  }

  var pngAddress: String { "data:image/png;base64," + Data(raster.png).base64EncodedString() }

  /// One drawing of map, bar and histogram, readable by itself.
  var drawing: Markup {
    let width = 720.0
    let mapHeight = width * Double(raster.height) / Double(raster.width)
    let barTop = 56 + mapHeight
    return Markup(
      .svg,
      [
        Markup.Attribute("xmlns", "http://www.w3.org/2000/svg"), Markup.Attribute("role", "img"),
        Markup.Attribute("viewBox", "0 0 760 \(number(barTop + 260))"),
        Markup.Attribute("font-family", "system-ui, sans-serif"),
        Markup.Attribute("font-size", "13"),
        Markup.Attribute("aria-labelledby", "t d"),
      ],
      [
        Markup(.title, [.id("t")], ["\(title), map and histogram"]),
        Markup(.desc, [.id("d")], ["\(alternative) \(histogramAlternative)"]),
        rectangle(0, 0, 760, barTop + 260, fill: "#ffffff"),
        label(title + ", " + scale.unit, 20, 28, size: "17", weight: "600"),
        Markup(
          .image,
          [
            Markup.Attribute("x", "20"), Markup.Attribute("y", "40"),
            Markup.Attribute("width", number(width)),
            Markup.Attribute("height", number(mapHeight)), Markup.Attribute("href", pngAddress),
            Markup.Attribute("style", "image-rendering:pixelated"),
          ]),
        Markup(.g, [Markup.Attribute("transform", "translate(20 \(number(barTop)))")], bar + bars),
        label(ResearchUse.short, 20, barTop + 246, size: "12", weight: "400"),
      ])
  }

  /// Colour bar and histogram on one axis, 720 by 220.
  var drawingOfHistogram: Markup {
    Markup(
      .svg,
      [
        Markup.Attribute("viewBox", "-10 -4 740 226"), Markup.Attribute("role", "img"),
        Markup.Attribute("aria-label", histogramAlternative), .class("histogram"),
      ], bar + bars)
  }

  var histogramAlternative: String {
    "Histogram of \(histogram.counts.reduce(0, +)) voxels: mean \(figure(histogram.mean)), median \(figure(histogram.median)) \(scale.unit)"
      + (histogram.beyondScale > 0
        ? "; \(histogram.beyondScale) voxels beyond the scale are in its last step." : ".")
  }

  private func figure(_ value: Double) -> String {
    PrintedFigure(value, decimals: scale.upperBound < 50 ? 2 : 1).description
  }

  private var bars: [Markup] {
    let most = Double(max(histogram.counts.max() ?? 1, 1))
    let width = 720 / Double(Histogram.steps)
    return histogram.counts.enumerated().compactMap { step, count in
      guard count > 0 else { return nil }
      let height = max(1, 150 * Double(count) / most)
      let colour = Colour.cubehelix((Double(step) + 0.5) / Double(Histogram.steps))
      return rectangle(
        Double(step) * width + 0.5, 160 - height, width - 1, height, fill: colour.hex,
        stroke: "#595959")
    }
  }

  private var bar: [Markup] {
    let segments = 120
    let width = 720 / Double(segments)
    let colours = Markup(
      .g, [Markup.Attribute("shape-rendering", "crispEdges")],
      (0..<segments).map { index in
        rectangle(
          Double(index) * width, 166, width, 16,
          fill: Colour.cubehelix((Double(index) + 0.5) / Double(segments)).hex)
      })
    let ticks = scale.ticks.flatMap { tick -> [Markup] in
      let x = 720 * tick / scale.upperBound
      let anchor = tick == 0 ? "start" : tick >= scale.upperBound * 0.999 ? "end" : "middle"
      return [
        Markup(
          .line,
          [
            Markup.Attribute("x1", number(x)), Markup.Attribute("x2", number(x)),
            Markup.Attribute("y1", "182"),
            Markup.Attribute("y2", "187"), Markup.Attribute("stroke", "currentColor"),
          ]),
        label(scale.label(tick), x, 201, anchor: anchor),
      ]
    }
    return [colours] + ticks + [label(scale.unit, 360, 218, anchor: "middle")]
  }

  private func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String,
    stroke: String? = nil
  ) -> Markup {
    Markup(
      .rect,
      [
        Markup.Attribute("x", number(x)), Markup.Attribute("y", number(y)),
        Markup.Attribute("width", number(width)),
        Markup.Attribute("height", number(height)), Markup.Attribute("fill", fill),
      ]
        + (stroke.map { [Markup.Attribute("stroke", $0), Markup.Attribute("stroke-width", "0.5")] }
          ?? []))
  }

  private func label(
    _ text: String, _ x: Double, _ y: Double, anchor: String = "start", size: String = "13",
    weight: String = "400"
  ) -> Markup {
    Markup(
      .svgText,
      [
        Markup.Attribute("x", number(x)), Markup.Attribute("y", number(y)),
        Markup.Attribute("text-anchor", anchor),
        Markup.Attribute("font-size", size), Markup.Attribute("font-weight", weight),
        Markup.Attribute("fill", "currentColor"),
      ], [.text(text)])
  }

  /// Coordinates to a hundredth; none is negative.
  private func number(_ value: Double) -> String { PrintedFigure(value, decimals: 2).description }
}
