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

extension Fact {
  /// What a request can state about the fact, or null.
  fileprivate var valueSchema: JSONSchema {
    JSONSchema([.description(question), .anyOf(spellings + [.null])])
  }

  private var spellings: [JSONSchema] {
    switch type {
    case .boolean: [JSONSchema(.type(.boolean))]
    case .code: Fact.values(JSONSchema(.reference("code")))
    case .choice(let words): Fact.values(.words(words))
    case .date: Fact.dates
    case .set(_, let terms): Fact.sets(of: terms.map(\.id))
    case .records(let type): Fact.lists(of: type)
    case .number(let type): Fact.numbers(type)
    case .duration(let unit): Fact.dates + Fact.lengths(unit)
    }
  }

  /// A value, some values of which it is one, or some that it is not.
  private static func values(_ value: JSONSchema) -> [JSONSchema] {
    let list = JSONSchema(.type(.array), .items(value))
    return [value]
      + ["one_of", "not"].map { name in
        JSONSchema(
          .type(.object), .required([name]), .properties([.init(name, list)]), .closed)
      }
  }

  /// A day, a month or a year, or a range of days.
  private static let dates = ["date", "period", "days"].map { JSONSchema(.reference($0)) }

  fileprivate static let days = range(
    StatedDay.allCases.map { ($0.rawValue, $0.isLower) }, of: JSONSchema(.reference("date")))

  private static func lengths(_ unit: CalendarUnit) -> [JSONSchema] {
    let length = JSONSchema(.type(.number), .minimum(0))
    let units = JSONSchema.words(
      CalendarUnit.allCases.filter { $0.isOfMonths == unit.isOfMonths }.map(\.ucum))
    return [length, quantity(length, unit: units), numberRange(unit: units)]
  }

  /// A number in the unit of the fact or in one that converts to it, or a range of numbers.
  private static func numbers(_ type: NumberType) -> [JSONSchema] {
    var keywords: [JSONSchema.Keyword] = [.type(type.isInteger ? .integer : .number)]
    if let minimum = type.minimum { keywords.append(.exactMinimum(minimum.description)) }
    if let maximum = type.maximum { keywords.append(.exactMaximum(maximum.description)) }
    let number = JSONSchema(keywords)
    guard let unit = type.unit else { return [number, numberRange(unit: nil)] }
    // The bounds of the fact are in its unit, so a schema cannot compare a number in another one.
    let other = JSONSchema(.type(.string), .not(.constant(unit)))
    return [
      number, quantity(number, unit: .constant(unit)),
      quantity(JSONSchema(.type(.number)), unit: other), numberRange(unit: .string),
    ]
  }

  private static func quantity(_ value: JSONSchema, unit: JSONSchema) -> JSONSchema {
    JSONSchema(
      .type(.object), .required(["value", "unit"]),
      .properties([.init("value", value), .init("unit", unit)]), .closed)
  }

  private static func numberRange(unit: JSONSchema?) -> JSONSchema {
    range(
      StatedBound.allCases.map { ($0.rawValue, $0.isLower) }, of: JSONSchema(.type(.number)),
      unit: unit)
  }

  /// An object with a bound on one side or on both, and at most one on each.
  private static func range(
    _ bounds: [(name: String, isLower: Bool)], of bound: JSONSchema, unit: JSONSchema? = nil
  ) -> JSONSchema {
    let sides = [true, false].map { side in bounds.filter { $0.isLower == side }.map(\.name) }
    return JSONSchema(
      .type(.object),
      .anyOf(bounds.map { JSONSchema(.required([$0.name])) }),
      .properties(
        bounds.map { .init($0.name, bound) } + (unit.map { [.init("unit", $0)] } ?? [])),
      .closed, .not(JSONSchema(.anyOf(sides.map { JSONSchema(.required($0)) }))))
  }

  /// A complete list, or the members that are present and those that are absent; a term cannot be both.
  private static func sets(of terms: [String]) -> [JSONSchema] {
    let members = JSONSchema(
      .type(.array),
      .items(JSONSchema(.anyOf([.words(terms), JSONSchema(.reference("code"))]))))
    let contradictions = terms.map { term in
      let holds = JSONSchema(.contains(.constant(term)))
      return JSONSchema(
        .required(["present", "absent"]),
        .properties([.init("present", holds), .init("absent", holds)]))
    }
    return [
      members,
      JSONSchema(
        .type(.object),
        .properties([.init("present", members), .init("absent", members)]), .closed,
        .not(JSONSchema(.anyOf(contradictions)))),
    ]
  }
}

extension Fact {
  /// A complete list of entries, or those that are known and the stretch on which there are no others.
  fileprivate static func lists(of type: RecordType) -> [JSONSchema] {
    let day = JSONSchema(.reference("date"))
    let range = ["at_least", "over", "at_most", "under"].map { JSONSchema.Property($0, day) }
    let days: [JSONSchema] = [
      day, JSONSchema(.type(.object), .properties(range), .closed), .null,
    ]
    let entry = JSONSchema(
      .type(.object),
      .properties(
        [.init("date", JSONSchema(.anyOf(days)))]
          + type.attributes.map { .init($0.id, $0.fact.valueSchema) }), .closed)
    let entries = JSONSchema(.type(.array), .items(entry))
    let stretch = JSONSchema(
      .type(.object), .properties([.init("from", day), .init("until", day)]), .closed)
    return [
      entries,
      JSONSchema(
        .type(.object), .required(["present"]),
        .properties([.init("present", entries), .init("complete", stretch)]), .closed),
    ]
  }
}

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
