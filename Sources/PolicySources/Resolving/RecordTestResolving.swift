internal import DecisionTable
internal import Diagnostics
internal import Values

extension RecordTest {
  /// A test that names only how long ago an entry is: `{visits: {within: 6 months}}`.
  init(window: [BoundSource], at span: Span) throws(ValueMismatch) {
    self.init(.exists, windows: try WrittenWindow(window, at: span).windows)
  }

  init(_ source: RecordTestSource, of fact: FactSource, in tree: SourceTree) throws(ValueMismatch) {
    var windows: [RecordWindow] = []
    if !source.window.isEmpty {
      windows += try WrittenWindow(source.window, at: source.span).windows
    }
    switch source.year {
    case .this: windows.append(.calendarYear(yearsBefore: 0))
    case .last: windows.append(.calendarYear(yearsBefore: 1))
    case nil: break
    }
    var filter = EntryCondition.always
    if let condition = source.filter {
      filter = try EntryCondition(condition, of: fact, in: tree)
    }
    self.init(
      try RecordMeasure(
        source, of: fact, in: tree, isRestricted: !windows.isEmpty || source.filter != nil),
      filter: filter, windows: windows)
  }
}

// MARK: Measures

extension RecordMeasure {
  fileprivate static let exists = RecordMeasure.count(
    .entries, Interval(lower: .init(ExactDecimal(1), isIncluded: true), upper: nil))

  /// - Parameter isRestricted: whether there is a filter or a window, so that a test without a measure
  ///   says that there is an entry.
  fileprivate init(
    _ source: RecordTestSource, of fact: FactSource, in tree: SourceTree, isRestricted: Bool
  ) throws(ValueMismatch) {
    switch source.measure {
    case nil: self = .exists
    case .selected(let selection, let test) where test.fact.value == Shapes.ago:
      self = .elapsed(since: selection, try test.timeRange)
    case .selected(let selection, let test):
      self = .attribute(
        test.fact.value, of: selection, isAnyOf: try fact.attributeValues(of: test, in: tree))
    case .count(let written):
      self = .count(
        .entries,
        try Interval(count: written.value, "count", at: written.span, upTo: RecordList.mostEntries))
      if isRestricted, self == .exists {
        throw ValueMismatch(
          reason: .unlike(
            message: "a test of records without `count` is met if there is at least one",
            help: "remove `count`"),
          span: written.span)
      }
    case .different(let test):
      guard test.values.count == 1 else {
        throw ValueMismatch(
          reason: .unlike(
            message: "`different` needs one count", help: "write it as `{at_least: 2}`"),
          span: test.values[1].span)
      }
      let (counted, most) = try fact.counted(test.fact)
      self = .count(
        counted,
        try Interval(
          count: test.values[0], test.fact.value, at: test.values[0].span, upTo: most))
    }
  }
}

extension FactSource {
  /// The values that a test names of an attribute.
  fileprivate func attributeValues(of test: TestSource, in tree: SourceTree)
    throws(ValueMismatch) -> [TestValue]
  {
    guard let attribute = attribute(test.fact.value) else { throw unknownAttribute(test.fact) }
    var values: [TestValue] = []
    for value in test.values { values.append(try TestValue(value, of: attribute, in: tree)) }
    return values
  }

  /// What `different` counts, and the most of it that there can be.
  fileprivate func counted(_ name: Located<String>) throws(ValueMismatch) -> (Counted, Int) {
    if name.value == RecordType.day { return (.days, RecordList.mostEntries) }
    guard let attribute = attribute(name.value) else { throw unknownAttribute(name) }
    switch attribute.kind {
    case .choice: return (.values(of: name.value), attribute.of.count)
    case .boolean: return (.values(of: name.value), 2)
    case .code, .set, .number, .integer, .date, .duration, .records:
      throw ValueMismatch(
        reason: .unlike(
          message:
            "`\(name.value)` is \(attribute.kind.phrase), and different values are counted only of a choice or a boolean",
          help: "declare `\(name.value)` as a `choice`, or count different days with `date`"),
        span: name.span)
    }
  }

  private func unknownAttribute(_ name: Located<String>) -> ValueMismatch {
    ValueMismatch(
      reason: .unknownAttribute(name.value, known: attributes.map(\.id.value)), span: name.span)
  }
}

extension Interval {
  /// The range of a count, with both ends included.
  fileprivate init(count source: TestValueSource, _ name: String, at span: Span, upTo most: Int)
    throws(ValueMismatch)
  {
    let counted = FactSource(
      id: Located(name, span), kind: .integer, of: [], valueLabels: [:], unit: nil,
      minimum: Located(ExactDecimal(0), span), maximum: Located(ExactDecimal(most), span),
      question: "", label: nil, attributes: [])
    let written: Interval
    switch source {
    case .text(let text): written = try Interval(text, of: counted)
    case .range(let bounds, let span): written = try Interval(bounds, of: counted, at: span)
    case .records: preconditionFailure("a test of records in a count")
    }
    let least = written.lower.map(\.nextWhole)
    let greatest = written.upper.map(\.previousWhole)
    // A count is never below 0.
    let isIdle = least?.value ?? ExactDecimal(0) == ExactDecimal(0)
    if isIdle, greatest == nil {
      throw ValueMismatch(
        reason: .unlike(
          message: "a count is never below 0, so the test always holds",
          help: "raise the bound, or remove the test"), span: span)
    }
    let isNone = greatest?.value == ExactDecimal(0)
    self.init(lower: isIdle && !isNone ? nil : least ?? greatest, upper: greatest)
  }
}

// MARK: Filters

extension EntryCondition {
  fileprivate init(_ source: ConditionSource, of fact: FactSource, in tree: SourceTree)
    throws(ValueMismatch)
  {
    switch source {
    case .test(let test):
      self = .attribute(
        test.fact.value, isAnyOf: try fact.attributeValues(of: test, in: tree))
    case .group(let connective, let members):
      var conditions: [EntryCondition] = []
      for member in members {
        conditions.append(try EntryCondition(member, of: fact, in: tree))
      }
      self = .group(connective, conditions)
    case .reference: preconditionFailure("a filter that refers to a criterion")
    }
  }
}

extension TestSource {
  /// What `{ago: {over: 40 days}}` says of the time since an entry.
  fileprivate var timeRange: TimeRange {
    get throws(ValueMismatch) {
      guard values.count == 1, case .range(let bounds, let span) = values[0] else {
        throw ValueMismatch(
          reason: .unlike(
            message: "`ago` is the time from an entry to the date of service",
            help: "write a range of it, as in `{over: 40 days}`"), span: values[0].span)
      }
      let ranges = try WrittenWindow(bounds, at: span).ranges
      guard ranges.count == 1 else {
        throw ValueMismatch(
          reason: .unlike(
            message: "days cannot be converted to months, so this is not one range",
            help: "write two tests, one for each bound, and join them with `all_of`"), span: span)
      }
      return ranges[0]
    }
  }
}
