import Foundation
import Testing

@Suite struct DiffTests {
  private let command: Command

  init() throws { command = try Command() }

  @Test func showsWhatChangedAndWhatItDoes() throws {
    defer { command.remove() }
    let run = try command.run("diff", "1/24", "2024-06")
    #expect(run.code == 0, "\(run.errors)")
    #expect(
      run.output.hasPrefix(
        """
        Liver iron by MRI (X.1): 1/24 to 6/24
        No criteria added or removed, 1 changed in meaning, 1 reworded; every request that is met \
        under 1/24 is met under 6/24, and more are.
        """))
    #expect(run.output.contains("~ Hepatitis B {+or C+}"))
    #expect(
      run.output.contains(
        "~ conditions: hepatitis_b {+or hepatitis_c+}\n    Not met: the policy is silent under 1/24, Met: medically necessary under 6/24:"
      ))
    #expect(run.output.contains(#""conditions":["hepatitis_c"]}"#))
    #expect(
      run.output.contains(
        "Hepatitis C became a criterion. [Proven: hepatitis reworded and changed]"))
  }

  @Test func aRevisionBesideItselfIsTheSame() throws {
    defer { command.remove() }
    let run = try command.run("diff", "6/24", "6/24", "--format", "json")
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains(#""effect": "none""#))
    #expect(run.output.contains(#""changes": []"#))
  }

  @Test func saysOnWhichDatesAnswersDiffer() throws {
    defer { command.remove() }
    try command.edit(
      "policy/X.1/2024-06.yaml", "resonance procedure}",
      "resonance procedure, valid: {until: 2024-06-30}}")
    try FileManager.default.removeItem(atPath: command.folder + "/policy/X.1/cases.yaml")
    let run = try command.run("diff", "1/24", "6/24")
    #expect(run.code == 1)
    #expect(
      run.errors.contains("effect on decisions is `widens`, and the effect is `mixed`"),
      "\(run.errors)")
    try command.edit("policy/X.1/revisions.yaml", "effect: widens", "effect: mixed")
    let mended = try command.run("diff", "1/24", "6/24")
    #expect(mended.code == 0, "\(mended.errors)")
    for text in [
      "\nBy date of service: widens until June 30, 2024; narrows from July 1, 2024.\n",
      """
      ~ Code CPT 76498: changed
          + valid until June 30, 2024
          Not met: the policy is silent under 1/24, Out of scope under 6/24:
          {"procedure":"CPT:76498","purpose":"liver_iron","suspected":true,"conditions":[]} on 2024-07-01

      """,
    ] { #expect(mended.output.contains(text), "\(mended.output)") }
  }

  @Test func countsAnswersThatChange() throws {
    defer { command.remove() }
    let requests = [
      #"{"id":"1","facts":{"procedure":"CPT:76498","purpose":"liver_iron","suspected":true,"conditions":["hepatitis_c"]}}"#,
      #"{"id":"2","facts":{"procedure":"CPT:76498","purpose":"liver_iron","suspected":true,"conditions":["anemia"]}}"#,
      "",
      #"{"id":"3","revision":"1/24","facts":{"procedure":"CPT:76498","purpose":"liver_iron","conditions":["hepatitis_c"]}}"#,
      #"{"id":"4","policy":"X.2","facts":{}}"#,
    ]
    let run = try command.run(
      "diff", "1/24", "6/24", "--replay", "-", "--changes", "changes.ndjson",
      input: requests.joined(separator: "\n"))
    #expect(run.code == 0, "\(run.errors)")
    #expect(
      run.output == """
        Replayed 4 requests under 1/24 and 6/24: 2 answers change.
        1 request is for another policy and was skipped.
        - not-met to met (medically_necessary): 1
        - not-met to needs-information: 1
        - by I.B, hepatitis, under 6/24: 1

        """)
    #expect(
      command.text("changes.ndjson")?.hasPrefix(#"{"id":"1","old":{"result":"not-met""#) == true)
    let bad = try command.run("diff", "1/24", "6/24", "--replay", "-", input: "nonsense\n")
    #expect(bad.code == 1)
    #expect(
      bad.output == """
        No request has an answer under 1/24 or 6/24, so nothing was compared.
        1 line could not be read as a request.

        """)
    let rows = try command.run(
      "diff", "1/24", "6/24", "--replay", "-",
      input: """
        id,procedure,purpose,suspected,conditions,_note
        1,CPT:76498,liver_iron,TRUE,hepatitis_c,"a
        2,CPT:76498,liver_iron,TRUE,hepatitis_c,"
        ,,,,,

        """)
    #expect(rows.code == 0, "\(rows.errors)")
    #expect(
      rows.output.hasPrefix("Replayed 1 request under 1/24 and 6/24: 1 answer changes."),
      "\(rows.output)")
    let book = try command.run("diff", "1/24", "6/24", "--replay", "-", input: "PK\u{3}\u{4}")
    #expect(book.code == 1 && book.output.isEmpty)
    #expect(book.errors.hasPrefix("error: standard input: the file is a workbook"))
  }

  @Test func opensTheNextRevisionAndReleasesIt() throws {
    defer { command.remove() }
    #expect(try command.run("revise", "X.1", "--to", "9/24").code == 1)
    let release = try command.run(
      "release", "X.1", "6/24", "--approved-by", "Medical director", "--on", "2024-07-01",
      "--allow", "no-effective-date")
    #expect(release.code == 0, "\(release.errors)")
    #expect(
      command.text("policy/X.1/revisions.yaml")?.contains(
        "    approvals:\n      - {role: \"Medical director\", date: 2024-07-01, digest: ") == true)
    let revise = try command.run("revise", "X.1", "--to", "9/24")
    #expect(revise.code == 0, "\(revise.errors)")
    #expect(try command.run("check").code == 0)
    #expect(command.text("policy/X.1/2024-09.yaml")?.contains("revision: 9/24") == true)
    try command.edit("policy/X.1/2024-09.yaml", "text: Anemia", "text: Any anemia")
    let draft = try command.run("build")
    #expect(draft.code == 0)
    #expect(draft.errors.contains("the criterion `anemia` was reworded since `6/24`"))
    #expect(
      command.text("generated/X.1/diff/2024-06..2024-09.md")?.contains(
        "<ins>Any anemia</ins>") == true)
    // What the log leaves out is not released.
    let refused = try command.run(
      "release", "X.1", "9/24", "--allow", "no-effective-date", "--allow", "placeholder")
    #expect(refused.code == 1)
    #expect(refused.errors.contains("error[unclaimed-change]"))
    #expect(try command.run("check").code == 0)
    // Another edit of what was approved is named.
    try command.edit("policy/X.1/2024-06.yaml", "text: Anemia", "text: Anaemia")
    #expect(try command.run("check").errors.contains("differs from its seal in `criteria`"))
  }

  @Test(arguments: [
    (["diff", "1/24", "7/24"], Int32(2), "6/24"), (["diff", "1/24"], 2, "new"),
    (["diff", "1/24", "6/24", "--policy", "X.2"], 2, "X.1"),
    (["diff", "1/24", "6/24", "--changes", "x"], 2, "--replay"),
    (["diff", "1/24", "6/24", "--replay", "nowhere"], 1, "nowhere"),
    (["revise", "X.1", "--to", "soon"], 2, "11/24"), (["revise", "X.2", "--to", "9/24"], 2, "X.1"),
    (["release", "X.1", "6/24", "--on", "2024-07-01"], 2, "--approved-by"),
  ])
  func helpsWithWrongUsage(_ arguments: [String], _ code: Int32, _ help: String) throws {
    defer { command.remove() }
    let run = try command.run(arguments)
    #expect(run.code == code, "\(run.errors)")
    #expect(run.errors.contains(help), "\(run.errors)")
  }
}
