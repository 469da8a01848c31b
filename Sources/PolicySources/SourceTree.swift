package import Diagnostics
internal import PolicySyntax

/// All sources as written, each value with its place; names are not yet resolved.
package struct SourceTree: Sendable {
  package let texts: [SourceText]
  package let terminologies: [TerminologySource]
  package let crosswalks: [CrosswalkSource]
  package let policies: [PolicySource]

  package func text(at path: String) -> SourceText? { texts.first { $0.path == path } }

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
  /// In the order of their file names, which is the order of time.
  package let revisions: [RevisionFile]
  package let references: [ReferenceSource]
  /// Nil where the policy measures nothing.
  package let measurement: MeasurementSource?
  /// Nil where the policy has no worked cases.
  package let cases: CasesSource?
}

extension SourceTree {
  /// Reads every file of a folder of sources: `terminology/NAME.yaml` and `POLICY/NAME.yaml`.
  ///
  /// A policy with errors is left out of the tree, and all are where the terms cannot be read, so
  /// that nothing is reported that follows from an error reported here.
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
  /// How many parts of each path name the folder of sources itself.
  let depth: Int
  private(set) var findings: [Diagnostic] = []

  init(texts: [SourceText], folder: String) {
    self.texts = texts.sorted { $0.path < $1.path }
    depth = SourceTree.components(of: folder).count
  }

  mutating func read() -> SourceTree {
    var terminologies: [TerminologySource] = []
    var crosswalks: [CrosswalkSource] = []
    var folders: [String: [SourceText]] = [:]
    for text in texts {
      let place = SourceTree.components(of: text.path).dropFirst(depth)
      guard place.count == 2, let folder = place.first, text.path.hasSuffix(".yaml") else {
        findings.append(
          Diagnostic(
            .unexpectedFile, "`\(place.joined(separator: "/"))` is no source of a policy",
            at: Span(path: text.path, range: 0..<0),
            help: place.count == 2
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
        if let crosswalk = value(Shapes.crosswalk, document) { crosswalks.append(crosswalk) }
      } else if let terminology = value(Shapes.terminology, document) {
        terminologies.append(terminology)
      }
    }
    let termsAreKnown = !findings.hasErrors
    let policies = folders.sorted { $0.key < $1.key }.compactMap { policy($0.key, $0.value) }
    return SourceTree(
      texts: texts, terminologies: terminologies, crosswalks: termsAreKnown ? crosswalks : [],
      policies: termsAreKnown ? policies : [])
  }

  private mutating func policy(_ id: String, _ texts: [SourceText]) -> PolicySource? {
    let before = findings.count
    var log: (path: String, source: RevisionLogSource)?
    var references: [ReferenceSource] = []
    var revisions: [PolicySource.RevisionFile] = []
    var measurement: MeasurementSource?
    var cases: CasesSource?
    for text in texts {
      switch SourceTree.components(of: text.path).last ?? "" {
      case "revisions.yaml":
        if let document = document(text), let source = value(Shapes.revisionLog, document) {
          log = (text.path, source)
        }
      case "references.yaml":
        if let document = document(text) {
          references = value(Shapes.references, document) ?? []
        }
      case "measurement.yaml":
        if let document = document(text) { measurement = value(Shapes.measurement, document) }
      case "cases.yaml":
        if let document = document(text) { cases = value(Shapes.cases, document) }
      case let name where isRevisionFile(name):
        if let document = document(text), let source = value(Shapes.revision, document) {
          revisions.append(PolicySource.RevisionFile(path: text.path, source: source))
        }
      case let name:
        findings.append(
          Diagnostic(
            .unexpectedFile, "`\(name)` is no source of a policy",
            at: Span(path: text.path, range: 0..<0),
            help:
              "name a revision by its month, as in `2023-11.yaml`; other sources are `revisions.yaml`, `references.yaml`, `measurement.yaml` and `cases.yaml`"
          ))
      }
    }
    let isPresent = texts.contains { $0.path.hasSuffix("/revisions.yaml") }
    if !isPresent, let first = texts.first {
      findings.append(
        Diagnostic(
          .missingFile, "the policy `\(id)` has no `revisions.yaml`",
          at: Span(path: first.path, range: 0..<0),
          help: "add one that lists this revision: `policyc explain missing-file` shows it"))
    }
    let isReadable = !findings[before...].contains { $0.kind.severity == .error }
    guard isReadable, let log else { return nil }
    return PolicySource(
      id: id, logPath: log.path, log: log.source, revisions: revisions, references: references,
      measurement: measurement, cases: cases)
  }

  private func isRevisionFile(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    return bytes.count == 12 && name.hasSuffix(".yaml") && bytes[4] == UInt8(ascii: "-")
      && (bytes[..<4] + bytes[5..<7]).allSatisfy { (0x30...0x39).contains($0) }
  }

  private mutating func document(_ text: SourceText) -> Document? {
    let (document, found) = Document.read(text)
    findings += found
    return document
  }

  private mutating func value<Value>(_ shape: Shape<Value>, _ document: Document) -> Value? {
    var reading = Reading(document.source)
    let value = shape.read(document.root, &reading)
    findings += reading.findings
    return value
  }
}
