import Diagnostics
import PolicyChecks
import PolicyCompilation
import PolicyModel
import PolicyReview
import PolicySources
import TestSupport
import Testing

@Suite struct SealTests {
  /// What the log claims is not what is looked at here.
  private static let claims = [
    (
      "text: Hepatitis C became a criterion., updated: hepatitis",
      "text: Hepatitis C became a criterion., event: reviewed"
    ),
    (
      "text: A study is cited., updated: [background, hernando2014]",
      "text: A study is cited., event: reviewed"
    ),
    ("    effect: widens\n", ""),
  ]

  private func seal(_ file: String = "", _ edits: (String, String)...) throws -> Seal {
    let base = Fixture.readBase(packageFolder + "/Tests/PolicyChecksTests/Fixtures/Base")
    let texts = base.map { path, bytes in
      var text = String(decoding: bytes, as: UTF8.self)
      for (old, new) in SealTests.claims { text = text.replacing(old, with: new) }
      if path == file { for (old, new) in edits { text = text.replacing(old, with: new) } }
      return SourceText(path: "policy/\(path)", bytes: Array(text.utf8))
    }
    let compilation = UnsealedCompilation(texts, in: "policy")
    try #require(!compilation.findings.hasErrors, "\(compilation.findings)")
    let policy = compilation.policies[0]
    return Seal(of: policy.revisions[1], in: policy)
  }

  private func edited(_ file: String, _ edits: (String, String)...) throws -> Set<Seal.Part> {
    var other: Seal?
    switch edits.count {
    case 1: other = try seal(file, edits[0])
    default: other = try seal(file, edits[0], edits[1])
    }
    let digests = try seal().digests
    return Set(Seal.Part.allCases.filter { digests[$0] != other?.digests[$0] })
  }

  @Test func layoutAndCommentsAreFree() throws {
    let file = "X.1/2024-06.yaml"
    #expect(
      try edited(file, ("reminder: This is", "# A note.\nreminder: >-\n  This is")).isEmpty)
    #expect(try edited(file, ("[{purpose: liver_iron}, ", "[ {purpose: liver_iron} , ")).isEmpty)
  }

  @Test func termsAndReferencesThatAreNotUsedAreFree() throws {
    #expect(
      try edited(
        "terminology/conditions.yaml",
        ("terms:\n", "terms:\n  - {id: new_term, label: New}\n")
      ).isEmpty)
  }

  /// A payer sets these later; they are signed.
  @Test func theEffectiveDateIsFree() throws {
    #expect(
      try edited(
        "X.1/revisions.yaml",
        ("    supersedes: 1/24\n", "    supersedes: 1/24\n    effective: 7/1/24\n")
      ).isEmpty)
  }

  @Test func anEditOfWhatARevisionUsesIsInItsPart() throws {
    #expect(
      try edited("terminology/icd-10-cm.yaml", ("code_decides: true", "code_decides: false"))
        == [.crosswalk])
    #expect(
      try edited("X.1/revisions.yaml", ("publisher: A payer", "publisher: Another payer"))
        == [.publication])
    #expect(
      try edited(
        "X.1/measurement.yaml",
        (
          "pins:\n",
          """
          pins:
            - revision: 6/24
              calibration: r2-1.5t-st-pierre-2005
              number: 1
              digest: 8f1345232f8911d5e3885cb7a9687665db488b30c45c817f2ee09cd61737ba19

          """
        )) == [.measurement])
    #expect(
      try edited(
        "X.1/revisions.yaml",
        (
          "    supersedes: 1/24\n",
          "    supersedes: 1/24\n    approvals: [{role: Board, date: 7/1/24, digest: a}]\n"
        ))
        == [.approvals])
  }

  @Test func anEditIsInItsPart() throws {
    let file = "X.1/2024-06.yaml"
    #expect(try edited(file, ("Iron harms", "Iron hurts")) == [.prose])
    #expect(try edited(file, ("text: Anemia", "text: Anaemia")) == [.criteria])
    #expect(try edited(file, ("Is iron overload", "Is overload")) == [.facts])
    #expect(try edited(file, ("resonance procedure", "procedure")) == [.coding])
    #expect(
      try edited("terminology/conditions.yaml", ("label: Hepatitis C", "label: HCV")) == [.terms])
    #expect(try edited("X.1/references.yaml", ("Quantification of", "Measuring")) == [.references])
    #expect(
      try edited("X.1/revisions.yaml", ("Hepatitis C became", "Hepatitis C is")) == [.record])
    #expect(
      try edited(file, ("[hepatitis_b, hepatitis_c]", "[hepatitis_c, anemia]"))
        == [.criteria, .terms, .decisions])
  }
}
