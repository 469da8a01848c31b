import Foundation
import Testing

/// Errors about files say what is wrong and what to do.
@Suite struct FileFailureTests {
  private let command: Command

  init() throws {
    command = try Command()
    _ = try command.run("build")
    try FileManager.default.createDirectory(
      atPath: command.folder + "/folder", withIntermediateDirectories: true)
    for file in ["requests.ndjson", "file"] {
      try "".write(toFile: "\(command.folder)/\(file)", atomically: false, encoding: .utf8)
    }
  }

  @Test(arguments: [
    (["decide", "request.ndjson"], Int32(1), "no file `request.ndjson`", "`requests.ndjson`"),
    (
      ["decide", "far/request.ndjson"], 1, "no file `far/request.ndjson`", "no folder `far` either"
    ),
    (["decide", "folder"], 1, "`folder` is a folder, not a file", "name a file in it"),
    (["decide", "file/requests.ndjson"], 1, "`file` is a file, not a folder", "name a file"),
    (["decide", "--compiled", "far"], 1, "no folder `far`", "with --compiled"),
    (["decide", "-o", "far/answers"], 3, "no folder `far` for `far/answers`", "mkdir -p far"),
    (["decide", "-o", "folder"], 3, "is a folder, not a file", "name a file in it"),
    (["decide", "--audit", "far/run.json"], 3, "no folder `far`", "mkdir -p far"),
    (["decide", "-o", "/dev/full"], 3, "`/dev/full` cannot be written", "free space"),
    (
      ["import", "nothing.dmn"], 1, "no file `nothing.dmn`", "name a file that exists, relative to"
    ),
    (["build", "--output", "file"], 3, "`file` is a file, not a folder", "name another path"),
    (
      ["build", "--sources", "file"], 1, "`file` is a file, not a folder of sources",
      "one folder per policy"
    ),
    (["new", "Y.2", "--sources", "file"], 3, "`file` is a file, not a folder", "another path"),
    (["check", "X.1"], 1, "there is no `X.1` here", "write `policy/X.1`"),
    (["check", "policy/X.1/2024-06.yml"], 1, "there is no", "write `policy/X.1/2024-06.yaml`"),
    (["diff", "1/24", "6/24", "--replay", "no.ndjson"], 1, "no file `no.ndjson`", "name a file"),
  ])
  func saysWhatToDo(_ arguments: [String], _ code: Int32, _ message: String, _ help: String) throws
  {
    defer { command.remove() }
    let run = try command.run(arguments, input: #"{"revision":"1/24","facts":{}}"#)
    #expect(run.code == code, "\(run.errors)")
    #expect(run.errors.contains(message) && run.errors.contains("help: "), "\(run.errors)")
    #expect(run.errors.contains(help), "\(run.errors)")
    #expect(run.output.isEmpty || arguments.contains("/dev/full"))
  }

  /// Root may read and write every file.
  @Test(.enabled(if: getuid() != 0)) func reportsMissingPermissions() throws {
    defer { command.remove() }
    #expect(chmod("\(command.folder)/file", 0) == 0)
    let read = try command.run("decide", "file")
    #expect(read.code == 3)
    #expect(read.errors.contains("cannot be read") && read.errors.contains("chmod u+r"))
    #expect(chmod("\(command.folder)/folder", 0o500) == 0)
    let written = try command.run("decide", "-o", "folder/answers", input: "{}")
    #expect(written.code == 3)
    #expect(written.errors.contains("cannot be written"), "\(written.errors)")
  }

  @Test func reportsAMissingFileOfABuild() throws {
    defer { command.remove() }
    try FileManager.default.removeItem(
      atPath: command.folder + "/generated/X.1/2024-01/decision-table.json")
    let run = try command.run("decide", input: "{}")
    #expect(run.code == 1)
    #expect(
      run.errors.contains("2024-01/decision-table.json` was built but no longer exists"))
    #expect(run.errors.contains("help: run `policyc build`"))
  }

  /// Notes are not sources, and `policyc new` can add sources next to them.
  @Test func warnsOfAFolderWithoutSources() throws {
    defer { command.remove() }
    let folder = command.folder + "/policy/Y.2"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false)
    try "To do.".write(toFile: folder + "/notes.md", atomically: false, encoding: .utf8)
    for arguments in [["check"], ["build"], ["check", "policy"]] {
      let run = try command.run(arguments)
      #expect(run.code == 0)
      #expect(
        run.errors.hasPrefix("warning: `policy/Y.2` does not contain any sources"), "\(run.errors)")
      #expect(run.errors.contains("`policyc new Y.2`"))
    }
    #expect(try command.run("check", "policy/X.1").errors == "")
    #expect(try command.run("new", "Y.2").code == 0)
    #expect(command.text("policy/Y.2/notes.md") == "To do.")
    #expect(try command.run("check").errors == "")
  }
}
