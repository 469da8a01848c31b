import Foundation
import Testing

/// Releasing revisions and what may change afterwards: dates, terms, errata, retirement.
@Suite struct GovernanceTests {
  private let command: Command

  init() throws { command = try Command() }

  private let log = "policy/X.1/revisions.yaml"

  private func release(_ revision: String = "6/24") throws {
    let run = try command.run("release", "X.1", revision, "--allow", "no-effective-date")
    try #require(run.code == 0, "\(run.errors)")
  }

  /// The built files of a revision.
  private func built(_ revision: String) throws -> [String: Data] {
    try command.everyFile().filter { $0.key.hasPrefix("generated/X.1/\(revision)/") }
  }

  // MARK: Releasing

  @Test(arguments: [
    ("no-effective-date", "", "", "", "add `effective:`"),
    (
      "failing-cases", "policy/X.1/cases.yaml", "{result: met, criteria: [anemia]}",
      "{result: not-met}", "`policyc test X.1`"
    ),
    (
      "scaffold", "policy/X.1/2024-06.yaml", "text: Anemia", "text: The first condition",
      "write the criteria of the policy"
    ),
  ])
  func refusesWhatIsProbablyNotMeant(
    _ name: String, _ file: String, _ old: String, _ new: String, _ help: String
  ) throws {
    defer { command.remove() }
    if !file.isEmpty { try command.edit(file, old, new) }
    if name == "scaffold" {
      try command.edit(log, "updated: hepatitis}", "updated: [anemia, hepatitis]}")
    }
    let before = command.text(log)
    let others = ["no-effective-date"].filter { $0 != name }.flatMap { ["--allow", $0] }
    let refused = try command.run(["release", "X.1", "6/24"] + others)
    #expect(refused.code == 1)
    #expect(refused.errors.contains(help), "\(refused.errors)")
    #expect(refused.errors.contains("`--allow \(name)` releases it as it is"))
    #expect(refused.errors.contains("6/24 is not released"))
    #expect(command.text(log) == before)
    let allowed = try command.run(["release", "X.1", "6/24", "--allow", name] + others)
    #expect(allowed.code == 0, "\(allowed.errors)")
  }

  @Test func refusesADraftThatNobodyTouched() throws {
    defer { command.remove() }
    try release()
    #expect(try command.run("revise", "X.1", "--to", "9/24").code == 0)
    let refused = try command.run("release", "X.1", "9/24", "--allow", "no-effective-date")
    #expect(refused.code == 1)
    #expect(refused.errors.contains("is as `policyc revise` wrote it"), "\(refused.errors)")
    #expect(refused.errors.contains("9/24 is the same as 6/24"))
    #expect(command.text(log)?.contains("status: draft") == true)
  }

  @Test func casesWrittenFirstDoNotBlockTheNextRevision() throws {
    defer { command.remove() }
    try release()
    try command.edit(
      "policy/X.1/cases.yaml", "  - name: Hepatitis C\n",
      "  - name: Severe\n    facts: {conditions: [], severe: true}\n    revisions: 9/24\n    expect: {result: met}\n  - name: Hepatitis C\n"
    )
    let check = try command.run("check")
    #expect(check.code == 0)
    #expect(check.errors.contains("warning[pending-case]"), "\(check.errors)")
    let revise = try command.run("revise", "X.1", "--to", "9/24")
    #expect(revise.code == 0, "\(revise.errors)")
    #expect(try command.run("check").errors.contains("no revision declares the fact `severe`"))
    // Once the draft declares it, the cases of older revisions go on without it.
    try command.edit(
      "policy/X.1/2024-09.yaml", "facts:\n",
      "facts:\n  severe: {type: boolean, ask: Is it severe?}\n")
    try command.edit(
      "policy/X.1/2024-09.yaml", "any_of:\n",
      "any_of:\n      - {id: severe, text: Severe, when: {severe: true}}\n")
    try command.edit("policy/X.1/cases.yaml", "given:\n", "given:\n  severe: false\n")
    let test = try command.run("test")
    #expect(test.code == 0, "\(test.errors)\(test.output)")
  }

  // MARK: After the release

  @Test func anEffectiveDateIsSetLater() throws {
    defer { command.remove() }
    try release()
    let request = #"{"date":"2024-08-01","facts":{"procedure":"CPT:76498"}}"#
    _ = try command.run("build")
    #expect(try command.run("decide", input: request).output.contains("no-revision-in-force"))
    try command.edit(
      log, "    supersedes: 1/24\n", "    supersedes: 1/24\n    effective: 7/1/24\n")
    #expect(try command.run("build").code == 0)
    let decided = try command.run("decide", input: request)
    #expect(decided.output.contains(#""revision":"2024-06","basis":"effective""#), "\(decided)")
  }

  @Test func aRetiredRevisionDecidesUntilItsLastDay() throws {
    defer { command.remove() }
    try release()
    try command.edit(
      log, "    supersedes: 1/24\n    status: released\n",
      "    supersedes: 1/24\n    effective: 7/1/24\n    status: retired\n    last_day: 12/31/24\n")
    let build = try command.run("build")
    #expect(build.code == 0, "\(build.errors)")
    #expect(command.text("generated/X.1/2024-06/policy.md")?.contains("Retired") == true)
    for (date, expected) in [
      ("2024-06-30", "no-revision-in-force"), ("2024-12-31", #""revision":"2024-06""#),
      ("2025-01-01", "no-revision-in-force"),
    ] {
      let request = #"{"date":"\#(date)","facts":{"procedure":"CPT:76498"}}"#
      let decided = try command.run("decide", input: request)
      #expect(decided.output.contains(expected), "\(date): \(decided.output)")
    }
  }

  @Test func anErratumOfTheSameMonthIsNamedByItsDay() throws {
    defer { command.remove() }
    try command.edit(
      log, "    supersedes: 1/24\n", "    supersedes: 1/24\n    effective: 7/1/24\n")
    #expect(try command.run("release", "X.1", "6/24").code == 0)
    let revise = try command.run("revise", "X.1", "--to", "6/20/24")
    #expect(revise.code == 0, "\(revise.errors)")
    try command.edit("policy/X.1/2024-06-20.yaml", "Hepatitis B or C", "Hepatitis C or B")
    try command.edit(log, "supersedes: 6/24\n", "supersedes: 6/24\n    erratum: true\n")
    try command.edit(
      log, "      - State here what changed, and what it claims.",
      "      - {text: The order of words was corrected., reworded: hepatitis}")
    let released = try command.run("release", "X.1", "6/20/24")
    #expect(released.code == 0, "\(released.errors)")
    let build = try command.run("build")
    #expect(build.code == 0, "\(build.errors)")
    #expect(command.text("generated/X.1/2024-06-20/policy.html") != nil)
    #expect(command.text("generated/X.1/diff/2024-06..2024-06-20.html") != nil)
    #expect(
      command.text("generated/X.1/2024-06-20/policy.md")?.contains("Erratum to revision 6/24")
        == true)
    // It replaces what it corrects, from the same day.
    let request = #"{"date":"2024-07-01","facts":{"procedure":"CPT:76498"}}"#
    #expect(
      try command.run("decide", input: request).output.contains(#""revision":"2024-06-20""#))
    for (name, id) in [
      ("6/24", "2024-06"), ("6/20/24", "2024-06-20"), ("2024-06-20", "2024-06-20"),
    ] {
      let request = #"{"revision":"\#(name)","facts":{"procedure":"CPT:76498"}}"#
      #expect(
        try command.run("decide", input: request).output.contains(#""revision":"\#(id)""#),
        "\(name)")
    }
  }

  // MARK: Terms

  @Test func aCommentInATerminologyChangesNoOutput() throws {
    defer { command.remove() }
    _ = try command.run("build")
    let before = try command.everyFile().filter { $0.key.hasPrefix("generated/") }
    try command.edit("policy/terminology/conditions.yaml", "terms:", "# Reviewed.\nterms:")
    #expect(try command.run("build", "--check").code == 0)
    #expect(try command.run("decide", input: "{}").errors.contains("compiled") == false)
    _ = try command.run("build")
    #expect(try command.everyFile().filter { $0.key.hasPrefix("generated/") } == before)
  }

  @Test func aCorrectedTermIsTakenWithTheNextRevision() throws {
    defer { command.remove() }
    try release()
    _ = try command.run("build")
    let before = try built("2024-06")
    try command.edit(
      "policy/terminology/conditions.yaml", "label: Hepatitis C", "label: Chronic hepatitis C")
    try command.edit(
      "policy/terminology/icd-10-cm.yaml", "code_decides: true", "code_decides: false")
    let check = try command.run("check")
    #expect(check.code == 0, "\(check.errors)")
    #expect(check.errors.contains("the label of the term `hepatitis_c` was corrected since `6/24`"))
    #expect(check.errors.contains("the crosswalk `icd-10-cm` was changed since `6/24`"))
    #expect(try command.run("build").code == 0)
    #expect(try built("2024-06") == before)
    #expect(try command.run("revise", "X.1", "--to", "9/24").code == 0)
    #expect(try command.run("build").code == 0)
    #expect(
      command.text("generated/X.1/2024-09/decision-table.json")?.contains("Chronic") == true)
    #expect(try command.run("check").errors.contains("pending-correction") == false)
  }

  /// What two revisions are sealed with is written once.
  @Test func revisionsShareWhatTheyWereSealedWith() throws {
    defer { command.remove() }
    try release()
    let released = command.text("policy/X.1/released.yaml")
    #expect(released?.contains("revisions: [1/24, 6/24]") == true, "\(released ?? "")")
    #expect(released?.ranges(of: "label: Hepatitis C").count == 1)
    #expect(try command.run("fmt", "--check", "policy/X.1/released.yaml").code == 0)
  }

  @Test func sealsOfVersion1AreRenewed() throws {
    defer { command.remove() }
    try command.edit(log, "version: 2", "version: 1")
    for part in ["crosswalk", "measurement", "publication", "approvals"] {
      _ = try command.shell("sed -i '/^      \(part): /d' \(log)")
    }
    let check = try command.run("check")
    #expect(check.errors.contains("error[outdated-seal]"), "\(check.errors)")
    #expect(check.errors.contains("policyc release X.1 1/24 --renew"))
    try command.edit("policy/X.1/2024-01.yaml", "text: Anemia", "text: Anaemia")
    let edited = try command.run("release", "X.1", "1/24", "--renew")
    #expect(edited.errors.contains("differs from its seal in `criteria`"), "\(edited.errors)")
    try command.edit("policy/X.1/2024-01.yaml", "text: Anaemia", "text: Anemia")
    let renewed = try command.run("release", "X.1", "1/24", "--renew")
    #expect(renewed.code == 0, "\(renewed.errors)")
    #expect(try command.run("check").code == 0)
    #expect(try command.run("release", "X.1", "1/24", "--renew").code == 1)
  }

  // MARK: Signatures

  /// A draft concerns nobody who reads the released revision.
  @Test func openingADraftKeepsTheSignatureOfTheRelease() throws {
    defer { command.remove() }
    try release()
    _ = try command.run("build")
    let made = try command.shell(
      "openssl genpkey -algorithm ED25519 -out key.pem && openssl pkey -in key.pem -pubout -out key.pub"
    )
    try #require(made.code == 0)
    let sign = ["sign", "X.1", "--key", "key.pem", "--office", "Medical director"]
    #expect(try command.run(sign).code == 0)
    #expect(try command.run("revise", "X.1", "--to", "9/24").code == 0)
    try command.edit(
      "policy/terminology/conditions.yaml", "label: Hepatitis C", "label: Chronic hepatitis C")
    let build = try command.run("build")
    #expect(!build.errors.contains("signature"), "\(build.errors)")
    let verified = try command.run("verify", "X.1", "--trust", "key.pub", "--sources", "policy")
    #expect(verified.code == 0, "\(verified.errors)")
    // The release of the draft changes the page of the revision that it supersedes.
    try command.edit(
      log, "      - State here what changed, and what it claims.",
      "      - {text: The annual review took place., event: reviewed}")
    let allowed = ["--allow", "no-effective-date", "--allow", "no-change"]
    #expect(try command.run(["release", "X.1", "9/24"] + allowed).code == 0)
    let rebuilt = try command.run("build")
    #expect(rebuilt.errors.contains("warning: the signature of X.1 6/24"), "\(rebuilt.errors)")
    #expect(try command.run(sign).code == 0)
    #expect(try command.run("build").errors == "")
    #expect(try command.run("verify", "X.1", "--trust", "key.pub").code == 0)
  }
}
