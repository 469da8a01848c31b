internal import Diagnostics
internal import PolicyCases
internal import PolicyChecks
internal import PolicyCompilation
internal import RandomPolicies

/// Compiles the policy that the bytes determine, with all of its artefacts. No source may crash the
/// compiler, and each page must say what the table decides.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let policy = RandomPolicy(Array(UnsafeBufferPointer(start: start, count: count)))
  let sources = policy.files.map { path, text in
    SourceText(path: "policy/\(path)", bytes: Array(text.utf8))
  }
  let compilation = Compilation(sources, in: "policy")
  _ = TextReport(sources: compilation.sources).text(compilation.findings)
  do {
    _ = try compilation.artifacts()
  } catch {
    fatalError("a page does not say what the table decides: \(error)")
  }
  for checked in compilation.policies {
    _ = CaseRun(checked.cases, of: checked.policy)
    _ = CaseSuggestions(for: checked.policy, completing: checked.cases)
  }
  return 0
}
