package import Diagnostics
internal import PolicySyntax

/// All sources as written, each value with its source location. Names are not resolved yet.
package struct SourceTree: Sendable {
  package let texts: [SourceText]
  /// Every file that could be read. The other properties contain only what is complete.
  package let files: [SourceFile]
  package let terminologies: [TerminologySource]
  package let crosswalks: [CrosswalkSource]
  package let policies: [PolicySource]

  package func text(at path: String) -> SourceText? { texts.first { $0.path == path } }

  /// The tree with other terms.
  func with(_ terminologies: [TerminologySource], _ crosswalks: [CrosswalkSource]) -> SourceTree {
    SourceTree(
      texts: texts, files: files, terminologies: terminologies, crosswalks: crosswalks,
      policies: policies)
  }

  package func terminology(_ name: String) -> TerminologySource? {
    terminologies.first { $0.name.value == name }
  }
}

/// The sources of one policy.
package struct PolicySource: Sendable {
  package struct RevisionFile: Sendable {
    package let path: String
    package let source: RevisionSource

    /// The name of the file without its folder.
    package var name: String { SourceTree.components(of: path).last ?? path }
  }

  /// The name of its folder.
  package let id: String
  package let logPath: String
  package let log: RevisionLogSource
  /// In the order of their file names, which is chronological.
  package let revisions: [RevisionFile]
  package let references: [ReferenceSource]
  /// Nil if the policy does not pin a calibration.
  package let measurement: MeasurementSource?
  /// Nil before anything was released.
  package let released: ReleasedSource?
  /// Nil if the policy does not have worked cases.
  package let cases: CasesSource?
}

extension SourceTree {
  /// Reads every file in a folder of sources: `terminology/NAME.yaml` and `POLICY/NAME.yaml`.
  ///
  /// The tree leaves out policies with errors, and leaves out all policies if a terminology has errors,
  /// so that later checks do not report what follows from an error reported here.
  package static func read(_ texts: [SourceText], in folder: String) -> (
    tree: SourceTree, findings: [Diagnostic]
  ) {
    var reader = TreeReader(texts: texts, folder: folder)
    let tree = reader.read()
    return (tree, reader.findings)
  }

  static func components(of path: String) -> [String] {
    path.split(separator: "/").map(String.init)
  }
}

private struct TreeReader {
  let texts: [SourceText]
  /// The number of path components of the folder of sources itself.
  let depth: Int
  private(set) var findings: [Diagnostic] = []
  private var modelines = Modelines()
  private var files: [SourceFile] = []

  init(texts: [SourceText], folder: String) {
    self.texts = texts.sorted { $0.path < $1.path }
    depth = SourceTree.components(of: folder).count
  }

  mutating func read() -> SourceTree {
    var terminologies: [TerminologySource] = []
    var crosswalks: [CrosswalkSource] = []
    var folders: [String: [SourceText]] = [:]
    for text in texts {
      let path = relativePath(of: text)
      guard path.count == 2, let folder = path.first, text.path.hasSuffix(".yaml") else {
        findings.append(
          Diagnostic(
            .unexpectedFile, "`\(path.joined(separator: "/"))` is not a source of a policy",
            at: Span(path: text.path, range: 0..<0),
            help: path.count == 2
              ? "end its name in `.yaml`, or remove the file"
              : "put sources into `POLICY/NAME.yaml` or `terminology/NAME.yaml`, or remove the file"
          ))
        continue
      }
      guard folder == "terminology" else {
        folders[folder, default: []].append(text)
        continue
      }
      guard let document = document(text) else { continue }
      if document.root["crosswalk"] != nil {
        if let crosswalk = value(Shapes.crosswalk, document, SourceFile.Content.crosswalk) {
          crosswalks.append(crosswalk)
        }
      } else if let terminology = value(
        Shapes.terminology, document, SourceFile.Content.terminology)
      {
        terminologies.append(terminology)
      }
    }
    let termsAreKnown = !findings.hasErrors
    let policies = folders.sorted { $0.key < $1.key }.compactMap { policy($0.key, $0.value) }
    findings += modelines.findings
    return SourceTree(
      texts: texts, files: files, terminologies: terminologies,
      crosswalks: termsAreKnown ? crosswalks : [],
      policies: termsAreKnown ? policies : [])
  }

  private mutating func policy(_ id: String, _ texts: [SourceText]) -> PolicySource? {
    let before = findings.count
    var log: (path: String, source: RevisionLogSource)?
    var references: [ReferenceSource] = []
    var revisions: [PolicySource.RevisionFile] = []
    var measurement: MeasurementSource?
    var released: ReleasedSource?
    var cases: CasesSource?
    for text in texts {
      switch SourceTree.components(of: text.path).last ?? "" {
      case "revisions.yaml":
        if let document = document(text),
          let source = value(Shapes.revisionLog, document, SourceFile.Content.log)
        {
          log = (text.path, source)
        }
      case "references.yaml":
        if let document = document(text) {
          references = value(Shapes.references, document, SourceFile.Content.references) ?? []
        }
      case "measurement.yaml":
        if let document = document(text) {
          measurement = value(Shapes.measurement, document, SourceFile.Content.measurement)
        }
      case "released.yaml":
        if let document = document(text) {
          released = value(Shapes.released, document, SourceFile.Content.released)
        }
      case "cases.yaml":
        if let document = document(text) {
          cases = value(Shapes.cases, document, SourceFile.Content.cases)
        }
      case let name where SourceSchema.isRevisionFile(name):
        if let document = document(text),
          let source = value(Shapes.revision, document, SourceFile.Content.revision)
        {
          revisions.append(PolicySource.RevisionFile(path: text.path, source: source))
        }
      case let name:
        findings.append(
          Diagnostic(
            .unexpectedFile, "`\(name)` is not a source of a policy",
            at: Span(path: text.path, range: 0..<0),
            help:
              "name a revision by its month, as in `2023-11.yaml`; other sources are `revisions.yaml`, `references.yaml`, `measurement.yaml`, `released.yaml` and `cases.yaml`"
          ))
      }
    }
    let isPresent = texts.contains { $0.path.hasSuffix("/revisions.yaml") }
    if !isPresent, let first = texts.first {
      findings.append(
        Diagnostic(
          .missingFile, "the policy `\(id)` does not have a `revisions.yaml`",
          at: Span(path: first.path, range: 0..<0),
          help: "add one that lists this revision: `policyc explain missing-file` shows it"))
    }
    let isReadable = !findings[before...].contains { $0.kind.severity == .error }
    guard isReadable, let log else { return nil }
    return PolicySource(
      id: id, logPath: log.path, log: log.source, revisions: revisions, references: references,
      measurement: measurement, released: released, cases: cases)
  }

  private mutating func document(_ text: SourceText) -> Document? {
    let (document, found) = Document.read(text)
    findings += found
    if let document { modelines.read(document, at: Array(relativePath(of: text))) }
    return document
  }

  /// The components of a path below the folder of sources.
  private func relativePath(of text: SourceText) -> ArraySlice<String> {
    SourceTree.components(of: text.path).dropFirst(depth)
  }

  private mutating func value<Value>(
    _ shape: Shape<Value>, _ document: Document, _ content: (Value) -> SourceFile.Content
  ) -> Value? {
    var reading = Reading(document)
    let value = shape.read(document.root, &reading)
    findings += reading.findings
    if let value {
      let folder = relativePath(of: document.source).first ?? ""
      files.append(SourceFile(folder: folder, document: document, content: content(value)))
    }
    return value
  }
}
