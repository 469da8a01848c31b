internal import Diagnostics
internal import PolicyModel
internal import PolicySources

extension Check {
  /// `{fact}` in the words of a criterion names one range that it tests.
  static let unprintableRange = Check.ofRevision { file, _, tree in
    let facts = Dictionary(file.source.facts.map { ($0.id.value, $0) }) { first, _ in first }
    return file.source.criteria.flatMap { criterion -> [Diagnostic] in
      let named = criterion.text.value.rangeFacts
      guard !named.isEmpty else { return [] }
      let tests = Dictionary(grouping: criterion.testsWithin, by: \.fact.value)
      let printable = tests.keys.filter { facts[$0]?.hasRange == true }.sorted()
      return named.compactMap { id -> Diagnostic? in
        let span = tree.text(at: file.path)?.span(of: "{\(id)}", in: criterion.text.span)
        let place = span ?? criterion.text.span
        guard let own = tests[id], let fact = facts[id] else {
          return Diagnostic(
            .unprintableRange, "the criterion does not test `\(id)`", at: place,
            help: suggestion(for: id, among: printable).map { "\($0) in the braces" }
              ?? "write the words, or test the fact")
        }
        guard fact.hasRange else {
          return Diagnostic(
            .unprintableRange, "`\(id)` is \(fact.kind.phrase), which has no range", at: place,
            help: "write the words")
        }
        guard Set(own.map(\.written)).count == 1 else {
          return Diagnostic(
            .unprintableRange, "the criterion tests `\(id)` in several ways", at: place,
            notes: own.prefix(2).map { .init("one test stands here", at: .init($0.fact.span)) },
            help: "print each range in the text of its own criterion")
        }
        return nil
      }
    }
  }
}

extension FactSource {
  /// Whether tests of it are ranges.
  var hasRange: Bool {
    switch kind {
    case .number, .integer, .date, .duration: true
    case .boolean, .code, .choice, .set: false
    }
  }
}

extension TestSource {
  /// The values as they are written, to tell tests of one fact apart.
  fileprivate var written: [String] {
    values.map { value in
      switch value {
      case .text(let text): text.value
      case .range(let bounds, _):
        bounds.map { "\($0.key.value.rawValue): \($0.quantity.value)" }.joined(separator: ", ")
      }
    }
  }
}
