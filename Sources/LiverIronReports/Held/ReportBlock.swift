/// A part of a report, whatever it is drawn on.
package enum ReportBlock: Sendable, Hashable, Codable {
  case heading(String)
  case paragraph(String)
  /// A paragraph that must not be missed.
  case notice(String)
  /// A large figure with its unit.
  case figure(String, unit: String)
  /// Small print.
  case note(String)
  case table(caption: String, headings: [String], rows: [[String]], shares: [Double])
  /// A picture of the report, by its index.
  case picture(Int)
}

/// A map in colour with its bar and histogram, as data.
package struct ReportPicture: Sendable, Hashable, Codable {
  /// `R2` or `Liver iron concentration`.
  package var title: String
  package var unit: String
  package var caption: String
  /// A PNG in base64.
  package var png: String
  package var width: Int
  package var height: Int
  /// Where the bar is marked, as fractions of it, and with what.
  package var ticks: [Tick]
  package var counts: [Int]

  package struct Tick: Sendable, Hashable, Codable {
    package var fraction: Double
    package var label: String
  }
}
