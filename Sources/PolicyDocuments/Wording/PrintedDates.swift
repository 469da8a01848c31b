internal import PolicyModel

extension Reference.DateParts {
  /// The date as the American Medical Association's style prints it: `August 30, 2023`.
  var text: String {
    guard let month, (1...12).contains(month) else { return String(year) }
    let name = Reference.DateParts.months[month - 1]
    return day.map { "\(name) \($0), \(year)" } ?? "\(name) \(year)"
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}
