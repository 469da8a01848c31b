/// Values at and next to the limits of each type in sources, in ascending order.
enum Edge {
  static let integers = [
    "-1e6111", "-9999999999999999999999999999999999", "-9223372036854775808", "-1", "0", "1", "2",
    "18", "100000", "9007199254740993", "9223372036854775807", "9223372036854775808", "1e33",
    "9999999999999999999999999999999999", "1e34", "1e6000", "9e6111",
  ]
  static let numbers = [
    "-1e6111", "-9999999999999999999999999999999999", "-1", "-1e-6176", "0", "1e-6176", "1e-33",
    "0.3", "0.9999999999999999999999999999999999", "1", "1.000000000000000000000000000000001",
    "1.000000000000000000000000000000002", "2", "9007199254740993",
    "1234567890123456789012345678.901234", "1e33", "9999999999999999999999999999999999", "1e34",
    "1e6000", "9e6111",
  ]
  static let dates = [
    "1900-01-01", "1900-01-02", "1999-12-31", "2000-01-01", "2000-02-29", "2024-02-29",
    "2024-03-01", "2100-02-28", "2100-03-01", "2199-12-30", "2199-12-31",
  ]
  /// Durations in months and years.
  static let months = [
    "0", "1 months", "11 months", "12 months", "2 years", "300 years", "3600 months", "3601 months",
    "8333 years", "99999 months", "100000 months",
  ]
  /// Durations in days and weeks.
  static let days = [
    "0", "1 days", "6 days", "7 days", "2 weeks", "365 days", "366 days", "109572 days",
    "109573 days", "14285 weeks", "99999 days", "100000 days",
  ]
  static let codes = ["CPT:76498", "CPT:71271", "HCPCS:G0399", "ICD-10-CM:E83.110"]
  static let terms = ["anemia", "asthma", "cough"]
  static let words = ["one", "two", "three"]
  /// Values that are not numbers, dates or lengths of time.
  static let mistakes = [
    "1e6112", "99999999999999999999999999999999995e-1", "018", "2199-12-32", "-0",
  ]
}
