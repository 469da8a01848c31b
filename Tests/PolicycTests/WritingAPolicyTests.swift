import Foundation
import TestSupport
import Testing

/// `docs/writing-a-policy.md`, done as it says: each file is written, each command run, and what the
/// page shows is what comes out.
@Suite struct WritingAPolicyTests {
  @Test func isDoneAsThePageSays() throws {
    let command = try Command()
    defer { command.remove() }
    try FileManager.default.removeItem(atPath: command.folder + "/policy")
    var commands = 0
    for step in try Step.read(packageFolder + "/docs/writing-a-policy.md") {
      switch step {
      case .file(let path, let text):
        let file = URL(fileURLWithPath: "\(command.folder)/\(path)")
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: false, encoding: .utf8)
      case .edit(let path, let original, let changed):
        let before = try #require(command.text(path))
        #expect(before.contains(original))
        try command.edit(path, original, changed)
      case .command(let line, let input, let expected):
        let run = try command.run(words(of: line), input: input)
        #expect(run.errors + run.output == expected, "policyc \(line)")
        commands += 1
      case .quotation(let path, let line):
        let text = try #require(command.text(path))
        #expect(plain(text).contains(plain(line)), "\(path)")
      }
    }
    #expect(commands > 5)
  }

  /// The words of a command line, of which those with spaces are in double quotes.
  private func words(of line: String) -> [String] {
    line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().flatMap {
      index, piece in
      index.isMultiple(of: 2) ? piece.split(separator: " ").map(String.init) : [String(piece)]
    }
  }

  /// Without the marks of Markdown and HTML, in which the page and the file differ.
  private func plain(_ text: String) -> String {
    text.replacing(/<[^>]*>/, with: "").filter { !"*`\\".contains($0) }
  }
}

/// What the page tells its reader to do, in order.
private enum Step {
  case file(path: String, text: String)
  /// For the next command alone, or from here on.
  case edit(path: String, original: String, changed: String)
  case command(String, input: String, expected: String)
  case quotation(path: String, line: String)

  static func read(_ path: String) throws -> [Step] {
    var steps: [Step] = []
    var mended: Step?
    var place = ""
    var fence: (language: String, lines: [String])?
    let text = try String(contentsOfFile: path, encoding: .utf8)
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        guard let block = fence else {
          fence = (String(line.dropFirst(3)), [])
          continue
        }
        fence = nil
        if block.language == "yaml" {
          steps.append(.file(path: place, text: block.lines.map { $0 + "\n" }.joined()))
        } else {
          steps.append(command(block.lines))
          if let undo = mended { steps.append(undo) }
          mended = nil
        }
      } else if fence != nil {
        fence?.lines.append(line)
      } else if let match = line.wholeMatch(of: /`(policy\/[^`]+)`:/) {
        place = String(match.1)
      } else if let match = line.wholeMatch(
        of: /`(policy\/[^`]+)`, with `([^`]+)` replaced by `([^`]+)`:/)
      {
        let (path, original, changed) = (
          String(match.1), String(match.2), String(match.3)
        )
        steps.append(.edit(path: path, original: original, changed: changed))
        mended = .edit(path: path, original: changed, changed: original)
      } else if let match = line.wholeMatch(
        of: /In `(policy\/[^`]+)`, write `([^`]+)` instead of `([^`]+)`\./)
      {
        steps.append(
          .edit(path: String(match.1), original: String(match.3), changed: String(match.2)))
      } else if let match = line.wholeMatch(of: /From `(generated\/[^`]+)`:/) {
        place = String(match.1)
      } else if line.hasPrefix("> ") {
        steps.append(.quotation(path: place, line: String(line.dropFirst(2))))
      }
    }
    return steps
  }

  /// `$ policyc …`, what it reads up to `END`, and what it prints.
  private static func command(_ lines: [String]) -> Step {
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
