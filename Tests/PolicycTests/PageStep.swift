import Foundation
import TestSupport

/// What a page for authors tells its reader to do, in order.
enum PageStep {
  case file(path: String, text: String)
  /// For the next command alone, or from here on.
  case edit(path: String, original: String, changed: String)
  case command(String, input: String, expected: String)
  case quotation(path: String, line: String)

  /// - Parameter page: the name of a page in `docs/`.
  static func read(_ page: String) throws -> [PageStep] {
    var steps: [PageStep] = []
    var undo: PageStep?
    var file = ""
    var fence: (language: String, lines: [String])?
    let text = try String(contentsOfFile: packageFolder + "/docs/\(page)", encoding: .utf8)
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        guard let block = fence else {
          fence = (String(line.dropFirst(3)), [])
          continue
        }
        fence = nil
        if block.language == "yaml" {
          steps.append(.file(path: file, text: block.lines.map { $0 + "\n" }.joined()))
        } else {
          steps.append(command(block.lines))
          if let step = undo { steps.append(step) }
          undo = nil
        }
      } else if fence != nil {
        fence?.lines.append(line)
      } else if let match = line.wholeMatch(of: /`(policy\/[^`]+)`:/) {
        file = String(match.1)
      } else if let match = line.wholeMatch(
        of: /`(policy\/[^`]+)`, with `([^`]+)` replaced by `([^`]+)`:/)
      {
        let (path, original, changed) = (
          String(match.1), String(match.2), String(match.3)
        )
        steps.append(.edit(path: path, original: original, changed: changed))
        undo = .edit(path: path, original: changed, changed: original)
      } else if let match = line.wholeMatch(
        of: /In `(policy\/[^`]+)`, write `([^`]+)` instead of `([^`]+)`\./)
      {
        steps.append(
          .edit(path: String(match.1), original: String(match.3), changed: String(match.2)))
      } else if let match = line.wholeMatch(of: /From `(generated\/[^`]+)`:/) {
        file = String(match.1)
      } else if line.hasPrefix("> ") {
        steps.append(.quotation(path: file, line: String(line.dropFirst(2))))
      }
    }
    return steps
  }

  /// `$ policyc …`, what it reads up to `END`, and what it prints.
  private static func command(_ lines: [String]) -> PageStep {
    var words = lines[0].dropFirst("$ policyc ".count)
    var rest = lines.dropFirst()
    var input = ""
    if words.hasSuffix(" <<'END'") {
      words = words.dropLast(" <<'END'".count)
      let end = rest.firstIndex(of: "END") ?? rest.endIndex
      input = rest[..<end].map { $0 + "\n" }.joined()
      rest = rest[end...].dropFirst()
    }
    return .command(String(words), input: input, expected: rest.map { $0 + "\n" }.joined())
  }
}
