import Foundation
import Testing

/// The files in `policy/`: their line breaks and permissions, and files that are not sources.
@Suite struct SourceFileTests {
  private let command: Command
  private let request = #"{"id":"1","revision":"1/24","facts":{}}"#

  init() throws { command = try Command() }

  /// What version control does on Windows: LF becomes CRLF, and a CRLF stays.
  private func convertToCRLF(_ folders: String) throws {
    let run = try command.shell(
      "find \(folders) -type f -exec sed -i 's/\\r$//; s/$/\\r/' {} +")
    #expect(run.code == 0)
  }

  private func hasUnixLineBreaks(_ file: String) throws -> Bool {
    let bytes = Array(try #require(command.text(file)).utf8)
    return bytes.indices.contains { bytes[$0] == 10 && ($0 == 0 || bytes[$0 - 1] != 13) }
  }

  @Test func aCheckoutWithCRLFIsTheSame() throws {
    defer { command.remove() }
    #expect(try command.run("build", "--output", "unix").code == 0)
    #expect(try command.run("build").code == 0)
    try convertToCRLF("policy generated")
    for arguments in [["build", "--check"], ["check"], ["test"], ["decide"]] {
      let run = try command.run(arguments, input: request)
      #expect(run.code == 0, "\(arguments): \(run.errors)")
    }
    #expect(try command.run("build", "--output", "windows").code == 0)
    #expect(command.text("windows/manifest.json") == command.text("unix/manifest.json"))
    #expect(try command.shell("diff -r unix windows").code == 0)
  }

  @Test func commandsKeepTheLineBreaksOfSources() throws {
    defer { command.remove() }
    try convertToCRLF("policy")
    _ = try command.run("fmt")
    #expect(try command.run("fmt", "--check").code == 0)
    try command.edit("policy/X.1/2024-06.yaml", "title: ", "title:    ")
    try command.edit("policy/X.1/2024-01.yaml", "reminder: ", "remindr: ")
    #expect(try command.run("check", "--fix").code == 0)
    #expect(try command.run("fmt").code == 0)
    #expect(try command.run("release", "X.1", "6/24", "--allow", "no-effective-date").code == 0)
    #expect(try command.run("revise", "X.1", "--to", "9/24").code == 0)
    for file in ["2024-01", "2024-06", "2024-09", "revisions", "cases"] {
      #expect(try !hasUnixLineBreaks("policy/X.1/\(file).yaml"), "\(file)")
    }
    #expect(try command.run("check").code == 0)
  }

  @Test func aSourceWithLFKeepsIt() throws {
    defer { command.remove() }
    try command.edit("policy/X.1/2024-06.yaml", "title: ", "title:    ")
    #expect(try command.run("fmt").code == 0)
    #expect(command.text("policy/X.1/2024-06.yaml")?.utf8.contains(13) == false)
  }

  @Test(arguments: ["600", "664"]) func commandsKeepPermissions(_ mode: String) throws {
    defer { command.remove() }
    let file = "policy/X.1/revisions.yaml"
    #expect(try command.shell("chmod \(mode) \(file)").code == 0)
    try command.edit(file, "revisions:", "revisions:   ")
    let release = "policyc release X.1 6/24 --allow no-effective-date"
    #expect(try command.shell("chmod \(mode) \(file); policyc fmt && \(release)").code == 0)
    #expect(try command.shell("stat -c %a \(file)").output == "\(mode)\n")
  }

  @Test func filesOfEditorsAndSystemsAreNotSources() throws {
    defer { command.remove() }
    let names = [
      ".DS_Store", "._2024-01.yaml", ".2024-01.yaml.swp", "2024-01.yaml~", "#2024-01.yaml#",
      ".#2024-01.yaml", "2024-01.yaml.bak", "2024-01.yaml.orig", "2024-01.yaml.rej", "4913",
      "~$2024-01.yaml", "2024-01.yaml.tmp", "Thumbs.db", "desktop.ini", "__MACOSX", "lost+found",
      "2024-01.yaml.save", "2024-01.yaml.kate-swp", "$RECYCLE.BIN", "@eaDir", "Icon\r",
      "2024-01.yaml___jb_tmp___",
    ]
    for folder in ["policy", "policy/X.1", "policy/terminology"] {
      for name in names {
        try "{[junk".write(
          toFile: "\(command.folder)/\(folder)/\(name)", atomically: false, encoding: .utf8)
      }
    }
    let run = try command.run("check")
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.errors.isEmpty)
  }

  @Test(arguments: [
    ("mkfifo policy/X.1/2025-01.yaml", "is not a regular file"),
    ("mkfifo policy/terminology/a.yaml", "is not a regular file"),
    (
      "python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"policy/X.1/2025-01.yaml\")'",
      "is not a regular file"
    ),
    ("ln -s /dev/zero policy/X.1/2025-01.yaml", "is a link to `/dev/zero`"),
    ("ln -s ../../secret policy/X.1/2025-01.yaml", "is a link to `../../secret`"),
    ("ln -s ../../secret policy/X.1/notes.yaml", "is a link to `../../secret`"),
    ("ln -s ../outside policy/Y.1", "is a link to `../outside`"),
    ("ln -s . policy/loop", "is a link to `.`"),
  ])
  func refusesWhatIsNotAFileOfTheFolder(_ line: String, _ message: String) throws {
    defer { command.remove() }
    let prepared = try command.shell(
      "echo 's3cret: s3cret' >secret; mkdir outside; cp secret outside/2025-01.yaml; \(line)")
    #expect(prepared.code == 0)
    for arguments in [["check"], ["fmt", "--diff"]] {
      let run = try command.run(arguments)
      #expect(run.code == 1)
      #expect(run.errors.contains(message), "\(run.errors)")
      #expect(!run.errors.contains("s3cret") && !run.output.contains("s3cret"))
    }
  }
}
