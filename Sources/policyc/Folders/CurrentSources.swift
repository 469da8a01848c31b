internal import Diagnostics
internal import JSONText
internal import Machine
internal import PolicyCompilation
internal import PolicyModel
internal import PolicySources

/// The sources that a folder of compiled policies has to be of.
struct CurrentSources {
  private let folder: String
  /// Nil if there are no sources, so that the digests of the build are checked alone.
  private let texts: [SourceText]?

  /// - Parameter sources: the folder that the user named, which then has to exist, or nil for the default folder.
  init(_ sources: String?) throws(Failure) {
    folder = sources ?? "policy"
    texts = sources != nil || Files.isFolder(folder) ? try SourceFolder(folder).texts : nil
  }

  /// Requires that a policy was compiled from these sources, by this compiler.
  ///
  /// - Parameter policyJSON: the bytes of its `policy.json`.
  func require(_ id: String, _ policyJSON: [UInt8], in compiled: String) throws(Failure) {
    guard let texts else { return }
    let index = try? JSON(bytes: policyJSON)
    guard index?["source_sha256"]?.string == Compilation.digest(of: id, in: texts),
      index?["compiler"]?.string == Compiler.name,
      hasTerms(index?["terms"]?.array ?? [], of: texts)
    else {
      throw Failure(
        .inputHasErrors,
        "`\(compiled)/\(id)` was not compiled from the current sources in `\(folder)`",
        help: "run `policyc build`")
    }
  }

  /// Whether the shared terms that a policy was compiled with are the present ones.
  private func hasTerms(_ terms: [JSON], of sources: [SourceText]) -> Bool {
    guard !terms.isEmpty else { return true }
    let shared = sources.filter { $0.path.hasPrefix("\(folder)/terminology/") }
    let tree = SourceTree.read(shared.map(\.withUnixLineBreaks), in: folder).tree
    return terms.allSatisfy { written in
      let name = written["terminology"]?.string ?? ""
      return SharedTerms(name, in: tree)?.digest == written["sha256"]?.string
    }
  }
}
