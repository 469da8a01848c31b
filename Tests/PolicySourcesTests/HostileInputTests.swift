import Diagnostics
import Glibc
import PolicySources
import RandomPolicies
import TestSupport
import Testing

/// Whatever the bytes are, reading ends quickly and says what is wrong.
@Suite struct HostileInputTests {
  private let base = Fixture.readBase(
    folder(of: #filePath, levels: 2) + "/PolicyChecksTests/Fixtures/Base")

  @Test func everyPrefixIsReadOrRefused() {
    for (path, bytes) in base {
      for part in 0..<97 {
        read([(path, Array(bytes.prefix(bytes.count * part / 97)))])
      }
    }
  }

  @Test func damagedFilesAreReadOrRefused() {
    forAll(seeds: 0..<3_000) { random in
      let (path, bytes) = base.randomElement(using: &random)!
      read([(path, damaged(bytes, using: &random))])
      return true
    }
  }

  @Test(arguments: HostileSource.all)
  func isRefused(_ source: HostileSource) {
    let start = processorSeconds
    let codes = read(replacing(source.path, by: source.bytes))
    if let code = source.code { #expect(codes.contains(code), "\(codes)") }
    if source.code == nil { #expect(codes.isEmpty) }
    #expect(processorSeconds - start < 2)
  }

  @Test func carriageReturnsBeforeLineFeedsAreLineBreaks() {
    let sources = base.map { path, bytes in
      (path, bytes.flatMap { $0 == UInt8(ascii: "\n") ? [0x0D, 0x0A] : [$0] })
    }
    #expect(read(sources).isEmpty)
  }

  @Test func byteOrderMarksAreNoText() {
    #expect(read(base.map { ($0.path, [0xEF, 0xBB, 0xBF] + $0.bytes) }).isEmpty)
  }

  private func replacing(_ path: String, by bytes: [UInt8]) -> [(path: String, bytes: [UInt8])] {
    base.filter { $0.path != path } + [(path, bytes)]
  }

  /// The codes of the findings. The report is printed as well, because it reads the source at every
  /// finding.
  @discardableResult
  private func read(_ sources: [(path: String, bytes: [UInt8])]) -> Set<String> {
    let texts = sources.map { SourceText(path: "policy/\($0.path)", bytes: $0.bytes) }
    let findings = SourceTree.read(texts, in: "policy").findings.sortedByLocation
    _ = TextReport(sources: texts).text(findings)
    for finding in findings {
      for label in [finding.label] + finding.notes.compactMap(\.label) {
        let length = texts.first { $0.path == label.span.path }?.bytes.count ?? 0
        #expect(label.span.range.upperBound <= length)
      }
    }
    return Set(findings.map(\.kind.code))
  }

  /// The processor time of this thread, which does not depend on the load of the machine.
  private var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// A malicious file, or one that a broken program wrote.
struct HostileSource: Sendable, CustomTestStringConvertible {
  let name: String
  var path = "X.1/2024-06.yaml"
  let bytes: [UInt8]
  /// The code of the expected finding, or nil if the file is correct.
  let code: String?

  var testDescription: String { name }

  private init(_ name: String, _ text: String, _ code: String?) {
    self.name = name
    bytes = Array(text.utf8)
    self.code = code
  }

  /// A revision in which one piece of prose is unusual.
  private init(_ name: String, prose piece: String, _ code: String?, count: Int? = nil) {
    let count = count ?? (32 << 10) / piece.utf8.count
    let text = String(repeating: piece, count: count)
      .replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    self.init(name, HostileSource.revision(description: "\"\(text)\""), code)
  }

  static let all: [HostileSource] = nested + repeated + prose + characters + large

  private static let nested = [
    HostileSource(
      "a billion laughs",
      "a: &a0 [x, x]\n"
        + (1...30).map { "b\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined(),
      "alias-expansion"),
    HostileSource(
      "10,000 brackets",
      String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000),
      "nesting-too-deep"),
    HostileSource(
      "10,000 braces",
      String(repeating: "{a: ", count: 10_000) + String(repeating: "}", count: 10_000),
      "nesting-too-deep"),
    HostileSource(
      "10,000 lists on a line", String(repeating: "- ", count: 10_000), "nesting-too-deep"),
    HostileSource(
      "1,000 lists, a line each",
      (0..<1_000).map { String(repeating: " ", count: $0) + "-\n" }.joined(), "nesting-too-deep"),
    HostileSource(
      "1,000 mappings, a line each",
      (0..<1_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(), "nesting-too-deep"),
    HostileSource("keys in keys", String(repeating: "? ", count: 10_000), "nesting-too-deep"),
    HostileSource("groups at the bound", revision(groups: 9), nil),
    HostileSource("groups beyond the bound", revision(groups: 16), "nesting-too-deep"),
  ]

  private static let repeated = [
    ("[", "nesting-too-deep"), ("- ", "nesting-too-deep"), ("{a: ", "nesting-too-deep"),
    ("*a ", "unknown-alias"), ("&a ", "yaml-syntax"), ("\"", "yaml-syntax"),
    ("'", "mistyped-value"),
    (" ", "empty-file"), ("\n", "empty-file"), ("#", "empty-file"), ("#\n", "empty-file"),
    ("a", "mistyped-value"), ("a ", "mistyped-value"), ("a\n", "mistyped-value"),
    ("a: ", "yaml-syntax"), ("!!a ", "yaml-tag"), ("---\n", "several-documents"),
    ("\t", "yaml-syntax"), ("\tx\n", "tab-indentation"), ("%", "yaml-syntax"),
    ("|\n", "yaml-syntax"), ("? ", "nesting-too-deep"), ("- a\n", "alias-expansion"),
    ("é", "mistyped-value"), ("\u{1F9EC}", "mistyped-value"),
  ].map { piece, code in
    HostileSource(
      "1 MiB of \(piece.debugDescription)",
      String(repeating: piece, count: mebibyte / piece.utf8.count), code)
  }

  private static let prose = [
    HostileSource("prose of [", prose: "[", nil),
    HostileSource("prose of emphasis", prose: "*a _b ", nil),
    HostileSource("prose of quotations", prose: "> ", "unsupported-prose"),
    HostileSource("prose of lists", prose: "- ", "unsupported-prose"),
    HostileSource("prose of pictures", prose: "![[]()", "unsafe-link"),
    HostileSource("prose of <", prose: "<", nil),
    HostileSource("prose of backticks", prose: "`", "unsupported-prose"),
    HostileSource("prose of code", prose: "`a``b", nil),
    HostileSource("prose of links", prose: "[a](", nil),
    HostileSource("prose of tags", prose: "<a>", "raw-html"),
    HostileSource("prose of open tags", prose: "<a b='", nil),
    HostileSource("prose of comments", prose: "<!--", "raw-html"),
    HostileSource("prose of entities", prose: "&amp;", nil),
    HostileSource("prose of stars", prose: "**a *a ", nil),
    HostileSource("prose of strong text", prose: "**", "unsupported-prose"),
    HostileSource("prose of citations", prose: "[@a]", nil),
    HostileSource("prose of open citations", prose: "[@", "bad-citation"),
    HostileSource("prose of bad citations", prose: "[@ ]", "bad-citation"),
    HostileSource("prose of backslashes", prose: "\\", nil),
    HostileSource(
      "prose of different tags",
      revision(
        description: (0..<4_000).map { "<a\($0)>" }.joined()), "raw-html"),
    HostileSource(
      "prose of different references",
      revision(
        description: "\"" + (0..<3_000).map { "[a]: b\($0)\\n" }.joined() + "a\""),
      "unsupported-prose"),
    HostileSource("too much prose", prose: "a", "prose-too-long", count: 32 << 10 | 1),
  ]

  private static let characters = [
    HostileSource("a NUL", revision(description: "a\0b"), "invisible-character"),
    HostileSource(
      "an escaped NUL", revision(description: "\"a\\0b\""), "invisible-character"),
    HostileSource(
      "an escape", revision(description: "a\u{1B}[31mb"), "invisible-character"),
    HostileSource("a lone CR", revision(description: "a\rb"), "yaml-syntax"),
    HostileSource("a lone CR in quotes", revision(description: "\"a\rb\""), nil),
    HostileSource("U+2028 in quotes", revision(description: "\"a\u{2028}b\""), nil),
    HostileSource("U+0085 in quotes", revision(description: "\"a\u{85}b\""), nil),
    HostileSource("U+2028", revision(description: "a\u{2028}b"), "yaml-syntax"),
    HostileSource("U+0085", revision(description: "a\u{85}b"), "yaml-syntax"),
    HostileSource(
      "a mark in the middle", revision(description: "a\u{FEFF}b"), "invisible-character"),
    HostileSource("a soft hyphen", revision(description: "a\u{AD}b"), "invisible-character"),
    HostileSource(
      "a mark in a comment", "# \u{FEFF}\n" + revision(), "invisible-character"),
    HostileSource("a no-break space in prose", revision(description: "5\u{A0}mg"), nil),
    HostileSource("a joiner in prose", revision(description: "\u{1F468}\u{200D}\u{2695}"), nil),
    HostileSource("a lone mark", "\u{FEFF}", "empty-file"),
    HostileSource("comments between lone CRs", "# a\r# b\r# c", "empty-file"),
  ]

  private static let large = [
    HostileSource(
      "a line of a megabyte", revision(description: String(repeating: "ab ", count: 300_000)),
      "prose-too-long"),
    HostileSource("2,000 criteria", revision(criteria: 2_000), nil),
    HostileSource("4,000 facts", revision(facts: 4_000), nil),
    HostileSource(
      "15,000 unknown keys", (0..<15_000).map { "key\($0): x\n" }.joined(), "unknown-key"),
    HostileSource(
      "20,000 equal keys", String(repeating: "a: \n", count: 20_000), "repeated-key"),
    HostileSource(
      "1 MiB and a byte", "a: " + String(repeating: "a", count: mebibyte), "file-too-large"),
    HostileSource(
      "a long name", "policy: X.1\n? " + String(repeating: "a", count: 100_000) + "\n: b\n",
      "unknown-key"
    ),
  ]

  private static let mebibyte = 1 << 20

  private static func revision(
    description: String = "Measures iron.", criteria: Int = 1, facts: Int = 1, groups: Int = 0
  ) -> String {
    var members = (0..<criteria).map { "{id: c\($0), text: C, when: {f0: true}}" }
    for group in 0..<groups {
      members = ["{id: g\(group), text: G, any_of: [\(members.joined(separator: ", "))]}"]
    }
    return """
      policy: X.1
      revision: 6/24
      title: Liver iron by MRI
      facts:
      \((0..<facts).map { "  f\($0): {type: boolean, ask: Is it so?}" }.joined(separator: "\n"))
      scope: {f0: true}
      description: \(description)
      statements:
        - id: all
          outcome: investigational
          text: The service is investigational.
          any_of: [\(members.joined(separator: ", "))]

      """
  }
}
