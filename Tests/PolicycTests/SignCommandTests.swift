import Foundation
import Testing

/// A release as a publisher signs it and a reader verifies it, with the keys of `openssl`.
@Suite struct SignCommandTests {
  private let command: Command

  init() throws {
    command = try Command()
    _ = try command.run("build")
    for key in ["payer", "stranger"] {
      let made = try command.shell(
        "openssl genpkey -algorithm ED25519 -out \(key).pem && openssl pkey -in \(key).pem -pubout -out \(key).pub"
      )
      try #require(made.code == 0, "\(made.errors)")
    }
  }

  private func sign() throws {
    let run = try command.run(
      "sign", "X.1", "--key", "payer.pem", "--office", "Medical director", "--on", "2/1/24")
    try #require(run.code == 0, "\(run.errors)")
  }

  private let envelope = "generated/X.1/2024-01/release.dsse.json"
  private let request =
    #"{"id":"1","revision":"1/24","facts":{"procedure":"CPT:76498","purpose":"liver_iron","suspected":true,"conditions":["anemia"]}}"#

  @Test func refusesWhatNobodySigned() throws {
    defer { command.remove() }
    let verified = try command.run("verify", "X.1", "--trust", "payer.pub")
    #expect(verified.code == 1)
    #expect(verified.errors.contains("error[missing-signature]: X.1 1/24: "))
    let decided = try command.run("decide", "--trust", "payer.pub", input: request)
    #expect(decided.code == 1)
    #expect(decided.errors.contains("error[missing-signature]"))
    #expect(decided.output.isEmpty)
  }

  @Test func decidesByWhatATrustedKeySigned() throws {
    defer { command.remove() }
    try sign()
    let verified = try command.run("verify", "--trust", "payer.pub", "--sources", "policy")
    #expect(verified.code == 0, "\(verified.errors)")
    #expect(
      verified.output.contains("approved and released, Medical director, 2024-02-01, key "))
    let decided = try command.run("decide", "--trust", "payer.pub", input: request)
    #expect(decided.code == 0, "\(decided.errors)")
    #expect(decided.output.contains(#""result":"met""#))
    // Drafts are not signed, so nothing is decided by them.
    let draft = try command.run(
      "decide", "--trust", "payer.pub", input: #"{"revision":"6/24","facts":{}}"#)
    #expect(draft.output.contains("unknown-revision"), "\(draft.output)")
  }

  @Test func buildsKeepTheEnvelope() throws {
    defer { command.remove() }
    try sign()
    let before = command.text(envelope)
    #expect(try command.run("build").code == 0)
    #expect(command.text(envelope) == before)
    #expect(try command.run("build", "--check").code == 0)
    #expect(try command.run("verify", "--trust", "payer.pub").code == 0)
  }

  /// Changes of a release by somebody else, and whether tables that verify are left to decide by.
  @Test(arguments: [
    ("echo >> generated/X.1/2024-01/policy.html", "altered-artifact", true),
    ("echo > generated/X.1/2024-01/notes.html", "unsigned-artifact", true),
    ("echo > generated/X.1/2024-01/.hidden", "unsigned-artifact", true),
    ("rm generated/X.1/2024-01/policy.md", "missing-artifact", true),
    (
      """
      cd generated; table=X.1/2024-01/decision-table.json; old=$(sha256sum <$table | cut -c-64)
      sed -i 's/"anemia"/"hepatitis_b"/' $table; new=$(sha256sum <$table | cut -c-64)
      sed -i "s/$old/$new/" manifest.json
      """, "altered-artifact", false
    ),
    (
      """
      cd generated; old=$(sha256sum <X.1/policy.json | cut -c-64)
      sed -i 's/"approval": [^,]*/"approval": "2023-01"/' X.1/policy.json
      new=$(sha256sum <X.1/policy.json | cut -c-64); sed -i "s/$old/$new/" manifest.json
      """, "unsigned-entry", false
    ),
    ("cp stranger.pub payer.pub", "unknown-signer", false),
    ("cp payer.pem payer.pub", "unusable-key", false),
    (
      #"sed -i 's/"sig": ".\{4\}/"sig": "AAAA/' generated/X.1/2024-01/release.dsse.json"#,
      "forged-signature", false
    ),
    ("echo '{}' > generated/X.1/2024-01/release.dsse.json", "unreadable-envelope", false),
    ("rm generated/X.1/2024-01/release.dsse.json", "missing-signature", false),
  ])
  func refusesAChangedRelease(_ change: String, _ code: String, _ decides: Bool) throws {
    defer { command.remove() }
    try sign()
    #expect(try command.shell(change).code == 0)
    // Without sources next to it, as a reader has it.
    _ = try command.shell("mv policy sources")
    let verified = try command.run("verify", "X.1", "1/24", "--trust", "payer.pub")
    #expect(verified.code == 1)
    #expect(verified.errors.contains("error[\(code)]: "), "\(verified.errors)")
    #expect(verified.output.isEmpty)
    #expect(try command.run("explain", code).code == 0)
    let decided = try command.run("decide", "--trust", "payer.pub", input: request)
    #expect(decided.output.isEmpty == !decides, "\(decided.errors)")
    if !decides { #expect(decided.errors.contains("error[\(code)]: "), "\(decided.errors)") }
  }

  @Test func refusesOtherSources() throws {
    defer { command.remove() }
    try sign()
    try command.edit("policy/X.1/2024-01.yaml", "Iron harms", "Iron hurts")
    let verified = try command.run("verify", "--trust", "payer.pub", "--sources", "policy")
    #expect(verified.errors.contains("error[unsigned-seal]"), "\(verified.errors)")
  }

  @Test(arguments: [
    (["X.1", "6/24", "--key", "payer.pem"], "is a draft"),
    (["X.1", "1/24", "--key", "payer.pub"], "no private key in PEM"),
    (["X.1", "1/24", "--key", "missing.pem"], "missing.pem"),
    (["X.2", "1/24", "--key", "payer.pem"], "X.1"),
    (["X.1", "1/24", "--key", "payer.pem", "--on", "soon"], "2024-01-23"),
  ])
  func signsOnlyReleases(_ arguments: [String], _ message: String) throws {
    defer { command.remove() }
    let run = try command.run(["sign"] + arguments + ["--office", "Medical director"])
    #expect(run.code != 0)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(command.text(envelope) == nil)
  }

  @Test func signsOnlyWhatTheSourcesCompileTo() throws {
    defer { command.remove() }
    try command.edit("generated/X.1/2024-01/policy.md", "iron", "lead")
    let run = try command.run(
      "sign", "X.1", "1/24", "--key", "payer.pem", "--office", "Medical director")
    #expect(run.code == 1)
    #expect(run.errors.contains("is not what `policy` compiles to"))
    #expect(command.text(envelope) == nil)
  }
}
