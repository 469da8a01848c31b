internal import FoundationEssentials
internal import LiverIron

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
    let scale = ColourScale(for: values, unit: unit)
    raster = MapRaster(of: values, at: voxels, on: study, scale)
    histogram = Histogram(of: values, scale)
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
        Attribute("xmlns", "http://www.w3.org/2000/svg"), Attribute("role", "img"),
        Attribute("viewBox", "0 0 760 \(number(barTop + 260))"),
        Attribute("font-family", "system-ui, sans-serif"), Attribute("font-size", "13"),
        Attribute("aria-labelledby", "t d"),
      ],
      [
        Markup(.title, [.id("t")], ["\(title), map and histogram"]),
        Markup(.desc, [.id("d")], ["\(alternative) \(histogramAlternative)"]),
        rectangle(0, 0, 760, barTop + 260, fill: "#ffffff"),
        label(title + ", " + scale.unit, 20, 28, size: "17", weight: "600"),
        Markup(
          .image,
          [
            Attribute("x", "20"), Attribute("y", "40"), Attribute("width", number(width)),
            Attribute("height", number(mapHeight)), Attribute("href", pngAddress),
            Attribute("style", "image-rendering:pixelated"),
          ]),
        Markup(.g, [Attribute("transform", "translate(20 \(number(barTop)))")], bar + bars),
        label(ResearchUse.short, 20, barTop + 246, size: "12", weight: "400"),
      ])
  }

  /// Colour bar and histogram on one axis, 720 by 220.
  var drawingOfHistogram: Markup {
    Markup(
      .svg,
      [
        Attribute("viewBox", "-10 -4 740 226"), Attribute("role", "img"),
        Attribute("aria-label", histogramAlternative), .class("histogram"),
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
      .g, [Attribute("shape-rendering", "crispEdges")],
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
            Attribute("x1", number(x)), Attribute("x2", number(x)), Attribute("y1", "182"),
            Attribute("y2", "187"), Attribute("stroke", "currentColor"),
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
        Attribute("x", number(x)), Attribute("y", number(y)), Attribute("width", number(width)),
        Attribute("height", number(height)), Attribute("fill", fill),
      ] + (stroke.map { [Attribute("stroke", $0), Attribute("stroke-width", "0.5")] } ?? []))
  }

  private func label(
    _ text: String, _ x: Double, _ y: Double, anchor: String = "start", size: String = "13",
    weight: String = "400"
  ) -> Markup {
    Markup(
      .svgText,
      [
        Attribute("x", number(x)), Attribute("y", number(y)), Attribute("text-anchor", anchor),
        Attribute("font-size", size), Attribute("font-weight", weight),
        Attribute("fill", "currentColor"),
      ], [.text(text)])
  }

  /// Coordinates to a hundredth; none is negative.
  private func number(_ value: Double) -> String { PrintedFigure(value, decimals: 2).description }
}
