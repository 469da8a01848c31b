import TestSupport
import Testing

/// `docs/architecture.md` lists every target, and a target imports only targets that are listed above it.
@Suite struct TargetOrderTests {
  @Test func listsEveryFolderOfSourcesOnce() {
    #expect(Architecture.listed.sorted() == Architecture.folders)
  }

  @Test(arguments: Architecture.listed)
  func importsOnlyTargetsListedAboveIt(_ target: String) throws {
    let position = try #require(Architecture.listed.firstIndex(of: target))
    let above = Set(Architecture.listed[..<position])
    let imported = Architecture.imports(of: target).intersection(Architecture.listed)
    #expect(imported.subtracting(above).sorted() == [])
  }

  /// An unused dependency costs build time and hides the real order of the targets.
  @Test(arguments: Architecture.listed)
  func declaresOnlyWhatItImports(_ target: String) {
    let declared = Architecture.declaredDependencies(of: target).intersection(Architecture.listed)
    #expect(declared.subtracting(Architecture.imports(of: target)).sorted() == [])
  }
}
