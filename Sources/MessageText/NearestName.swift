/// The one candidate with the fewest edits from a name, if they are few enough.
///
/// Insertions, deletions, replacements and swaps of neighbouring characters count as edits (optimal
/// string alignment, Damerau 1964), and up to one edit per three characters is accepted. A name
/// that differs in a digit or in a one-letter word is taken for a different name.
package func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let nearest = nearestNames(to: name, among: candidates)
  return nearest.count == 1 ? nearest[0] : nil
}

/// The candidates with the fewest edits from a name, if they are few enough.
private func nearestNames(to name: String, among candidates: some Sequence<String>) -> [String] {
  let written = Array(name.lowercased().utf8.prefix(longestCompared))
  let tolerance = max(1, written.count / 3)
  var nearest: [String] = []
  var fewest = tolerance
  for candidate in candidates {
    let offered = Array(candidate.lowercased().utf8.prefix(longestCompared))
    guard abs(offered.count - written.count) <= fewest, !isAnother(name, candidate) else {
      continue
    }
    let distance = editDistance(written, offered)
    if distance < fewest || (distance == fewest && nearest.isEmpty) {
      (nearest, fewest) = ([candidate], distance)
    } else if distance == fewest, !nearest.contains(candidate) {
      nearest.append(candidate)
    }
  }
  return nearest
}

/// Whether two names differ in a digit or in a one-letter word. Such names mean different things,
/// however similar they are: `hepatitis_d` and `hepatitis_c`, `stage_2` and `stage_3`.
private func isAnother(_ name: String, _ other: String) -> Bool {
  let digits = { (text: String) in text.utf8.filter { (0x30...0x39).contains($0) } }
  guard digits(name) == digits(other) else { return true }
  let words = { (text: String) in text.lowercased().split { !$0.isLetter && !$0.isNumber } }
  let (ones, others) = (words(name), words(other))
  guard ones.count == others.count, ones.count > 1 else { return false }
  return zip(ones, others).contains { $0 != $1 && $0.count == 1 && $1.count == 1 }
}

/// The help for an unknown name: the nearest ones, or all candidates if they are few.
package func suggestion(for name: String, among candidates: [String]) -> String? {
  let nearest = nearestNames(to: name, among: candidates)
  return choice(among: nearest) ?? choice(among: candidates)
}

/// The help for an unknown name for which similarity means nothing, such as a date: all candidates,
/// if they are few.
package func choice(among candidates: [String]) -> String? {
  guard !candidates.isEmpty, candidates.count <= 12 else { return nil }
  return (candidates.count == 1 ? "write " : "write one of ")
    + candidates.map { "`\($0)`" }.joined(separator: ", ")
}

/// Whether an unknown name can only be a misspelling of the nearest one.
///
/// The names differ by one edit in a word of at least four letters, and no other candidate is
/// within two edits of the unknown name.
package func isSlip(_ name: String, for meant: String, among candidates: [String]) -> Bool {
  let written = Array(name.utf8.prefix(longestCompared))
  guard editDistance(written, Array(meant.utf8.prefix(longestCompared))) == 1 else { return false }
  let isAlone = !candidates.contains { other in
    other != meant && abs(other.utf8.count - written.count) <= 2
      && editDistance(written, Array(other.utf8.prefix(longestCompared))) <= 2
  }
  guard isAlone else { return false }
  let words = { (text: String) in text.split { !$0.isLetter } }
  let (ones, others) = (words(name), words(meant))
  // A different number of words means a wrong separator, which is a misspelling. Otherwise exactly
  // one word differs.
  guard ones.count == others.count else { return true }
  return zip(ones, others).allSatisfy { $0 == $1 || min($0.count, $1.count) >= 4 }
}

private let longestCompared = 64

private func editDistance(_ one: [UInt8], _ other: [UInt8]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...other.count)
  for i in 0..<one.count {
    var current = [i + 1]
    for j in 0..<other.count {
      var distance = min(
        last[j + 1] + 1, current[j] + 1, last[j] + (one[i] == other[j] ? 0 : 1))
      if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] {
        distance = min(distance, beforeLast[j - 1] + 1)
      }
      current.append(distance)
    }
    beforeLast = last
    last = current
  }
  return last[other.count]
}
