/// A source with one to four random changes such as careless edits or broken tools make: swapped,
/// repeated or lost lines, a flipped bit, or an edge value.
package func damaged(_ bytes: [UInt8], using random: inout some RandomNumberGenerator) -> [UInt8] {
  let lineFeed = UInt8(ascii: "\n")
  var lines = bytes.split(separator: lineFeed, omittingEmptySubsequences: false)
  for _ in 0..<Int.random(in: 1...4, using: &random) {
    guard let one = lines.indices.randomElement(using: &random),
      let other = lines.indices.randomElement(using: &random)
    else { break }
    switch Int.random(in: 0..<5, using: &random) {
    case 0: lines.swapAt(one, other)
    case 1: lines.insert(lines[one], at: other)
    case 2 where lines.count > 1: lines.remove(at: one)
    case 3: lines[one] = withEdge(in: lines[one], using: &random)
    default:
      var line = Array(lines[one])
      guard let index = line.indices.randomElement(using: &random) else { continue }
      line[index] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &random)
      lines[one] = line[...]
    }
  }
  return Array(lines.joined(separator: [lineFeed]))
}

/// The line with the value after one of its colons replaced by an edge value.
private func withEdge(in line: ArraySlice<UInt8>, using random: inout some RandomNumberGenerator)
  -> ArraySlice<UInt8>
{
  let values = Edge.numbers + Edge.dates + Edge.months + Edge.codes + Edge.mistakes
  let colons = line.indices.filter { line[$0] == UInt8(ascii: ":") }
  guard let colon = colons.randomElement(using: &random),
    let value = values.randomElement(using: &random)
  else { return line }
  let rest = line[(colon + 1)...].drop { !",}]".utf8.contains($0) }
  return line[...colon] + Array(" \(value)".utf8) + rest
}
