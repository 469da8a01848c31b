internal import DecisionTable
internal import Values

extension RecordEntry {
  /// Resolves an entry of a list that a case states.
  init(_ stated: [StatedFact], of type: RecordType) throws(StatedValueMismatch) {
    var day = EntryDay.unknown
    var attributes: [String: FactValue] = [:]
    for member in stated {
      if member.fact.value == RecordType.day {
        day = try EntryDay(member.value)
      } else if let attribute = type.attribute(member.fact.value) {
        attributes[attribute.id] = try FactValue(member.value, of: attribute.fact)
      } else {
        throw .unknownAttribute(
          member.fact.value, known: [RecordType.day] + type.attributes.map(\.id), member.fact.span)
      }
    }
    self.init(on: day, attributes)
  }
}

extension EntryDay {
  /// A day, a month, a year, or a range of days.
  fileprivate init(_ stated: StatedValue) throws(StatedValueMismatch) {
    let date = Fact(id: RecordType.day, type: .date, question: "")
    switch try FactValue(stated, of: date) {
    case .date(let day): self = .on(day)
    case .days(let from, let until): self = .between(from, until)
    default: throw .mistyped(stated.span)
    }
  }
}
