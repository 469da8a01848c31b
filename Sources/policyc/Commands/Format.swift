internal import ArgumentParser
internal import Diagnostics
internal import PolicyCompilation
internal import PolicySyntax

/// `policyc fmt`: the sources in their one layout.
struct Format: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Bring the sources into one layout, without a change of meaning.",
    discussion: """
      Examples:
        policyc fmt                   every source in policy/
        policyc fmt --check           change nothing; fail if something would change
        policyc fmt --diff            show what would change
        policyc fmt - < draft.yaml    from standard input to standard output

      Every value, comment and group of lines stays; a file with an error is left as it is. \
      Braces and brackets stay where they fit on a line of 100 columns, text is wrapped there \
      unless it stands behind `|`, and quotes stay where they say something.
      """)

  @Argument(
    help: ArgumentHelp(
      "The folder of sources, or policies and files in one (default: policy).",
      valueName: "path"),
    completion: .file(extensions: ["yaml"])) var paths: [String] = []
  @Flag(help: "Write nothing; fail if a source is laid out otherwise.") var check = false
  @Flag(help: "Write nothing; show what would change.") var diff = false

  func run() throws {
    if paths == ["-"] { return try formatInput() }
    let selection = try SourceSelection(paths)
    let compilation = Compilation(try SourceFolder(selection.folder))
    let errors = compilation.findings.filter { $0.kind.severity == .error }
    var changed: [String] = []
    var left: [Diagnostic] = []
    for source in compilation.sources where selection.contains(path: source.path) {
      let found = errors.filter { $0.label.span.path == source.path }
      guard found.isEmpty, let document = Document.read(source).document else {
        left += found
        continue
      }
      let formatted = try Format.formatted(document)
      guard formatted != source.bytes else { continue }
      changed.append(source.path)
      if diff {
        Terminal.print(
          UnifiedDiff(source.path, from: source.bytes, to: formatted).text)
      } else if !check {
        try Files.replace(source.path, with: formatted)
      }
    }
    try report(changed, left, compilation.sources)
  }

  private func report(_ changed: [String], _ left: [Diagnostic], _ sources: [SourceText])
    throws(Failure)
  {
    if !left.isEmpty {
      Terminal.error(
        TextReport(sources: sources, colored: Terminal.errorIsColored).text(left))
      let files = Set(left.map(\.label.span.path)).count
      throw Failure(
        .inputHasErrors,
        files == 1
          ? "1 file has errors, and stays as it is"
          : "\(files) files have errors, and stay as they are")
    }
    guard !changed.isEmpty else { return }
    guard check else {
      if !diff { Terminal.print(changed.map { "\($0): formatted" }.joined(separator: "\n")) }
      return
    }
    throw Failure(
      .inputHasErrors,
      "error: not formatted:\n"
        + changed.map { "  \($0)\n" }.joined() + "help: run `policyc fmt`")
  }

  /// For editors, which hand over what is not saved yet; only what is no YAML is an error here.
  private func formatInput() throws {
    let source = SourceText(
      path: "standard input",
      bytes: try Files.read("/dev/stdin", limit: SourceBounds.bytes))
    let (document, findings) = Document.read(source)
    guard let document, !findings.hasErrors else {
      Terminal.error(
        TextReport(sources: [source], colored: Terminal.errorIsColored).text(findings))
      throw Failure(.inputHasErrors, "nothing was formatted")
    }
    let formatted = try Format.formatted(document)
    if check, formatted != source.bytes {
      throw Failure(.inputHasErrors, "error: not formatted\nhelp: run `policyc fmt`")
    }
    if diff {
      Terminal.print(
        UnifiedDiff(source.path, from: source.bytes, to: formatted).text)
    } else if !check {
      Terminal.print(String(decoding: formatted, as: UTF8.self))
    }
  }

  private static func formatted(_ document: Document) throws(Failure) -> [UInt8] {
    guard let bytes = document.formatted else {
      throw Failure(
        .inputHasErrors,
        """
        error: `\(document.source.path)` would not read the same in the layout, and stays as it is
        help: this is a fault of the compiler, please report it with the file
        """)
    }
    return bytes
  }
}
