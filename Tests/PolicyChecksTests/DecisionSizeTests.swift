import DecisionTable
import Diagnostics
import Glibc
import PolicyChecks
import PolicyCompilation
import PolicyModel
import PolicySources
import TestSupport
import Testing

/// Decisions whose diagrams exceed their bounds are still checked and decided quickly.
@Suite struct DecisionSizeTests {
  @Test(arguments: [
    // Pairs of facts that are far apart in the order of the diagram.
    Sample(
      "distant pairs", facts: 60,
      groups: (0..<30).map { "{all_of: [{f\($0): true}, {f\($0 + 30): true}]}" },
      first: (0..<60).map { "{f\($0): true}" }, result: .needsInformation),
    // Half of the groups of four distant facts must hold.
    Sample(
      "counts of distant groups", facts: 160,
      groups: [
        "{some_of: {at_least: 20, of: ["
          + (0..<40).map { group in
            "{all_of: [" + (0..<4).map { "{f\($0 * 40 + group): true}" }.joined(separator: ", ")
              + "]}"
          }.joined(separator: ", ") + "]}}"
      ], first: (0..<160).map { "{f\($0): true}" }, result: .needsInformation),
    // Two counts of different facts that exclude each other: much work for a small result.
    Sample(
      "counts that exclude each other", facts: 601,
      groups: [
        "{all_of: [{all_of: [{f600: true}, \(count(150, of: stride(from: 0, to: 600, by: 2)))]}, "
          + "{all_of: [{f600: false}, \(count(150, of: stride(from: 1, to: 600, by: 2)))]}]}"
      ], first: (0..<601).map { "{f\($0): true}" }),
    Sample("too many facts", facts: 4_200),
    Sample("4,000 facts", facts: 4_000),
    Sample("2,000 unknown facts", ["unknown-fact", "unexamined-rest"], facts: 2_000, tested: "g"),
  ])
  func areCheckedAndDecidedQuickly(_ sample: Sample) throws {
    let base = Fixture.readBase(folder(of: #filePath) + "/Fixtures/Base")
    let sources =
      base.filter {
        ![sample.path, "X.1/cases.yaml"].contains($0.path)
      }
      .map { file -> (path: String, bytes: [UInt8]) in
        // The claims of the base's log about its draft do not hold for this one.
        let text = String(decoding: file.bytes, as: UTF8.self)
        let lines = text.split(separator: "\n").map { line in
          line.contains("updated: hepatitis") ? "    changes: [All changed.]" : line
        }.filter { $0 != "    effect: widens" }
        return (file.path, Array((lines.joined(separator: "\n") + "\n").utf8))
      } + [(path: sample.path, bytes: sample.bytes)]
    let texts = sources.map { SourceText(path: "policy/\($0.path)", bytes: $0.bytes) }
    let start = processorSeconds
    let compilation = Compilation(texts, in: "policy")
    let errors = compilation.findings.filter { $0.kind.severity == .error }
    #expect(Set(errors.map(\.kind.code)) == sample.codes)
    if sample.codes.isEmpty {
      let revision = try #require(
        compilation.policies.flatMap(\.policy.revisions).first { $0.id == "2024-06" })
      let verdict = try Decider(revision.table).decide(["f0": .boolean(true)])
      #expect(verdict.result == sample.result)
    }
    #expect(processorSeconds - start < 10)
  }

  /// A revision that tests generated facts.
  struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let codes: Set<String>
    let path = "X.1/2024-06.yaml"
    let bytes: [UInt8]
    /// The result if only the first fact is known, and true.
    let result: Verdict.Result

    var testDescription: String { name }

    /// - Parameters:
    ///   - first: conditions that fix the order of facts in the diagram.
    ///   - groups: conditions of which one must hold; if there are none, each fact is tested once.
    init(
      _ name: String, _ codes: Set<String> = [], facts: Int, tested: String = "f",
      groups: [String] = [],
      first: [String] = [], result: Verdict.Result = .notMet
    ) {
      self.result = result
      self.name = name
      self.codes = codes
      let conditions = groups.isEmpty ? (0..<facts).map { "{\(tested)\($0): true}" } : groups
      let text = """
        policy: X.1
        revision: 6/24
        title: Liver iron by MRI
        facts:
        \((0..<facts).map { "  f\($0): {type: boolean, ask: Is it so?}" }.joined(separator: "\n"))
        scope: {any_of: [\((first + [conditions[0]]).joined(separator: ", "))]}
        statements:
          - id: all
            outcome: investigational
            text: The service is investigational.
            require: [{any_of: [\(conditions.joined(separator: ", "))]}]
            when: {f0: true}

        """
      bytes = Array(text.utf8)
    }
  }

  /// The processor time of this thread, which does not depend on the load of the machine.
  private var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

private func count(_ least: Int, of facts: some Sequence<Int>) -> String {
  "{some_of: {at_least: \(least), of: ["
    + facts.map { "{f\($0): true}" }.joined(separator: ", ") + "]}}"
}
