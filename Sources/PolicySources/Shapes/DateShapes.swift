internal import Diagnostics
internal import JSONText
internal import PolicySyntax
internal import Values

extension Shapes {
  /// A date as printed: `11/23`, `4/3/23`, `08/15/2020`, or in ISO 8601.
  static let date = Shape<PrintedDate>(
    schema: [
      "type": "string",
      "pattern": "^([0-9]{1,2}/([0-9]{1,2}/)?([0-9]{2}|[0-9]{4})|[0-9]{4}-[0-9]{2}(-[0-9]{2})?)$",
      "examples": ["11/23", "08/15/2020", "2023-11"],
    ]
  ) { node, findings in
    guard let text = token.read(node, &findings) else { return nil }
    do throws(PrintedDateError) {
      return try PrintedDate(text)
    } catch {
      findings.append(error.diagnostic(text, at: node.span))
      return nil
    }
  }

  /// A date as printed that has a day.
  static let printedDay = Shape<Located<CalendarDate>>(schema: date.schema) { node, findings in
    guard let date = date.read(node, &findings) else { return nil }
    guard date.day != nil else {
      findings.append(
        Diagnostic(
          .badDate, "`\(date)` is a month, not a day", at: node.span,
          help: "write the day, as in `12/31/24`"))
      return nil
    }
    return Located(date.days.lowerBound, node.span)
  }

  /// One day of the calendar, as requests write it: `2024-01-31`.
  static let day = token(
    schema: ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"],
    .badDate, isNot: "a day of the calendar", help: "write it as `2024-01-31`", longest: 40
  ) { CalendarDate($0) }
}

extension PrintedDateError {
  fileprivate func diagnostic(_ text: String, at span: Span) -> Diagnostic {
    switch self {
    case .unreadable:
      Diagnostic(
        .badDate, "`\(text.prefix(40))` is not a date", at: span,
        help: "write it as `11/23`, `4/3/23`, `08/15/2020`, `2023-11` or `2023-04-03`")
    case .ambiguous:
      Diagnostic(
        .ambiguousDate, "the year of `\(text)` could be a day or a month", at: span,
        help: "write the year with four digits")
    case .impossible(let part):
      Diagnostic(
        .impossibleDate, "`\(text)` is not in the calendar, which does not have \(part)", at: span,
        help: part.hasPrefix("month")
          ? "write the month first, as in `08/15/2020`, or use `2020-08-15`" : "check the date")
    }
  }
}
