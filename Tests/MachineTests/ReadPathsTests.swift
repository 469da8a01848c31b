import Foundation
import Machine
import Testing

/// An output that is also an input is refused, whatever path is used for it.
@Suite struct ReadPathsTests {
  private let folder: TemporaryFolder
  private var read = ReadPaths()

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("read", to: "in")
    try folder.write("read", to: "sources/a/b")
    try folder.link("link", to: "in")
    try folder.link("folder", to: "sources")
    #expect(Glibc.link(folder.path + "/in", folder.path + "/hard") == 0)
    #expect(Glibc.link(folder.path + "/sources/a/b", folder.path + "/source") == 0)
    read.add(file: folder.path + "/in")
    read.add(folder: folder.path + "/sources", of: "sources")
  }

  @Test(arguments: [
    "in", "./in", "sources/../in", "link", "hard", "source", "sources", "sources/new",
    "sources/a/b", "folder/new", "sources/a/new", "sources/./a/../new",
  ])
  func refuses(_ output: String) {
    #expect(throws: Failure.self) { try read.refuse("\(folder.path)/\(output)") }
  }

  @Test(arguments: ["out", "in2", "sources2", "a/b"])
  func accepts(_ output: String) throws { try read.refuse("\(folder.path)/\(output)") }

  @Test(arguments: [("out", "out"), ("out", "./out"), ("in", "hard"), ("link", "in"), ("-", "-")])
  func refusesTwoOutputsInOneFile(_ one: String, _ other: String) {
    func path(_ name: String) -> String { name == "-" ? name : "\(folder.path)/\(name)" }
    #expect(throws: Failure.self) {
      try ReadPaths.requireDifferent([("-o", path(one)), ("--audit", path(other))])
    }
  }
}
