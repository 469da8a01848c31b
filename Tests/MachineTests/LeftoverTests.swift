import Glibc
import Machine
import Testing

/// Temporary files of killed processes are removed. Those of running processes are locked and stay.
@Suite struct LeftoverTests {
  @Test(arguments: [
    (".answers.policyc-0123456789abcdef", true), (".a b.yaml.policyc-00000000000000ff", true),
    ("manifest.json.policyc-1234", true), (".generated.policyc-0123456789abcdef", true),
    (".answers.policyc-0123456789abcde", false), (".answers.policyc-0123456789abcdeg", false),
    ("answers.policyc-0123456789abcdef", false), ("manifest.json.policyc-", false),
    ("notes.policyc-v2", false), ("manifest.json.policyc-12345678901", false),
    (".policyc-config", false), ("policyc-1234", false),
  ])
  func recognizesTemporaryNames(_ name: String, _ isTemporary: Bool) {
    #expect(Files.isTemporaryName(name) == isTemporary)
  }

  @Test func removesFilesOfKilledProcesses() throws {
    let folder = try TemporaryFolder()
    for name in [
      ".a.policyc-0123456789abcdef", "a.policyc-17", ".b.policyc-00000000000000ff/c/d", "a", "b/c",
    ] { try folder.write("", to: name) }
    Files.clearLeftovers(in: folder.path)
    #expect(folder.files() == ["a", "b/c"])
  }

  @Test func keepsFilesOfRunningProcesses() throws {
    let folder = try TemporaryFolder()
    let name = ".a.policyc-0123456789abcdef"
    try folder.write("", to: name)
    let descriptor = open("\(folder.path)/\(name)", O_RDONLY)
    #expect(flock(descriptor, LOCK_EX) == 0)
    Files.clearLeftovers(in: folder.path)
    #expect(folder.files() == [name])
    close(descriptor)
    Files.clearLeftovers(in: folder.path)
    #expect(folder.files() == [])
  }

  /// When several files are replaced, each stays locked until it has its final name, even if
  /// another command clears the folder in the meantime.
  @Test func keepsTheFilesOfAnotherThread() async throws {
    let folder = try TemporaryFolder()
    let files = (0..<300).map { (path: "\($0)", bytes: [UInt8](repeating: 0x61, count: $0)) }
    let path = folder.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try Files.replace(files, below: path, named: path) }
      group.addTask { for _ in 0..<200 { Files.clearLeftovers(in: path) } }
      try await group.waitForAll()
    }
    #expect(folder.files().count == files.count)
  }

  /// A leftover can be a link or contain one. The target of the link must not be removed.
  @Test func doesNotFollowLinks() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "other/file")
    try folder.write("", to: "here/.a.policyc-0123456789abcdef/b")
    try folder.link("here/.a.policyc-0123456789abcdef/link", to: folder.path + "/other")
    try folder.link("here/.b.policyc-0123456789abcdef", to: folder.path + "/other")
    Files.clearLeftovers(in: folder.path + "/here")
    #expect(folder.text("other/file") == "mine")
  }
}
