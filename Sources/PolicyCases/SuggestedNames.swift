internal import DecisionAnalysis
internal import DecisionTable
internal import PolicyModel

/// Names for suggested cases, from the goals that each case was made to show.
extension CoverageGoals {
  func caseName(
    _ suggested: SuggestedCase, at revision: Revision, unlike names: Set<String>
  ) -> String {
    let base = caseName(suggested)
    var name = base
    if names.contains(name) { name += ", at \(revision.date)" }
    var number = 2
    while names.contains(name) {
      name = "\(base) (\(number))"
      number += 1
    }
    return name
  }

  private func caseName(_ suggested: SuggestedCase) -> String {
    guard !suggested.facts.isEmpty, let first = suggested.shows.first else {
      return "Nothing is known"
    }
    let parts = innermost(suggested.shows.filter { $0.kind == first.kind }.map(\.part))
    guard parts.count == 1, let part = parts.first else {
      return severalParts(parts, first.kind)
    }
    let sentence = "\(name(of: part)) \(text(of: first.kind, in: part))"
    guard case .criterion = tree.parts[part].content else { return sentence }
    return "\(sentence): \(text(of: part).shortened(to: 60))"
  }

  private func severalParts(_ parts: [Int], _ kind: CoverageGoal.Kind) -> String {
    let names =
      parts.count > 2
      ? "\(parts.prefix(2).map(name(of:)).joined(separator: ", ")) and \(parts.count - 2) more"
      : parts.map(name(of:)).joined(separator: " and ")
    return switch kind {
    case .decidesNotMet: "\(names) are not met, and each decides"
    case .notMet: "\(names) are not met"
    default: "\(names) are met"
    }
  }

  /// The parts that do not contain another one of them: the criteria, if there are any.
  private func innermost(_ parts: [Int]) -> [Int] {
    let innermost = parts.filter { part in !parts.contains { isDescendant($0, of: part) } }.sorted()
    let criteria = innermost.filter { part in
      if case .criterion = tree.parts[part].content { true } else { false }
    }
    return criteria.isEmpty ? innermost : criteria
  }

  private func isDescendant(_ part: Int, of ancestor: Int) -> Bool {
    var next = tree.parts[part].parent
    while let current = next {
      if current == ancestor { return true }
      next = tree.parts[current].parent
    }
    return false
  }
}
