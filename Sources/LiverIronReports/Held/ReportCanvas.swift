internal import CPango
internal import FoundationEssentials

/// A surface on which reports are drawn: pages of a PDF, or one picture.
///
/// Lengths are in points of a PDF and pixels of a picture.
struct ReportCanvas {
  let context: OpaquePointer
  let width: Double

  /// Draws a text at a width; returns the height that it takes.
  @discardableResult
  func text(
    _ text: String, _ x: Double, _ y: Double, width: Double, size: Double, bold: Bool = false,
    grey: Double = 0.1, alignment: PangoAlignment = PANGO_ALIGN_LEFT, draws: Bool = true
  ) -> Double {
    guard let layout = pango_cairo_create_layout(context) else { return 0 }
    defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
    set(layout, text, size: size, bold: bold)
    pango_layout_set_width(layout, Int32(width * Double(lic_pango_scale)))
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    pango_layout_set_alignment(layout, alignment)
    var (ofLayout, height): (Int32, Int32) = (0, 0)
    pango_layout_get_size(layout, &ofLayout, &height)
    if draws {
      cairo_set_source_rgb(context, grey, grey, grey)
      cairo_move_to(context, x, y)
      pango_cairo_show_layout(context, layout)
    }
    return Double(height) / Double(lic_pango_scale)
  }

  /// White text on red, as high as it needs to be; returns the height.
  func stamp(_ label: String, _ x: Double, _ y: Double, width: Double, size: Double) -> Double {
    let inner = width - 1.4 * size
    let height = text(label, x, y, width: inner, size: size, bold: true, draws: false)
    rectangle(x, y, width, height + 0.6 * size, Colour(red: 138, green: 28, blue: 28))
    text(label, x + 0.7 * size, y + 0.3 * size, width: inner, size: size, bold: true, grey: 1)
    return height + 0.6 * size
  }

  /// The width of a text on one line.
  func textWidth(_ text: String, size: Double, bold: Bool) -> Double {
    guard let layout = pango_cairo_create_layout(context) else { return 0 }
    defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
    set(layout, text, size: size, bold: bold)
    var (width, height): (Int32, Int32) = (0, 0)
    pango_layout_get_size(layout, &width, &height)
    return Double(width) / Double(lic_pango_scale)
  }

  private func set(_ layout: OpaquePointer, _ text: String, size: Double, bold: Bool) {
    let font = pango_font_description_from_string("DejaVu Sans")
    defer { pango_font_description_free(font) }
    pango_font_description_set_absolute_size(font, size * Double(lic_pango_scale))
    pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
    pango_layout_set_font_description(layout, font)
    pango_layout_set_text(layout, text, -1)
  }

  func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ colour: Colour
  ) {
    cairo_set_source_rgb(
      context, Double(colour.red) / 255, Double(colour.green) / 255, Double(colour.blue) / 255)
    cairo_rectangle(context, x, y, width, height)
    cairo_fill(context)
  }

  func line(_ x: Double, _ y: Double, to width: Double, grey: Double = 0.75) {
    cairo_set_source_rgb(context, grey, grey, grey)
    cairo_set_line_width(context, 0.6)
    cairo_move_to(context, x, y)
    cairo_line_to(context, x + width, y)
    cairo_stroke(context)
  }

  /// Draws a map with its bar and histogram; returns the height.
  @discardableResult
  func picture(
    _ picture: ReportPicture, _ x: Double, _ y: Double, width: Double, mapHeight: Double,
    size: Double
  ) -> Double {
    let scale = min(width / Double(picture.width), mapHeight / Double(picture.height))
    let shown = Double(picture.height) * scale
    drawMap(picture, x, y, scale)
    var top = y + shown + size
    let most = Double(max(picture.counts.max() ?? 1, 1))
    let step = width / Double(max(picture.counts.count, 1))
    let tall = 4.5 * size
    for (index, count) in picture.counts.enumerated() where count > 0 {
      let height = max(0.5, tall * Double(count) / most)
      rectangle(
        x + Double(index) * step, top + tall - height, step * 0.9, height,
        Colour.cubehelix((Double(index) + 0.5) / Double(picture.counts.count)))
    }
    top += tall + 2
    let segments = 120
    for index in 0..<segments {
      rectangle(
        x + width * Double(index) / Double(segments), top, width / Double(segments) + 0.3, size,
        Colour.cubehelix((Double(index) + 0.5) / Double(segments)))
    }
    top += size + 2
    for tick in picture.ticks {
      let centre = x + width * tick.fraction
      let labelWidth = 6 * size
      let (left, alignment) =
        tick.fraction < 0.02
        ? (centre, PANGO_ALIGN_LEFT)
        : tick.fraction > 0.98
          ? (centre - labelWidth, PANGO_ALIGN_RIGHT) : (centre - labelWidth / 2, PANGO_ALIGN_CENTER)
      text(tick.label, left, top, width: labelWidth, size: size * 0.9, alignment: alignment)
    }
    top += 1.4 * size
    top += text(
      "\(picture.title), \(picture.unit); voxels by value", x, top, width: width, size: size * 0.9,
      grey: 0.3, alignment: PANGO_ALIGN_CENTER)
    return top - y
  }

  private func drawMap(_ picture: ReportPicture, _ x: Double, _ y: Double, _ scale: Double) {
    guard let png = Data(base64Encoded: picture.png) else { return }
    var source = PNGSource(bytes: Array(png), offset: 0)
    let surface = withUnsafeMutablePointer(to: &source) { source in
      cairo_image_surface_create_from_png_stream(
        { closure, target, count in
          let source = closure!.assumingMemoryBound(to: PNGSource.self)
          let (start, wanted) = (source.pointee.offset, Int(count))
          guard start + wanted <= source.pointee.bytes.count else { return CAIRO_STATUS_READ_ERROR }
          source.pointee.bytes.withUnsafeBufferPointer {
            target!.update(from: $0.baseAddress! + start, count: wanted)
          }
          source.pointee.offset += wanted
          return CAIRO_STATUS_SUCCESS
        }, source)
    }
    defer { cairo_surface_destroy(surface) }
    cairo_save(context)
    cairo_translate(context, x, y)
    cairo_scale(context, scale, scale)
    cairo_set_source_surface(context, surface, 0, 0)
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
    cairo_paint(context)
    cairo_restore(context)
  }
}

private struct PNGSource {
  var bytes: [UInt8]
  var offset: Int
}
