import Foundation
import Testing

@Suite struct CommandTests {
  private let command: Command

  init() throws { command = try Command() }

  @Test func buildsTheSameBytesTwice() throws {
    defer { command.remove() }
    #expect(try command.run("build").code == 0)
    let first = try #require(command.text("generated/manifest.json"))
    #expect(try command.run("build", "--output", "again").code == 0)
    #expect(command.text("again/manifest.json") == first)
    #expect(try command.run("build", "--check").code == 0)
  }

  @Test func failsTheCheckWhenOutputIsStale() throws {
    defer { command.remove() }
    _ = try command.run("build")
    try command.edit("policy/X.1/2024-06.yaml", "Iron harms", "Iron hurts")
    let check = try command.run("build", "--check")
    #expect(check.code == 1)
    #expect(check.errors.contains("changed: X.1/2024-06/policy.html"))
    #expect(check.errors.contains("help: run `policyc build`"))
  }

  @Test func leavesWhatWasThereWhenSourcesHaveErrors() throws {
    defer { command.remove() }
    _ = try command.run("build")
    let before = command.text("generated/manifest.json")
    try command.edit("policy/X.1/2024-06.yaml", "any_of:", "any_off:")
    let build = try command.run("build")
    #expect(build.code == 1)
    #expect(build.errors.contains("error[unknown-key]: unknown key `any_off`"))
    #expect(build.errors.contains("policyc explain unknown-key"))
    #expect(command.text("generated/manifest.json") == before)
  }

  @Test func removesWhatItNoLongerMakesAndNothingElse() throws {
    defer { command.remove() }
    _ = try command.run("build")
    try "mine".write(
      toFile: command.folder + "/generated/notes.txt", atomically: true, encoding: .utf8)
    try FileManager.default.removeItem(atPath: command.folder + "/policy/X.1/2024-06.yaml")
    try command.edit(
      "policy/X.1/revisions.yaml", "  - revision: 6/24\n    supersedes: 1/24\n    status: draft\n",
      "")
    try command.edit(
      "policy/X.1/revisions.yaml",
      "  - revision: 6/24\n    changes: [{text: Hepatitis C became a criterion., updated: hepatitis}, {text: A study is cited., updated: [background, hernando2014]}]\n    effect: widens\n",
      "")
    let build = try command.run("build")
    #expect(build.code == 0, "\(build.errors)")
    #expect(command.text("generated/X.1/2024-06/policy.html") == nil)
    #expect(command.text("generated/notes.txt") == "mine")
  }

  @Test func sealsARevisionSoThatAnEditIsNamed() throws {
    defer { command.remove() }
    let release = try command.run("release", "X.1", "6/24", "--allow", "no-effective-date")
    #expect(release.code == 0, "\(release.errors)")
    #expect(try command.run("check").code == 0)
    #expect(
      command.text("policy/X.1/revisions.yaml")?.contains(
        "supersedes: 1/24\n    status: released\n    seal:\n      version: 2\n      prose: ")
        == true)
    try command.edit("policy/X.1/2024-06.yaml", "Hepatitis B or C", "Hepatitis C or B")
    let check = try command.run("check")
    #expect(check.code == 1)
    #expect(
      check.errors.contains("the released revision `6/24` differs from its seal in `criteria`"))
    #expect(try command.run("release", "X.1", "6/24").code == 1)
  }

  @Test func formattingAndCommentsDoNotBreakASeal() throws {
    defer { command.remove() }
    try command.edit(
      "policy/X.1/2024-01.yaml", "scope: {procedure: CPT:76498}",
      "# What it is about.\nscope:\n  procedure: CPT:76498")
    #expect(try command.run("check").code == 0)
  }

  @Test func decidesFromTheCompiledTablesAndRefusesStaleOnes() throws {
    defer { command.remove() }
    let request =
      #"{"id":"1","revision":"1/24","facts":{"procedure":"CPT:76498","purpose":"liver_iron","suspected":true,"conditions":["anemia"]}}"#
    #expect(try command.run("decide", input: request).code == 1)
    _ = try command.run("build")
    let answer = try command.run("decide", input: request + "\n{}\n")
    #expect(answer.code == 1)
    #expect(
      answer.output.hasPrefix(
        #"{"id":"1","policy":"X.1","revision":"2024-01","basis":"named","result":"met","outcome":"medically_necessary","statement":"liver_iron","criteria":["I.A"],"criterion_ids":["anemia"],"needs":[]}"#
          + "\n"))
    #expect(answer.output.contains(#"{"id":null,"error":{"code":"missing-facts""#))
    try command.edit("policy/X.1/2024-06.yaml", "Iron harms", "Iron hurts")
    let stale = try command.run("decide", input: request)
    #expect(stale.code == 1)
    #expect(stale.output.isEmpty)
    #expect(stale.errors.contains("was not compiled from the current sources"))
  }

  @Test func refusesADamagedTable() throws {
    defer { command.remove() }
    _ = try command.run("build")
    try command.edit("generated/X.1/2024-01/decision-table.json", "anemia", "enemia")
    let answer = try command.run("decide", input: "{}")
    #expect(answer.code == 1)
    #expect(answer.errors.contains("is not the file that was built"))
  }

  @Test func aFailedRunLeavesNoAnswersBehind() throws {
    defer { command.remove() }
    _ = try command.run("build")
    let run = try command.run("decide", "missing.ndjson", "-o", "answers.ndjson")
    #expect(run.code == 1)
    #expect(command.text("answers.ndjson") == nil)
    let unwritable = try command.run("decide", "-o", "no/such/folder.ndjson", input: "{}")
    #expect(unwritable.code == 3)
  }

  /// Where one stands is what a newcomer gets wrong first.
  @Test(arguments: [
    ("policy", "with `cd ..`"), ("policy/X.1", "with `cd ../..`"),
    ("generated/X.1", "where `policy` is, with `cd ../..`"),
    ("empty/folder/far/down", "policyc new ID"),
  ])
  func helpsWhereThereAreNoSources(_ folder: String, _ help: String) throws {
    defer { command.remove() }
    _ = try command.run("build")
    try FileManager.default.createDirectory(
      atPath: "\(command.folder)/\(folder)", withIntermediateDirectories: true)
    let run = try command.run(["check"], in: folder)
    #expect(run.code == 1)
    #expect(run.errors.contains(help), "\(run.errors)")
  }

  @Test(arguments: [
    (["bild"], Int32(2), "build"), (["build", "--chek"], 2, "--check"),
    (["explain", "unknown-kye"], 2, "unknown-key"),
    (["explain", "error[unknown-kye]"], 2, "unknown-key"), (["init"], 2, "write `new`"),
    (["xyzzy"], 2, "--help"), (["build", "X.2"], 2, "write `X.1`"),
    (["check", "X.1"], 1, "X.1"),
    (["build", "--watch", "--check"], 2, "exclude each other"),
    (["build", "--watch", "--sources", "nowhere"], 1, "nowhere"),
    (["new", "X.1"], 1, "exists already"),
    (["build", "--sources", "nowhere"], 1, "nowhere"),
    (["decide", "--date", "2/30/24"], 2, "2024-01-23"), (["release", "X.1", "7/24"], 2, "6/24"),
    (["release", "X.2", "1/24"], 2, "X.1"), (["schema", "revison"], 2, "revision"),
  ])
  func helpsWithWrongUsage(_ arguments: [String], _ code: Int32, _ help: String) throws {
    defer { command.remove() }
    _ = try command.run("build")
    let run = try command.run(arguments)
    #expect(run.code == code, "\(run.errors)")
    #expect(run.errors.contains(help), "\(run.errors)")
  }

  @Test func buildsOnlyIntoAFolderOfItsOwn() throws {
    defer { command.remove() }
    let intoSources = try command.run("build", "--output", "policy")
    #expect(intoSources.code == 2)
    #expect(intoSources.errors.contains("is in `policy`, the folder of sources"))
    #expect(command.text("policy/index.html") == nil)
    try FileManager.default.createDirectory(
      atPath: command.folder + "/notes", withIntermediateDirectories: false)
    try "mine".write(
      toFile: command.folder + "/notes/a.txt", atomically: false, encoding: .utf8)
    let intoNotes = try command.run("build", "--output", "notes")
    #expect(intoNotes.code == 1)
    #expect(intoNotes.errors.contains("holds files that no build made"))
    #expect(command.text("notes/index.html") == nil)
  }

  /// A pipe or a device is written to, never replaced; a link is followed.
  @Test func replacesRegularFilesOnly() throws {
    defer { command.remove() }
    _ = try command.run("build")
    let request = #"{"id":"1","revision":"1/24","facts":{}}"#
    let null = try command.run("decide", "-o", "/dev/null", input: request)
    #expect(null.code == 0, "\(null.errors)")
    #expect(
      try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
        == .typeCharacterSpecial)
    try "old".write(toFile: command.folder + "/target", atomically: true, encoding: .utf8)
    try FileManager.default.createSymbolicLink(
      atPath: command.folder + "/link", withDestinationPath: "target")
    _ = try command.run("decide", "-o", "link", input: request)
    #expect(command.text("target")?.contains("needs-information") == true)
    let full = try command.run("decide", "-o", "/dev/full", input: request)
    #expect(full.code == 3)
  }

  @Test func aDraftSaysThatItIsOne() throws {
    defer { command.remove() }
    _ = try command.run("build")
    let answer = try command.run("decide", input: #"{"revision":"6/24","facts":{}}"#)
    #expect(answer.output.contains(#""draft":true"#))
    #expect(command.text("generated/X.1/2024-06/policy.md")?.contains("Draft") == true)
    #expect(command.text("generated/index.html")?.contains("Revision 6/24 (draft)") == true)
  }

  @Test func explainsAndPrintsItsVersion() throws {
    defer { command.remove() }
    #expect(try command.run("--version").output == "policyc 0.1.0\n")
    #expect(try command.run("--help").output.contains("policyc build"))
    #expect(try command.run("explain", "revision-fork").output.contains("Before:"))
    #expect(try command.run("explain").output.contains("unknown-key  "))
    #expect(try command.run("schema", "case-run").output.contains("\"decides-not-met\""))
    #expect(try command.run("schema", "revision").output.contains("draft-07"))
  }
}
