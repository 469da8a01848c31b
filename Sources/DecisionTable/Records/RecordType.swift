/// What a record fact lists: entries, each of which happened on a day and has attributes.
public struct RecordType: Hashable, Sendable {
  /// In the order of their declaration; no two have the same id.
  public let attributes: [RecordAttribute]

  /// The member of an entry that states its day, which no attribute can have as its name.
  package static let day = "date"

  package init(attributes: [RecordAttribute]) {
    self.attributes = attributes
  }

  package func attribute(_ id: String) -> RecordAttribute? {
    attributes.first { $0.id == id }
  }

  /// The values of an attribute whose type is a closed list; none for any other attribute.
  package func closedValues(of attribute: String) -> [TestValue] {
    self.attribute(attribute)?.type.factType.allValues ?? []
  }
}

/// One thing that an entry of a record fact states besides its day.
public struct RecordAttribute: Hashable, Sendable {
  public let id: String
  public let type: AttributeType
  /// The question by which a person is asked for it.
  public let question: String

  package init(id: String, type: AttributeType, question: String) {
    self.id = id
    self.type = type
    self.question = question
  }

  /// The attribute as a fact about one entry: conditions on entries are compiled as tests of such
  /// facts.
  package var fact: Fact { Fact(id: id, type: type.factType, question: question) }
}

/// The types of attributes: those of single values that do not depend on the date of service.
public enum AttributeType: Hashable, Sendable {
  case boolean
  case code
  case choice([String])
  case number(NumberType)
  case date

  /// Nil for a type that attributes do not have.
  package init?(_ type: FactType) {
    switch type {
    case .boolean: self = .boolean
    case .code: self = .code
    case .choice(let words): self = .choice(words)
    case .number(let type): self = .number(type)
    case .date: self = .date
    case .set, .duration, .records: return nil
    }
  }

  package var factType: FactType {
    switch self {
    case .boolean: .boolean
    case .code: .code
    case .choice(let words): .choice(words)
    case .number(let type): .number(type)
    case .date: .date
    }
  }
}
