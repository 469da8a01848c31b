import Foundation
import TestSupport
import Testing

/// Pages for authors, done as they say: each file is written, each command run, and what the page
/// shows is what comes out.
@Suite struct WritingAPolicyTests {
  @Test(arguments: [("writing-a-policy.md", 6), ("records.md", 4)])
  func isDoneAsThePageSays(_ page: String, _ expectedCommands: Int) throws {
    let command = try Command()
    defer { command.remove() }
    try FileManager.default.removeItem(atPath: command.folder + "/policy")
    var commands = 0
    for step in try PageStep.read(page) {
      switch step {
      case .file(let path, let text):
        try command.write(text, to: path)
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
    #expect(commands == expectedCommands)
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
