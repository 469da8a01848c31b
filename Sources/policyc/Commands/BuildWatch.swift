internal import Diagnostics
internal import Machine
internal import PolicyChecks
internal import PolicyCompilation
internal import PolicyModel

/// `policyc build --watch`: prints one line per build, and keeps the last successful build until the next one.
struct BuildWatch {
  let build: Build

  func run() throws(Failure) {
    _ = try SourceFolder(sources)
    Terminal.letSignalsEnd()
    let watch = try FolderWatch(sources, levels: 3) { !IgnoredNames.contains($0) }
    while true {
      let start = ContinuousClock.now
      let result: String
      do throws(Failure) {
        result = try rebuild()
      } catch {
        guard error.code == .inputHasErrors else { throw error }
        result = error.message.split(separator: "\n").first.map(String.init) ?? "not built"
      }
      let time = (ContinuousClock.now - start) / .milliseconds(1)
      Terminal.print("\(Int(time)) ms: \(result)")
      try watch.wait()
    }
  }

  private var sources: String { build.folders.sources }

  private func rebuild() throws(Failure) -> String {
    let output = try OutputFolder(path: build.folders.output).beginWriting()
    let compilation = Compilation(try SourceFolder(sources))
    try build.requireKnown(in: compilation)
    let findings = build.findings(of: compilation)
    let errors = findings.filter { $0.kind.severity == .error }
    if let first = errors.first { return summary(of: first, errors.count, compilation) }
    let (artifacts, leftOut) = try build.artifacts(of: compilation) { id throws(Failure) in
      try output.policy(id)
    }
    let changed = try output.differences(from: artifacts).count
    try output.replace(with: artifacts)
    let warnings = findings.count + leftOut.count
    return "built \(compilation.policies.map(\.policy.id).joined(separator: ", ")), "
      + "\(changed) file\(changed == 1 ? "" : "s") changed"
      + (warnings == 0 ? "" : ", \(warnings) warning\(warnings == 1 ? "" : "s")")
  }

  private func summary(of first: Diagnostic, _ count: Int, _ compilation: Compilation) -> String {
    let path = first.label.span.path
    let source = compilation.sources.first { $0.path == path }
    let (line, column) = source?.position(of: first.label.span.range.lowerBound) ?? (1, 1)
    let more = count == 1 ? "" : ", and \(count - 1) more"
    return
      "\(path):\(line):\(column): error[\(first.kind.code)]: \(first.message)\(more); the last successful build is kept"
  }
}
