import Foundation
import TestSupport
import Testing

/// `docs/releasing.md`, done as it says with the policy of `docs/writing-a-policy.md`: each command is
/// run in a shell, each entry is written as shown, and what the page prints is what comes out.
@Suite struct ReleasingTests {
  @Test func isDoneAsThePageSays() throws {
    let command = try Command()
    defer { command.remove() }
    try FileManager.default.removeItem(atPath: command.folder + "/policy")
    for case .file(let path, let text) in try PageStep.read("writing-a-policy.md") {
      try command.write(text, to: path)
    }
    var run: [String] = []
    for block in try Block.read("releasing.md") {
      switch block {
      case .commands(let commands):
        for (line, expected) in commands {
          let outcome = try command.shell(line)
          #expect(outcome.code == 0, "\(line): \(outcome.errors)")
          if !expected.isEmpty { #expect(outcome.errors + outcome.output == expected, "\(line)") }
          run.append(line)
        }
      case .entry(let keys):
        try write(keys, into: "policy/EX.1/revisions.yaml", of: command)
        // The seal holds.
        let check = try command.run("check")
        #expect(check.code == 0, "\(check.errors)")
      }
    }
    for name in ["check", "test", "release", "build", "sign", "verify"] {
      #expect(run.contains { $0.hasPrefix("policyc \(name)") }, "\(name)")
    }
    // It was released, and it is retired.
    let request = #"{"facts":{}}"#
    let answers = try ["2024-03-01", "2024-02-29", "2025-12-31", "2026-01-01"].map { day in
      try command.run("decide", "--trust", "release.pub", "--date", day, input: request).output
    }
    #expect(answers.map { $0.contains("no-revision-in-force") } == [false, true, false, true])
  }

  /// Sets keys of the entry of the first revision.
  private func write(
    _ keys: [(name: String, value: String)], into path: String, of command: Command
  ) throws {
    var lines = try #require(command.text(path)).components(separatedBy: "\n")
    let entry = try #require(lines.firstIndex(of: "  - revision: 1/24"))
    for (name, value) in keys {
      let end = lines[(entry + 1)...].firstIndex { !$0.hasPrefix("    ") } ?? lines.endIndex
      if let line = lines[entry..<end].firstIndex(where: { $0.hasPrefix("    \(name): ") }) {
        lines[line] = "    \(name): \(value)"
      } else {
        lines.insert("    \(name): \(value)", at: entry + 1)
      }
    }
    try command.write(lines.joined(separator: "\n"), to: path)
  }

  /// What the page shows in fences.
  private enum Block {
    /// The lines after `$`, each with what it prints; empty if the page does not show that.
    case commands([(line: String, expected: String)])
    /// The keys of the entry of a revision in `revisions.yaml`.
    case entry([(name: String, value: String)])

    static func read(_ page: String) throws -> [Block] {
      let text = try String(contentsOfFile: packageFolder + "/docs/\(page)", encoding: .utf8)
      return text.matches(of: /(?s)\n```(console|yaml)\n(.*?)```/).map { match in
        let lines = match.2.split(separator: "\n").map(String.init)
        guard match.1 == "console" else {
          return .entry(
            lines.compactMap { line in
              line.wholeMatch(of: /\ {4}(\w+): (.*)/).map { (String($0.1), String($0.2)) }
            })
        }
        return .commands(
          lines.reduce(into: []) { commands, line in
            if line.hasPrefix("$ ") {
              commands.append((String(line.dropFirst(2)), ""))
            } else {
              commands[commands.count - 1].expected += line + "\n"
            }
          })
      }
    }
  }
}
