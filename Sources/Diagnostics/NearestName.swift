/// The candidate with the fewest edits from a name, if they are few enough.
///
/// It counts insertions, deletions, replacements and swaps of neighbours (optimal string alignment,
/// Damerau 1964), and accepts up to one edit in three characters.
package func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let written = Array(name.lowercased().utf8.prefix(longestCompared))
  let tolerance = max(1, written.count / 3)
  var best: (name: String, distance: Int)?
  for candidate in candidates {
    let offered = Array(candidate.lowercased().utf8.prefix(longestCompared))
    guard abs(offered.count - written.count) <= tolerance else { continue }
    let distance = editDistance(written, offered)
    if distance <= tolerance, distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.name
}

/// The help for an unknown name: the nearest one, or all candidates if they are few.
package func suggestion(for name: String, among candidates: [String]) -> String? {
  if let nearest = nearestName(to: name, among: candidates) { return "write `\(nearest)`" }
  return choice(among: candidates)
}

/// The help for an unknown name whose nearness to others means nothing, such as a date: all
/// candidates, if they are few.
package func choice(among candidates: [String]) -> String? {
  guard !candidates.isEmpty, candidates.count <= 12 else { return nil }
  return (candidates.count == 1 ? "write " : "write one of ")
    + candidates.map { "`\($0)`" }.joined(separator: ", ")
}

/// Whether an unknown name can only be a misspelling of the nearest one.
///
/// It differs by one edit, which is not of a digit and is in a word of at least four letters, and no
/// other candidate is within two edits: `hepatitis_d` is near `hepatitis_c`, and another disease.
func isSlip(_ name: String, for meant: String, among candidates: [String]) -> Bool {
  let written = Array(name.utf8.prefix(longestCompared))
  guard editDistance(written, Array(meant.utf8.prefix(longestCompared))) == 1 else { return false }
  let isAlone = !candidates.contains { other in
    other != meant && abs(other.utf8.count - written.count) <= 2
      && editDistance(written, Array(other.utf8.prefix(longestCompared))) <= 2
  }
  let digits = { (text: String) in text.utf8.filter { (0x30...0x39).contains($0) } }
  guard isAlone, digits(name) == digits(meant) else { return false }
  let words = { (text: String) in text.split { !$0.isLetter } }
  let (ones, others) = (words(name), words(meant))
  // Words run together or apart are a misspelling. Otherwise exactly one word differs.
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
