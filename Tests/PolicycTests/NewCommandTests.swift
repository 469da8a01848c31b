import Testing

@Suite struct NewCommandTests {
  private let command: Command

  init() throws { command = try Command() }

  @Test(arguments: [
    ["new", "Y.2"], ["new", "y-2_a", "--revision", "1/26"],
    ["new", "9", "--title", "\"A\": \\ #b — µ", "--publisher", "no"],
    ["new", "Y.2", "--sources", "elsewhere"],
  ])
  func whatIsNewBuildsAndIsFormatted(_ arguments: [String]) throws {
    defer { command.remove() }
    let run = try command.run(arguments)
    #expect(run.code == 0, "\(run.errors)")
    let sources = arguments.last == "elsewhere" ? "elsewhere" : "policy"
    let build = try command.run("build", "--sources", sources)
    #expect(build.code == 0, "\(build.errors)")
    #expect(build.errors == "")
    #expect(try command.run("fmt", "--check", "\(sources)/\(arguments[1])").code == 0)
    #expect(try command.run(arguments).errors.contains("exists already"))
  }

  @Test(arguments: ["../x", "a b", "terminology", ".x", "é", "", "a/b"])
  func refusesWhatCanNameNoFolder(_ name: String) throws {
    defer { command.remove() }
    let run = try command.run("new", name)
    #expect(run.code == 2)
    #expect(run.errors.contains("cannot name a policy"))
  }

  @Test func refusesWhatIsNoDate() throws {
    defer { command.remove() }
    #expect(try command.run("new", "Y.2", "--revision", "soon").errors.contains("`1/26`"))
    #expect(command.text("policy/Y.2/revisions.yaml") == nil)
  }

  @Test func schemaKnowsTheNamesOfAPolicy() throws {
    defer { command.remove() }
    let schema = try command.run("schema", "revision", "--policy", "X.1")
    #expect(schema.output.contains("\"enum\": [\"anemia\", \"hepatitis_b\", \"hepatitis_c\"]"))
    #expect(schema.output.contains("\"enum\": [\"wood2015\", \"hernando2014\"]"))
    #expect(try command.run("schema", "revision", "--policy", "X.2").errors.contains("X.1"))
    #expect(try command.run("schema", "revision").code == 0)
  }

  /// A revision that is dated to the day has the file of its month, so a file named after the day is a
  /// second one.
  @Test func saysWhichFileARevisionHas() throws {
    let command = try Command()
    defer { command.remove() }
    _ = try command.run("new", "X.7", "--title", "A", "--publisher", "B", "--revision", "3/1/26")
    let text = try #require(command.text("policy/X.7/2026-03.yaml"))
    try command.write(text, to: "policy/X.7/2026-03-01.yaml")
    let run = try command.run("check")
    #expect(run.code == 1)
    #expect(
      run.errors.contains(
        "help: `2026-03.yaml` is the file of this revision: keep one of the two"), "\(run.errors)")
  }
}
