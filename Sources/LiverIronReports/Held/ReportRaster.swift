internal import CPango
internal import LiverIron
internal import LiverIronImages

/// A map with its bar, histogram and stamps as red, green and blue pixels, for viewers that show no colour scale.
struct ReportRaster {
  let width: Int
  let height: Int
  let pixels: [UInt8]

  init(_ picture: ReportPicture, of report: HeldReport) {
    let (width, height) = (900, 1000)
    let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
    defer { cairo_surface_destroy(surface) }
    if let context = cairo_create(surface) {
      let canvas = ReportCanvas(context: context, width: Double(width))
      canvas.rectangle(0, 0, Double(width), Double(height), .grey(255))
      var y = 20.0
      if let stamp = report.stamp {
        y += canvas.stamp(stamp, 20, y, width: 860, size: 15) + 8
      }
      y += canvas.text("\(picture.title), \(picture.unit)", 20, y, width: 860, size: 24, bold: true)
      y += canvas.text(
        "\(report.identity.patientID) · study of \(report.identity.studyDate)", 20, y, width: 860,
        size: 15, grey: 0.3)
      y += 8
      y += canvas.picture(picture, 20, y, width: 860, mapHeight: 640, size: 16)
      y += canvas.text(picture.caption, 20, y + 6, width: 860, size: 13, grey: 0.3) + 12
      canvas.text(ResearchUse.short, 20, 968, width: 860, size: 15, bold: true)
      cairo_destroy(context)
    }
    cairo_surface_flush(surface)
    let stride = Int(cairo_image_surface_get_stride(surface))
    var pixels = [UInt8](repeating: 0, count: width * height * 3)
    if let data = cairo_image_surface_get_data(surface) {
      for row in 0..<height {
        for column in 0..<width {
          // A word of 32 bits with red in its third byte, on this little-endian machine the third in memory.
          let source = data + row * stride + column * 4
          let target = (row * width + column) * 3
          pixels[target] = source[2]
          pixels[target + 1] = source[1]
          pixels[target + 2] = source[0]
        }
      }
    }
    self.width = width
    self.height = height
    self.pixels = pixels
  }
}
