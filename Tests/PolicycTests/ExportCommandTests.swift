import TestSupport
import Testing

/// `policyc export`: one revision to another program.
@Suite struct ExportCommandTests {
  @Test func printsTheOnlyArtefact() throws {
    let command = try Command()
    defer { command.remove() }
    let run = try command.run("export", "csv")
    #expect(run.code == 0)
    #expect(run.output.hasPrefix("\u{FEFF}row,under,part,"))
    // The latest released revision, not the draft.
    #expect(run.output.contains("Hepatitis B") && !run.output.contains("Hepatitis B or C"))
    #expect(try command.run("export", "csv", "--revision", "6/24").output.contains("B or C"))
  }

  @Test func writesSeveralArtefactsIntoAFolder() throws {
    let command = try Command()
    defer { command.remove() }
    let run = try command.run("export", "sql", "--dialect", "spark", "-o", "queries")
    #expect(run.code == 0)
    #expect(command.text("queries/decision.spark.sql")?.contains("FROM `requests`") == true)
    #expect(command.text("queries/requests.spark.sql")?.contains("try_parse_json") == true)
    #expect(command.text("queries/decision.duckdb.sql") == nil)
  }

  @Test func exportsWhatABuildMakes() throws {
    let command = try Command()
    defer { command.remove() }
    #expect(try command.run("build").code == 0)
    #expect(try command.run("export", "sql", "-o", "queries/").code == 0)
    for name in ["requests.duckdb.sql", "decision.postgres.sql"] {
      #expect(command.text("queries/\(name)") == command.text("generated/X.1/2024-01/\(name)"))
    }
  }

  /// The next build would remove the file, and `decide` would take a changed artefact for damage.
  @Test(arguments: [
    ["export", "csv", "-o", "generated/rules.csv"],
    ["export", "sql", "-o", "generated/"],
    ["export", "csv", "-o", "generated/X.1/2024-01/decision-table.csv"],
    ["export", "sql", "-o", "link/queries"],
    ["diff", "1/24", "6/24", "-o", "generated/X.1/redline.txt"],
    ["decide", "in.ndjson", "-o", "generated/X.1/answers"],
    ["decide", "in.ndjson", "--audit", "other/X.1/audit.json"],
  ])
  func refusesToWriteIntoABuild(_ arguments: [String]) throws {
    let command = try Command()
    defer { command.remove() }
    let made = try command.shell(
      "policyc build && policyc build -o other && ln -s generated link && echo '{}' >in.ndjson")
    #expect(made.code == 0, "\(made.errors)")
    let before = try command.everyFile()
    let run = try command.run(arguments)
    #expect(run.code == 2, "\(run.errors)")
    #expect(run.errors.contains("help: name a file outside of"), "\(run.errors)")
    #expect(try command.everyFile() == before)
  }

  @Test func saysWhatIsWrong() throws {
    let command = try Command()
    defer { command.remove() }
    let several = try command.run("export", "sql")
    #expect(several.code == 2)
    #expect(several.errors.contains("several files") && several.errors.contains("-o"))
    let revision = try command.run("export", "csv", "--revision", "7/24")
    #expect(revision.code == 2)
    #expect(revision.errors.contains("no revision `7/24`"))
    let dialect = try command.run("export", "csv", "--dialect", "spark")
    #expect(dialect.code == 2)
    #expect(try command.run("export", "csb").code == 2)
  }

  /// A build goes on without it; who asked for it gets an error.
  @Test func whatCannotBeSaidIsAWarningOfABuildAndAnErrorOfAnExport() throws {
    let command = try Command()
    defer { command.remove() }
    try command.edit(
      "policy/X.1/2024-06.yaml", "  suspected: {",
      "  conditions_present: {type: boolean, ask: Any?}\n  suspected: {")
    let build = try command.run("build")
    #expect(build.code == 0)
    #expect(
      build.errors.contains("`requests.spark.sql` and `decision.spark.sql` are left out"))
    #expect(command.text("generated/X.1/2024-06/decision.spark.sql") == nil)
    #expect(command.text("generated/X.1/2024-06/decision-table.csv") != nil)
    #expect(command.text("generated/X.1/2024-01/decision.spark.sql") != nil)
    let export = try command.run("export", "sql", "--revision", "6/24", "-o", "queries")
    #expect(export.code == 1)
    #expect(export.errors.contains("error[unexportable-revision]"))
    #expect(command.text("queries/requests.duckdb.sql") == nil)
    #expect(try command.run("explain", "unexportable-revision").output.contains("300"))
  }
}
