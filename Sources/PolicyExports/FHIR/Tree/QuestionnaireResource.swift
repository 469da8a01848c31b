internal import JSONText
internal import Values

/// A Questionnaire of R4: groups and questions, with conditions.
struct QuestionnaireResource: Hashable, Sendable {
  let head: ResourceHead
  /// The dates on which the payer approved it and on which it takes effect, where they are printed.
  let approval: FHIRDate?
  let effective: FHIRDate?
  let items: [QuestionnaireItem]

  var json: JSON {
    let body: JSON = .object([
      "approvalDate": approval?.json, "effectivePeriod": effective.map { ["start": $0.json] },
      "item": .array(items.map(\.json)),
    ])
    return .object(head.members(subjectType: ["Patient"]) + (body.object ?? []))
  }
}

struct QuestionnaireItem: Hashable, Sendable {
  indirect enum Content: Hashable, Sendable {
    /// Never empty.
    case group([QuestionnaireItem])
    case question(QuestionnaireAnswer)
  }

  let linkId: String
  let text: String
  var condition: EnableWhen? = nil
  let content: Content
}

/// The kind of answer that a question takes.
enum QuestionnaireAnswer: Hashable, Sendable {
  case boolean
  /// A day.
  case date
  case number(unit: FHIRCoding?, isInteger: Bool, minimum: ExactDecimal?, maximum: ExactDecimal?)
  /// One of the options, each with its display text, so that a form needs no other resource.
  case options([FHIRCoding])
  /// Any number of the options, or `none`, which excludes all of them.
  case several([FHIRCoding], none: FHIRCoding)
}

/// The condition under which an item is enabled: one of these conditions holds, or all do.
struct EnableWhen: Hashable, Sendable {
  enum Behavior: String, Sendable { case all, any }

  enum Operator: String, Sendable {
    case exists
    case equal = "="
    case unequal = "!="
    case over = ">"
    case under = "<"
    case atLeast = ">="
    case atMost = "<="
  }

  enum Answer: Hashable, Sendable {
    case boolean(Bool)
    case decimal(ExactDecimal)
    case integer(ExactDecimal)
    case date(FHIRDate)
    case coding(FHIRCoding)
  }

  struct Condition: Hashable, Sendable {
    let question: String
    let comparison: Operator
    let answer: Answer

    static func unanswered(_ question: String) -> Condition {
      Condition(question: question, comparison: .exists, answer: .boolean(false))
    }
  }

  let behavior: Behavior
  /// Never empty.
  let conditions: [Condition]
}

// MARK: Printing

extension QuestionnaireItem {
  fileprivate var json: JSON {
    var extensions: [JSON] = []
    var type = "group"
    var repeats = false
    var options: [JSON] = []
    var items: [QuestionnaireItem] = []
    switch content {
    case .group(let members): items = members
    case .question(.boolean): type = "boolean"
    case .question(.date): type = "date"
    case .question(.options(let codings)):
      type = "choice"
      options = codings.map { ["valueCoding": $0.json] }
    case .question(.several(let codings, let none)):
      type = "choice"
      repeats = true
      let exclusive: JSON = [
        "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive",
        "valueBoolean": true,
      ]
      options =
        codings.map { ["valueCoding": $0.json] }
        + [["extension": [exclusive], "valueCoding": none.json]]
    case .question(.number(let unit, let isInteger, let minimum, let maximum)):
      type = isInteger ? "integer" : "decimal"
      extensions += QuestionnaireItem.bounds(unit, isInteger, minimum, maximum)
    }
    return .object([
      "extension": extensions.isEmpty ? nil : .array(extensions), "linkId": .string(linkId),
      "text": .string(text), "type": .string(type),
      "enableWhen": condition.map { .array($0.conditions.map(\.json)) },
      "enableBehavior": condition.flatMap {
        $0.conditions.count > 1 ? .string($0.behavior.rawValue) : nil
      },
      "repeats": repeats ? true : nil,
      "answerOption": options.isEmpty ? nil : .array(options),
      "item": items.isEmpty ? nil : .array(items.map(\.json)),
    ])
  }

  private static func bounds(
    _ unit: FHIRCoding?, _ isInteger: Bool, _ minimum: ExactDecimal?, _ maximum: ExactDecimal?
  ) -> [JSON] {
    func bound(_ name: String, _ value: ExactDecimal?) -> JSON? {
      value.map { value in
        .object([
          JSON.Member("url", .string("http://hl7.org/fhir/StructureDefinition/\(name)")),
          JSON.Member(
            isInteger ? "valueInteger" : "valueDecimal", .number(value.description)),
        ])
      }
    }
    let unit: JSON? = unit.map {
      [
        "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit",
        "valueCoding": $0.json,
      ]
    }
    return [unit, bound("minValue", minimum), bound("maxValue", maximum)].compactMap { $0 }
  }
}

extension EnableWhen.Condition {
  fileprivate var json: JSON {
    let (name, value): (String, JSON) =
      switch answer {
      case .boolean(let value): ("answerBoolean", .boolean(value))
      case .decimal(let value): ("answerDecimal", .number(value.description))
      case .integer(let value): ("answerInteger", .number(value.description))
      case .date(let date): ("answerDate", date.json)
      case .coding(let coding): ("answerCoding", coding.json)
      }
    return .object([
      JSON.Member("question", .string(question)),
      JSON.Member("operator", .string(comparison.rawValue)), JSON.Member(name, value),
    ])
  }
}
