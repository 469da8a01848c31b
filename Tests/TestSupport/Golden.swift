package import Testing

/// Compares a text with a golden file. `POLICYC_UPDATE=1 swift test` rewrites the file instead.
package func expectGolden(
  _ text: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  if isUpdating {
    writeFile(text, to: path)
    return
  }
  let golden = readFile(path).map { String(decoding: $0, as: UTF8.self) }
  guard golden != text else { return }
  let difference = firstDifference(found: text, expected: golden ?? "(no such file)")
  Issue.record("\(path) differs\n\(difference)", sourceLocation: sourceLocation)
}

package func firstDifference(found: String, expected: String) -> String {
  let foundLines = found.split(separator: "\n", omittingEmptySubsequences: false)
  let expectedLines = expected.split(separator: "\n", omittingEmptySubsequences: false)
  for line in 0..<max(foundLines.count, expectedLines.count) {
    let one = line < foundLines.count ? String(foundLines[line]) : "(end)"
    let other = line < expectedLines.count ? String(expectedLines[line]) : "(end)"
    if one != other { return "line \(line + 1)\n  found:    \(one)\n  expected: \(other)" }
  }
  return "no difference"
}
