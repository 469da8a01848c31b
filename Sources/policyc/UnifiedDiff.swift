/// The lines in which two versions of a file differ, as `diff -u` and `patch` write and read them.
struct UnifiedDiff {
  let text: String

  private struct Line {
    let sign: Character
    let text: Substring
  }

  private static let context = 3

  init(_ path: String, from old: [UInt8], to new: [UInt8]) {
    let lines = UnifiedDiff.lines(old, new)
    var text = "--- \(path)\n+++ \(path)\n"
    var (oldLine, newLine) = (1, 1)
    var position = 0
    while let first = lines[position...].firstIndex(where: { $0.sign != " " }) {
      // A hunk ends where more lines are equal than context can hold.
      var end = first + 1
      while let next = lines[end...].firstIndex(where: { $0.sign != " " }),
        next - end <= 2 * UnifiedDiff.context
      {
        end = next + 1
      }
      let start = max(position, first - UnifiedDiff.context)
      let stop = min(lines.count, end + UnifiedDiff.context)
      oldLine += start - position
      newLine += start - position
      let hunk = lines[start..<stop]
      let oldCount = hunk.count { $0.sign != "+" }
      let newCount = hunk.count { $0.sign != "-" }
      text += "@@ -\(oldLine),\(oldCount) +\(newLine),\(newCount) @@\n"
      for line in hunk { text += "\(line.sign)\(line.text)\n" }
      oldLine += oldCount
      newLine += newCount
      position = stop
    }
    self.text = text
  }

  private static func lines(_ old: [UInt8], _ new: [UInt8]) -> [Line] {
    let ones = split(old)
    let others = split(new)
    let difference = others.difference(from: ones)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let position, _, _): removed.insert(position)
      case .insert(let position, _, _): inserted.insert(position)
      }
    }
    var lines: [Line] = []
    var (one, other) = (0, 0)
    while one < ones.count || other < others.count {
      if removed.contains(one) {
        lines.append(Line(sign: "-", text: ones[one]))
        one += 1
      } else if inserted.contains(other) {
        lines.append(Line(sign: "+", text: others[other]))
        other += 1
      } else {
        lines.append(Line(sign: " ", text: ones[one]))
        one += 1
        other += 1
      }
    }
    return lines
  }

  private static func split(_ bytes: [UInt8]) -> [Substring] {
    var lines = String(decoding: bytes, as: UTF8.self)
      .split(omittingEmptySubsequences: false) { $0 == "\n" }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
