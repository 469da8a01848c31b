import TestSupport
import Testing
import Values

@testable import DMN

/// A test case of the DMN Technology Compatibility Kit: a model, inputs, and the expected answer of
/// a decision.
struct ConformanceCase: CustomTestStringConvertible {
  let name: String
  let model: [UInt8]
  let inputs: [String: FEELValue]
  let decision: String
  /// The expected answer; nil if the evaluation must fail.
  let expected: FEELValue?

  var testDescription: String { name }

  /// The difference from the expected answer, or nil if there is none.
  func outcome() -> String? {
    do throws(ModelProblem) {
      let model = try DecisionModel(file: model)
      var evaluation = try ModelEvaluation(model, inputs: inputs)
      let answer = try evaluation.answer(decision)
      return expected.map { answer.agrees(with: $0) } == true
        ? nil : "answers \(answer), expected \(expected.map { "\($0)" } ?? "an error")"
    } catch {
      return expected == nil ? nil : "line \(error.line): \(error.message)"
    }
  }

  /// The cases of a compliance level, one for each expected result.
  static func all(inLevel level: String) -> [ConformanceCase] {
    guard let folder = sharedFolder.map({ "\($0)/schemas/dmn-tck/\(level)" }) else { return [] }
    return fileNames(in: folder).flatMap { name -> [ConformanceCase] in
      let files = fileNames(in: "\(folder)/\(name)").filter { $0.hasSuffix(".xml") }
      return files.flatMap { file -> [ConformanceCase] in
        guard let bytes = readFile("\(folder)/\(name)/\(file)"),
          let root = try? ReadElement(file: bytes),
          let model = root.child("modelName")?.text,
          let modelBytes = readFile("\(folder)/\(name)/\(model)")
        else { return [] }
        return root.children("testCase").flatMap { test in
          let inputs = test.children("inputNode").map { node in
            (node.attributes["name"] ?? "", FEELValue(stated: node))
          }
          return test.children("resultNode").map { result in
            let isError = result.attributes["errorResult"] == "true"
            return ConformanceCase(
              name: "\(name) \(test.attributes["id"] ?? "")", model: modelBytes,
              inputs: Dictionary(inputs) { first, _ in first },
              decision: result.attributes["name"] ?? "",
              expected: isError
                ? nil : result.child("expected").map { FEELValue(stated: $0) } ?? .null)
          }
        }
      }
    }
  }
}

extension FEELValue {
  /// Reads `<value xsi:type>`, `<list>` and `<component>`.
  fileprivate init(stated element: ReadElement) {
    if let list = element.child("list") {
      self = .list(list.children("item").map { FEELValue(stated: $0) })
    } else if let value = element.child("value") {
      self = FEELValue(text: value.text, type: value.attributes["xsi:type"] ?? "")
    } else {
      let components = element.children("component").map { component in
        (component.attributes["name"] ?? "", FEELValue(stated: component))
      }
      self = components.isEmpty ? .null : .context(Dictionary(components) { first, _ in first })
    }
  }

  private init(text: String, type: String) {
    let value: FEELValue? =
      switch type {
      case "xsd:string": .string(text)
      case "xsd:boolean": .boolean(text == "true")
      case "xsd:decimal", "xsd:double": ExactDecimal(text).map { .number($0) }
      case "xsd:date": CalendarDate(text).map { .date($0) }
      case "xsd:time": FEELTime(text).map { .time($0) }
      case "xsd:dateTime": FEELValue.dateAndTime(text)
      case "xsd:duration": FEELValue.duration(text)
      default: nil
      }
    self = value ?? .string("\(type): \(text)")
  }

  /// Whether the two values are equal in FEEL.
  fileprivate func agrees(with expected: FEELValue) -> Bool {
    self == expected || isEqual(to: expected) == true
  }
}
