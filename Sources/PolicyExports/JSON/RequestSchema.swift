internal import DecisionTable
internal import JSONShapes
internal import JSONText
internal import PolicyModel
internal import Values

extension Export {
  /// `request.schema.json`: what `policyc decide --policy … --revision …` takes as a request on this
  /// revision, so that a client validates before it sends.
  package static let requestSchema = Export(.json, "request.schema.json") { exported in
    [exported.artifact("request.schema.json", JSONSchema(exported.request).document.pretty)]
  }
}

extension RevisionExport {
  fileprivate var request: [JSONSchema.Keyword] {
    var keywords: [JSONSchema.Keyword] = [
      .title("A request on \(policy.id), revision \(revision.date.printed): \(revision.title)"),
      .comment(comment), .type(.object),
      .required(["facts"]),
      .properties([
        .init("id", JSONSchema.string.orNull()),
        .init("policy", JSONSchema.constant(policy.id).orNull()),
        .init("revision", JSONSchema.words(revision.names).orNull()),
        .init("date", JSONSchema(.reference("date")).orNull()),
        .init(
          "facts",
          JSONSchema(
            .type(.object),
            .properties(
              revision.table.facts.map { .init($0.id, $0.valueSchema) }
                + otherFacts.map {
                  .init(
                    $0,
                    JSONSchema(
                      .description("Only other revisions ask for it; its value is left aside.")))
                }), .closed)),
      ]),
    ]
    if let rule = revision.table.dateRule { keywords.append(rule) }
    keywords.append(
      .definitions([
        .init("date", .text(datePattern)), .init("period", .text(periodPattern)),
        .init("days", Fact.days), .init("code", .text(CodeSystem.pattern)),
      ]))
    return keywords
  }

  /// What an artefact was made from, as one line.
  var comment: String {
    headerLines.joined(separator: "; ")
  }
}

extension Revision {
  /// Every name of the revision in a request: the month, the date as printed, and other spellings of it.
  fileprivate var names: [String] {
    var names = [id, date.printed]
    func forms(_ number: Int) -> [String] {
      number < 10 ? ["\(number)", "0\(number)"] : ["\(number)"]
    }
    let years = ["\(date.year)", String("\(date.year)".suffix(2))]
    let days = date.day.map { forms($0).map { "\($0)/" } } ?? [""]
    let written = years.flatMap { year in
      forms(date.month).flatMap { month in days.map { day in "\(month)/\(day)\(year)" } }
    }
    // A spelling that could be read as another date is not a name.
    for name in [date.iso] + written where (try? PrintedDate(name))?.iso == date.iso {
      if !names.contains(name) { names.append(name) }
    }
    return names
  }
}

/// A day of the Gregorian calendar from 1900 to 2199.
private let datePattern: String = {
  let year = "(19|20|21)[0-9][0-9]"
  let long = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
  let short = "(0[469]|11)-(0[1-9]|[12][0-9]|30)"
  let february = "02-(0[1-9]|1[0-9]|2[0-8])"
  // 2000 is a leap year; 1900 and 2100 are not.
  let leap = "((19|20|21)(0[48]|[2468][048]|[13579][26])|2000)-02-29"
  return "\(year)-(\(long)|\(short)|\(february))|\(leap)"
}()

/// A month or a year of the same calendar.
private let periodPattern = "(19|20|21)[0-9][0-9](-(0[1-9]|1[0-2]))?"

extension DecisionTable {
  /// Requires a date of service for values that depend on it: a duration that is stated by its first
  /// day, and a code that is not always valid.
  fileprivate var dateRule: JSONSchema.Keyword? {
    let limited = periods.map(\.code).flatMap { code in
      Set([code.description, code.undotted]).sorted()
    }
    let tested = Set(tests.map(\.fact))
    let undated: [JSONSchema.Property] = facts.compactMap { fact in
      switch fact.type {
      case .duration:
        .init(
          fact.id,
          JSONSchema(
            .not(
              JSONSchema(
                .anyOf(
                  [.string]
                    + StatedDay.allCases.map {
                      JSONSchema(.type(.object), .required([$0.rawValue]))
                    })))))
      case .code where tested.contains(fact.id) && !limited.isEmpty:
        .init(
          fact.id,
          JSONSchema(
            .not(
              JSONSchema(
                .anyOf([
                  .words(limited),
                  JSONSchema(
                    .type(.object), .required(["one_of"]),
                    .properties([
                      .init("one_of", JSONSchema(.contains(.words(limited))))
                    ])),
                ])))))
      default: nil
      }
    }
    guard !undated.isEmpty else { return nil }
    return .anyOf([
      JSONSchema(.required(["date"]), .properties([.init("date", .string)])),
      JSONSchema(.properties([.init("facts", JSONSchema(.properties(undated)))])),
    ])
  }
}
