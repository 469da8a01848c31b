internal import DecisionTable
internal import Diagnostics
internal import PolicyModel
internal import PolicySources
internal import Values

extension Acceptable {
  /// A number in the words of a criterion is a number that it tests.
  static let untestedNumber = Acceptable(kind: .untestedNumber) { file, _, tree in
    let facts = Dictionary(file.source.facts.map { ($0.id.value, $0) }) { first, _ in first }
    return file.source.criteria.compactMap { criterion -> (name: String, finding: Diagnostic)? in
      let stated = numbers(in: criterion.text.value.plainText)
      guard !stated.isEmpty else { return nil }
      let tested = criterion.testedNumbers(facts, in: tree)
      let untested = stated.filter { !tested.contains($0.value) }
      guard let first = untested.first else { return nil }
      var texts: [String] = []
      for number in untested where !texts.contains(number.text) { texts.append(number.text) }
      let place =
        tree.text(at: file.path)?.span(of: first.text, in: criterion.text.span)
        ?? criterion.text.span
      return (
        criterion.id.value,
        Diagnostic(
          .untestedNumber,
          "the words say \(texts.joined(separator: ", ")), and no test of `\(criterion.id.value)` does",
          at: place, help: "correct the words or the test; `{fact}` prints what is tested")
      )
    }
  }
}

extension CriterionSource {
  /// Every number that stands in a test within: bounds, counts, codes, and names of terms.
  fileprivate func testedNumbers(_ facts: [String: FactSource], in tree: SourceTree) -> Set<
    ExactDecimal
  > {
    var numbers: Set<ExactDecimal> = []
    for test in testsWithin {
      for value in test.values {
        switch value {
        case .range(let bounds, _):
          for bound in bounds { numbers.formUnion(written(bound.quantity.value)) }
        case .text(let text):
          numbers.formUnion(written(text.value))
          guard let fact = facts[test.fact.value], fact.kind == .set, let name = fact.of.first,
            let term = tree.terminology(name.value)?.terms.first(where: {
              $0.id.value == text.value
            })
          else { continue }
          numbers.formUnion(written(term.label))
        }
      }
    }
    for criterion in all {
      if case .group(.atLeast(let count), let members) = criterion.rule {
        numbers.formUnion([ExactDecimal(count), ExactDecimal(members.count)])
      }
      for condition in criterion.requirements + criterion.exceptions {
        numbers.formUnion(condition.counts.map { ExactDecimal($0) })
      }
    }
    return numbers
  }

  /// The numbers of a value: all runs of digits, with their decimals.
  private func written(_ text: String) -> [ExactDecimal] {
    text.matches(of: writtenNumber).compactMap { match in
      ExactDecimal(String(match.0)) ?? Int(match.0).map { ExactDecimal($0) }
    }
  }
}

/// A run of digits, with its decimals. Compiled once; it holds no code of ours, so that threads can
/// share it.
nonisolated(unsafe) private let writtenNumber = /[0-9]+(\.[0-9]+)?/

extension ConditionSource {
  fileprivate var counts: [Int] {
    guard case .group(let connective, let members) = self else { return [] }
    var counts = members.flatMap(\.counts)
    if case .atLeast(let count) = connective { counts.append(count) }
    return counts
  }
}

/// The numbers that a text states, in digits or in words; digits within names, as in `R2`, are none.
private func numbers(in text: String) -> [(text: String, value: ExactDecimal)] {
  let scalars = Array(text.unicodeScalars)
  func isDigit(_ place: Int) -> Bool {
    scalars.indices.contains(place) && ("0"..."9").contains(scalars[place])
  }
  func isLetter(_ place: Int) -> Bool {
    scalars.indices.contains(place) && scalars[place].properties.isAlphabetic
  }
  var found: [(text: String, value: ExactDecimal)] = []
  var place = 0
  while place < scalars.count {
    let start = place
    if isLetter(place) {
      while isLetter(place) || isDigit(place) { place += 1 }
      let word = String(String.UnicodeScalarView(scalars[start..<place]))
      if let value = words[word.lowercased()] { found.append((word, ExactDecimal(value))) }
      // `COVID-19`: what follows a name behind a hyphen belongs to it.
      if place < scalars.count, scalars[place] == "-" || scalars[place] == "‑", isDigit(place + 1) {
        place += 1
        while isDigit(place) || isLetter(place) { place += 1 }
      }
    } else if isDigit(place) {
      var digits = ""
      while true {
        if isDigit(place) {
          digits.unicodeScalars.append(scalars[place])
        } else if place < scalars.count, scalars[place] == ",",
          (1...3).allSatisfy({ isDigit(place + $0) }), !isDigit(place + 4)
        {
          // A thousands separator.
        } else if place < scalars.count, scalars[place] == ".", isDigit(place + 1) {
          digits += "."
        } else {
          break
        }
        place += 1
      }
      let isName = isLetter(place)
      while isLetter(place) || isDigit(place) { place += 1 }
      let written = String(String.UnicodeScalarView(scalars[start..<place]))
      if !isName, let value = ExactDecimal(digits) { found.append((written, value)) }
    } else {
      place += 1
    }
  }
  return found
}

private let words = [
  "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
  "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20,
  "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
]

extension DiagnosticKind {
  static let untestedNumber = DiagnosticKind(
    "untested-number", .warning,
    why: """
      People read the words, and machines decide by the test: where the words say 55 and the test
      says 50, one of them is wrong. `{age}` in the words prints the range that is tested.
      """,
    before: "- {id: age, text: Age 55 to 77 years, when: {age: {at_least: 50, at_most: 77}}}",
    after: "- {id: age, text: 'Age {age}', when: {age: {at_least: 50, at_most: 77}}}")
}
