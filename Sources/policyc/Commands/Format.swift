internal import ArgumentParser
internal import Diagnostics
internal import Machine
internal import PolicyCompilation
internal import PolicySyntax

/// `policyc fmt`: formats the sources in the standard layout.
struct Format: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Format the sources without changing their meaning.",
    discussion: """
      Examples:
        policyc fmt                   every source in policy/
        policyc fmt --check           change nothing; fail if something would change
        policyc fmt --diff            show what would change
        policyc fmt - < draft.yaml    from standard input to standard output

      Every value, comment and group of lines is kept. A file with an error is not changed. Braces \
      and brackets are kept if they fit on a line of 100 columns. Text is wrapped there unless it \
      follows `|`, and quotes are kept where they matter.
      """)

  @Argument(
    help: ArgumentHelp(
      "The folder of sources, or policies and files in one (default: policy).",
      valueName: "path"),
    completion: .file(extensions: ["yaml"])) var paths: [String] = []
  @Flag(help: "Write nothing; fail if a source is not formatted.") var check = false
  @Flag(help: "Write nothing; show what would change.") var diff = false

  func run() throws {
    if paths == ["-"] { return try formatInput() }
    let selection = try SourceSelection(paths)
    let lock = try check || diff ? nil : SourceFolder.lock(selection.folder)
    defer { withExtendedLifetime(lock) {} }
    let compilation = Compilation(try SourceFolder(selection.folder))
    let errors = compilation.findings.filter { $0.kind.severity == .error }
    var changed: [String] = []
    var skipped: [Diagnostic] = []
    for source in compilation.sources where selection.contains(path: source.path) {
      let found = errors.filter { $0.label.span.path == source.path }
      guard found.isEmpty, let document = Document.read(source).document else {
        skipped += found
        continue
      }
      let formatted = try Format.formatted(document)
      guard formatted != source.bytes else { continue }
      changed.append(source.path)
      if diff {
        Terminal.print(UnifiedDiff(source.path, from: source.bytes, to: formatted).text)
      } else if !check {
        try SourceText(path: source.path, bytes: formatted).replaceFile()
      }
    }
    try report(changed, skipped, compilation.sources)
  }

  private func report(_ changed: [String], _ skipped: [Diagnostic], _ sources: [SourceText])
    throws(Failure)
  {
    if !skipped.isEmpty {
      FindingsReport(skipped, in: sources).printText()
      let files = Set(skipped.map(\.label.span.path)).count
      throw Failure(
        .inputHasErrors,
        summary: files == 1
          ? "1 file has errors and was not formatted"
          : "\(files) files have errors and were not formatted")
    }
    guard !changed.isEmpty else { return }
    guard check else {
      if !diff { Terminal.print(changed.map { "\($0): formatted" }.joined(separator: "\n")) }
      return
    }
    throw Failure(
      .inputHasErrors,
      "these files are not formatted:\n" + changed.map { "  \($0)" }.joined(separator: "\n"),
      help: "run `policyc fmt`")
  }

  /// Formats unsaved text from an editor; only text that is not YAML is an error here.
  private func formatInput() throws {
    let source = SourceText(
      path: "standard input", bytes: try Files.read("/dev/stdin", limit: SourceBounds.bytes)
    ).withUnixLineBreaks
    let (document, findings) = Document.read(source)
    guard let document, !findings.hasErrors else {
      FindingsReport(findings, in: [source]).printText()
      throw Failure(.inputHasErrors, summary: "nothing was formatted")
    }
    let formatted = try Format.formatted(document)
    if check, formatted != source.bytes {
      throw Failure(
        .inputHasErrors, "standard input is not formatted", help: "run `policyc fmt`")
    }
    if diff {
      Terminal.print(UnifiedDiff(source.path, from: source.bytes, to: formatted).text)
    } else if !check {
      Terminal.print(String(decoding: formatted, as: UTF8.self))
    }
  }

  private static func formatted(_ document: Document) throws(Failure) -> [UInt8] {
    guard let bytes = document.formatted else {
      throw Failure(
        .inputHasErrors,
        "`\(document.source.path)` would read differently after formatting and was not changed",
        help: "this is a fault of the compiler: report it together with the file")
    }
    return bytes
  }
}
