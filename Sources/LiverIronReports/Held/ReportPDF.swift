internal import CPango
internal import LiverIron
internal import LiverIronAnalysis
internal import LiverIronImages

/// A report as PDF pages of A4.
struct ReportPDF {
  let report: HeldReport
  /// Nil where the report is not released yet.
  let release: Release?

  private static let (width, height) = (595.0, 842.0)
  private static let margin = 48.0
  private static let bottom = 770.0

  init(_ report: HeldReport, _ release: Release?) {
    self.report = report
    self.release = release
  }

  var bytes: [UInt8] {
    let sink = Sink()
    let surface = cairo_pdf_surface_create_for_stream(
      { closure, bytes, count in
        let sink = Unmanaged<Sink>.fromOpaque(closure!).takeUnretainedValue()
        sink.bytes += UnsafeBufferPointer(start: bytes, count: Int(count))
        return CAIRO_STATUS_SUCCESS
      }, Unmanaged.passUnretained(sink).toOpaque(), Self.width, Self.height)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, "Liver iron report")
    cairo_pdf_surface_set_metadata(
      surface, CAIRO_PDF_METADATA_CREATOR, "lic \(ResearchUse.version)")
    // The time of the release or the analysis and not of this run, so that the same report is the same bytes.
    let time = release?.time ?? report.analysedAt
    cairo_pdf_surface_set_metadata(
      surface, CAIRO_PDF_METADATA_CREATE_DATE, Self.isoTime(of: time))
    if let context = cairo_create(surface) {
      var pages = Pages(canvas: ReportCanvas(context: context, width: Self.width), of: self)
      pages.draw()
      cairo_destroy(context)
    }
    cairo_surface_finish(surface)
    precondition(
      cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, "cairo does not write a report")
    cairo_surface_destroy(surface)
    return sink.bytes
  }

  private static func isoTime(of time: String) -> String {
    let digits = Array(time)
    guard digits.count >= 14 else { return time }
    return
      "\(String(digits[..<4]))-\(String(digits[4..<6]))-\(String(digits[6..<8]))T\(String(digits[8..<10])):\(String(digits[10..<12])):\(String(digits[12..<14]))Z"
  }

  private final class Sink {
    var bytes: [UInt8] = []
  }

  /// The text at the foot of each page.
  private var state: String {
    if let release { return release.text }
    let ask =
      report.kind == .refused
      ? "A person confirms the report before it leaves."
      : report.isRegionProposed
        ? "The region was proposed by a program: no figure of it counts before a person confirms region and report."
        : "A person confirms the region and the report before it counts."
    return "DRAFT, not released. " + ask
  }

  private struct Pages {
    let canvas: ReportCanvas
    let document: ReportPDF
    private var y = 0.0
    private let x = ReportPDF.margin
    private let width = ReportPDF.width - 2 * ReportPDF.margin

    init(canvas: ReportCanvas, of document: ReportPDF) {
      self.canvas = canvas
      self.document = document
    }

    mutating func draw() {
      begin(isFirst: true)
      for block in document.report.blocks { draw(block) }
      end()
    }

    private mutating func begin(isFirst: Bool) {
      let report = document.report
      y = 40
      if let stamp = report.stamp {
        y += canvas.stamp(stamp, x, y, width: width, size: 9) + 6
      }
      canvas.text(
        "R2-MRI of the liver · research use only", x, y, width: width, size: 9, grey: 0.35)
      let identity = report.identity
      let name = identity.patientName.split(separator: "=")
        .map { $0.split(separator: "^").joined(separator: ", ") }.joined(separator: " · ")
      if isFirst {
        y += 16
        y += canvas.text("Liver iron report", x, y, width: width, size: 20, bold: true) + 6
        let left = [
          ("Patient", name), ("Patient ID", identity.patientID),
          ("Born", date(identity.patientBirthDate)), ("Sex", identity.patientSex),
        ]
        let right = [
          ("Study", date(identity.studyDate)), ("Accession", identity.accessionNumber),
          ("Centre", identity.institutionName), ("Scanner", identity.scanner),
        ]
        for (one, other) in zip(left, right) {
          let height = max(pair(one, x), pair(other, x + width / 2))
          y += height + 2
        }
        y += canvas.text(
          "Study instance UID \(identity.studyUID)", x, y, width: width, size: 7, grey: 0.35)
      } else {
        y += 13
        y += canvas.text(
          "\(name) · \(identity.patientID) · study of \(date(identity.studyDate))", x, y,
          width: width,
          size: 9)
      }
      y += 5
      canvas.line(x, y, to: width)
      y += 8
    }

    /// `2026-01-31` of `20260131`; anything that is not a date stays as it is.
    private func date(_ digits: String) -> String {
      guard digits.count == 8, Int(digits) != nil else { return digits }
      return "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
    }

    private func pair(_ entry: (String, String), _ left: Double) -> Double {
      canvas.text(entry.0, left, y, width: 64, size: 9, grey: 0.4)
      return canvas.text(
        entry.1.isEmpty ? "not given" : entry.1, left + 66, y, width: width / 2 - 70, size: 9)
    }

    private mutating func end() {
      var foot = ReportPDF.bottom + 6
      canvas.line(x, foot - 3, to: width)
      foot += canvas.text(
        document.state, x, foot, width: width, size: 8, bold: document.release == nil)
      foot += canvas.text(
        "\(ResearchUse.statement) Not for diagnostic use unless cleared. lic \(ResearchUse.version), analysed \(Release.text(of: document.report.analysedAt)).",
        x, foot, width: width, size: 7, grey: 0.35)
      cairo_show_page(canvas.context)
    }

    /// Starts a new page where the rest of this one is lower than this height.
    private mutating func need(_ height: Double) {
      guard y + height > ReportPDF.bottom, y > 150 else { return }
      end()
      begin(isFirst: false)
    }

    private mutating func draw(_ block: ReportBlock) {
      switch block {
      case .heading(let text):
        need(60)
        y += 8
        y += canvas.text(text, x, y, width: width, size: 13, bold: true) + 3
      case .paragraph(let text): flow(text, size: 10)
      case .note(let text): flow(text, size: 8, grey: 0.3)
      case .notice(let text):
        let height = canvas.text(text, x, y, width: width - 12, size: 10, bold: true, draws: false)
        need(height + 6)
        canvas.rectangle(x, y, 3, height, Colour(red: 138, green: 28, blue: 28))
        canvas.text(text, x + 10, y, width: width - 12, size: 10, bold: true)
        y += height + 6
      case .figure(let figure, let unit):
        need(50)
        let end = x + canvas.textWidth(figure, size: 34, bold: true)
        canvas.text(figure, x, y, width: width, size: 34, bold: true)
        canvas.text(unit, end + 8, y + 20, width: 220, size: 12, grey: 0.3)
        y += 46
      case .table(let caption, let headings, let rows, let shares):
        table(caption, headings, rows, shares)
      case .picture(let index):
        guard document.report.pictures.indices.contains(index) else { return }
        let picture = document.report.pictures[index]
        need(350)
        y += 6
        y += canvas.text(picture.title, x, y, width: width, size: 13, bold: true) + 4
        y += canvas.picture(picture, x, y, width: width, mapHeight: 230, size: 9) + 4
        flow(picture.caption, size: 8, grey: 0.3)
      }
    }

    private mutating func flow(_ text: String, size: Double, grey: Double = 0.1) {
      let height = canvas.text(text, x, y, width: width, size: size, draws: false)
      need(height)
      canvas.text(text, x, y, width: width, size: size, grey: grey)
      y += height + 4
    }

    private mutating func table(
      _ caption: String, _ headings: [String], _ rows: [[String]], _ shares: [Double]
    ) {
      need(80)
      y += 8
      y += canvas.text(caption, x, y, width: width, size: 13, bold: true) + 4
      row(headings, shares, bold: true)
      for cells in rows { row(cells, shares, bold: false) }
      y += 4
    }

    private mutating func row(_ cells: [String], _ shares: [Double], bold: Bool) {
      func draw(_ draws: Bool) -> Double {
        var left = x
        var height = 0.0
        for (cell, share) in zip(cells, shares) {
          let isFailure = cell == "fail"
          height = max(
            height,
            canvas.text(
              cell, left, y, width: share * width - 6, size: 8, bold: bold || isFailure,
              draws: draws))
          left += share * width
        }
        return height
      }
      let height = draw(false)
      need(height + 4)
      _ = draw(true)
      y += height + 2
      canvas.line(x, y, to: width, grey: 0.85)
      y += 2
    }
  }
}
