internal import DecisionTable
internal import Values

/// How a request states one fact: the typed columns that it fills, and the mistakes that it can make.
struct StatedFact {
  /// The column of the JSON value that a request states.
  let name: String
  /// The typed columns of the fact in `requests`.
  private(set) var columns: [(name: String, value: SQLExpression)] = []
  /// Why a row is refused, each with its code.
  private(set) var problems: [SQLExpression.Choice] = []

  private let fact: Fact
  private let json: SQLExpression
  /// The column of the same value with its numbers as strings.
  private let exactName: String?

  /// - Parameter isReread: whether the numbers of the fact are taken from the column `facts.exact`.
  init(_ fact: Fact, isReread: Bool) {
    self.fact = fact
    name = "\(fact.id).json"
    json = .column(name)
    exactName = isReread ? "\(fact.id).exact" : nil
    let names = RequestColumns(of: fact).own.map(\.name)
    let text = SQLExpression.characters(of: json)
    switch fact.type {
    case .boolean:
      add("wrong-type", where: .isOther(json, than: [.boolean]))
      columns = [(names[0], .when(.isKind(json, .boolean), .equal(text, .text("true")), .boolean))]
    case .code, .choice:
      addPartlyKnown(["one_of", "not"])
      add("wrong-type", where: .isOther(json, than: [.string]))
      columns = [(names[0], .when(.isKind(json, .string), text, .text))]
    case .date:
      addPartlyKnownDay()
      add("wrong-type", where: .isOther(json, than: [.string]))
      addDate(names[0])
    case .number(let type):
      addPartlyKnown(StatedBound.allCases.map(\.rawValue))
      add("wrong-type", where: .isOther(json, than: [.number, .object]))
      addQuantity(names[0], units: type.unit.map { [($0, 1)] } ?? [], factor: 1)
    case .duration(let unit):
      addPartlyKnown(StatedBound.allCases.map(\.rawValue))
      addPartlyKnownDay()
      add("wrong-type", where: .isOther(json, than: [.string, .number, .object]))
      addDate(names[0])
      let units = CalendarUnit.allCases.filter { $0.isOfMonths == unit.isOfMonths }
      addQuantity(names[1], units: units.map { ($0.ucum, $0.length) }, factor: unit.length)
    case .set: addSet(names)
    case .records: preconditionFailure("a record in SQL")
    }
  }

  /// The columns of the stated value, in a step that has the members of the request.
  func stated(in facts: SQLExpression) -> [(name: String, value: SQLExpression)] {
    var stated = [(name: name, value: SQLExpression.member(of: facts, fact.id))]
    if let exactName {
      stated.append((exactName, .member(of: .column("facts.exact"), fact.id)))
    }
    return stated
  }

  /// The column with the digits of a number as they are written, for the step `kinds`.
  var quantities: [(name: String, value: SQLExpression)] {
    guard fact.isMeasured else { return [] }
    let exact = exactName.map { SQLExpression.column($0) } ?? json
    let value = SQLExpression.member(of: exact, "value")
    return [
      (
        digitsName,
        .choose(
          [.init(.equal(.kind(of: json), .text("object")), .characters(of: value))],
          otherwise: .characters(of: exact))
      )
    ]
  }

  private var digitsName: String { "\(fact.id).digits" }

  private mutating func add(_ code: String, where condition: SQLExpression) {
    problems.append(.init(condition, .text("\(code): \(fact.id)")))
  }

  // MARK: Partly known facts

  /// A fact that is known by a range or by some of its values does not fit into the typed columns.
  private mutating func addPartlyKnown(_ members: [String]) {
    add(
      "partly-known",
      where: .all([
        .isKind(json, .object),
        .someElement(.memberNames(of: json), .isAmong(.element, members.map { .text($0) })),
      ]))
  }

  private mutating func addPartlyKnownDay() {
    addPartlyKnown(StatedDay.allCases.map(\.rawValue))
    add(
      "partly-known",
      where: .all([
        .isKind(json, .string),
        .matches(.characters(of: json), "^(19|20|21)[0-9][0-9](-(0[1-9]|1[0-2]))?$"),
      ]))
  }

  // MARK: Dates

  private mutating func addDate(_ column: String) {
    let date = SQLExpression.readDate(.characters(of: json))
    add("bad-date", where: .all([.isKind(json, .string), .isNull(date)]))
    columns.append((column, .when(.isKind(json, .string), date, .date)))
  }

  // MARK: Numbers

  /// A number, or `{"value": 20, "unit": "a"}`.
  ///
  /// - Parameters:
  ///   - units: the units in which the fact can be stated, and how many of the column's unit each is.
  ///   - factor: how many of the column's unit a number without a unit counts.
  private mutating func addQuantity(
    _ column: String, units: [(unit: String, factor: Int)], factor: Int
  ) {
    let value = SQLExpression.member(of: json, "value")
    let unit = SQLExpression.member(of: json, "unit")
    let digits = SQLExpression.column(digitsName)
    let isNumber = SQLExpression.isKind(json, .number)
    let isObject = SQLExpression.isKind(json, .object)
    add(
      "wrong-type",
      where: .all([
        isObject,
        .any([
          .isNull(value), .isNull(unit), .not(.isKind(value, .number)),
          .not(.isKind(unit, .string)),
          .hasRepeats(.memberNames(of: json)), .holdsOthers(json, than: ["value", "unit"]),
        ]),
      ]))
    add(
      "wrong-unit",
      where: .all([
        isObject,
        .not(.isAmong(.characters(of: unit), (units.map(\.unit) + [""]).map { .text($0) })),
      ]))
    let ways =
      [(isStated: isNumber, factor: factor)]
      + units.map { name, factor in
        (
          isStated: SQLExpression.all([
            isObject, .isKind(value, .number), .equal(.characters(of: unit), .text(name)),
          ]),
          factor: factor
        )
      }
    var choices: [SQLExpression.Choice] = []
    for (isStated, factor) in ways {
      let (type, pattern) = StatedFact.decimal(multipliedBy: factor)
      add(
        "out-of-range",
        where: .all([isStated, .any([.isNull(digits), .not(.matches(digits, pattern))])]))
      let number = SQLExpression.when(.matches(digits, pattern), .cast(digits, type), type)
      choices.append(.init(isStated, factor == 1 ? number : .times(number, factor)))
    }
    columns.append((column, .choose(choices, otherwise: .cast(.null, .decimal))))
  }

  /// The type in which a number is exact before and after the multiplication, and the numbers that
  /// it holds.
  private static func decimal(multipliedBy factor: Int) -> (type: SQLType, pattern: String) {
    factor == 1
      ? (.decimal, JSONPatterns.decimal(whole: 20, fraction: 18))
      : (.shortDecimal, JSONPatterns.decimal(whole: 9, fraction: 9))
  }

  // MARK: Sets

  /// A complete list, or an object with what is present and what is absent.
  private mutating func addSet(_ names: [String]) {
    let parts = ["present", "absent"].map { SQLExpression.member(of: json, $0) }
    let isObject = SQLExpression.isKind(json, .object)
    add("wrong-type", where: .isOther(json, than: [.array, .object]))
    add(
      "wrong-type",
      where: .all([
        isObject,
        .any(
          parts.map { .all([.isGiven($0), .not(.isKind($0, .array))]) } + [
            .hasRepeats(.memberNames(of: json)), .holdsOthers(json, than: ["present", "absent"]),
          ]),
      ]))
    columns = [(names[0], .when(.isKind(json, .array), .elementTexts(of: json), .texts))]
    for (name, part) in zip(names.dropFirst(), parts) {
      columns.append(
        (name, .when(.all([isObject, .isKind(part, .array)]), .elementTexts(of: part), .texts)))
    }
  }
}

extension Fact {
  /// Whether a request can state it as a number.
  var isMeasured: Bool {
    switch type {
    case .number, .duration: true
    case .boolean, .code, .choice, .set, .date, .records: false
    }
  }
}
