package import DecisionTable
package import Diagnostics
package import Values

/// Why what a test names is not a value of its fact, and where it is written.
package struct ValueMismatch: Error {
  package enum Reason: Hashable, Sendable {
    case notBoolean
    case notCode(CodeError)
    case unknownChoice(known: [String])
    case unknownTerm(terminology: String, known: [String])
    /// The value and the fact cannot be compared.
    case unlike(message: String, help: String)
    case unknownUnit(String, help: String?)
    case wrongUnit(String, help: String)
    case reversed(help: String)
    case excludesEverything
    case outOfBounds(bounds: String)
    case unknownAttribute(String, known: [String])
    /// No day is in the window.
    case emptyWindow
  }

  package let reason: Reason
  package let span: Span
}

extension TestValue {
  /// Resolves what a test names. Checks and resolving share this function, so they cannot disagree.
  ///
  /// - Precondition: The unit that the fact declares is known.
  package init(_ source: TestValueSource, of fact: FactSource, in tree: SourceTree)
    throws(ValueMismatch)
  {
    switch source {
    case .range(let bounds, let span) where fact.kind == .records:
      self = .records(try RecordTest(window: bounds, at: span))
    case .range(let bounds, let span):
      self = .range(try Interval(bounds, of: fact, at: span))
    case .records(let test):
      guard fact.kind == .records else {
        throw ValueMismatch(
          reason: .unlike(
            message:
              "`\(fact.id.value)` is \(fact.kind.phrase), and this is a test of a list of entries",
            help: "test its value, or declare `\(fact.id.value)` as `records`"),
          span: test.span)
      }
      self = .records(try RecordTest(test, of: fact, in: tree))
    case .text(let text):
      switch fact.kind {
      case .number, .integer, .date, .duration: self = .range(try Interval(text, of: fact))
      case .records:
        throw ValueMismatch(
          reason: .unlike(
            message:
              "`\(text.value.prefix(80))` is a value, and `\(fact.id.value)` is a list of entries",
            help:
              "write what is tested, as in `{latest: {attribute: value}}` or `{within: 6 months}`"),
          span: text.span)
      case .boolean, .code, .choice, .set:
        do throws(ValueMismatch.Reason) {
          try self.init(text.value, of: fact, in: tree)
        } catch {
          throw ValueMismatch(reason: error, span: text.span)
        }
      }
    }
  }

  private init(_ text: String, of fact: FactSource, in tree: SourceTree)
    throws(ValueMismatch.Reason)
  {
    switch fact.kind {
    case .boolean:
      guard text == "true" || text == "false" else { throw .notBoolean }
      self = .boolean(text == "true")
    case .code:
      do throws(CodeError) {
        self = .code(try Code(text))
      } catch {
        throw .notCode(error)
      }
    case .choice:
      let known = fact.of.map(\.value)
      guard known.contains(text) else { throw .unknownChoice(known: known) }
      self = .word(text)
    case .set:
      let terminology = fact.of[0].value
      let known = tree.terminology(terminology)?.terms.map(\.id.value) ?? []
      guard known.contains(text) else {
        throw .unknownTerm(terminology: terminology, known: known)
      }
      self = .word(text)
    case .number, .integer, .date, .duration, .records:
      preconditionFailure("a value of an ordered type is a range")
    }
  }
}

extension ValueMismatch.Reason: Error {}

extension FactSource {
  /// The type, or nil if the declaration itself is wrong.
  package func type(in tree: SourceTree) -> FactType? {
    switch kind {
    case .boolean: return .boolean
    case .code: return .code
    case .choice: return .choice(of.map(\.value))
    case .set:
      return .set(
        terminology: of[0].value,
        terms: tree.terminology(of[0].value)?.terms.map { term in
          Term(id: term.id.value, label: term.label)
        } ?? [])
    case .number, .integer:
      if let unit, UnitOfMeasure(unit.value) == nil { return nil }
      if let minimum, let maximum, minimum.value > maximum.value { return nil }
      return .number(
        NumberType(
          unit: unit?.value, isInteger: kind == .integer, minimum: minimum?.value,
          maximum: maximum?.value))
    case .date: return .date
    case .duration: return unit.flatMap { CalendarUnit(ucum: $0.value) }.map { .duration($0) }
    case .records:
      var declared: [RecordAttribute] = []
      for attribute in attributes {
        guard let type = attribute.type(in: tree).flatMap(AttributeType.init) else { return nil }
        declared.append(
          RecordAttribute(id: attribute.id.value, type: type, question: attribute.question))
      }
      return .records(RecordType(attributes: declared))
    }
  }
}
