import Foundation
import Testing

/// `generated/` is one build: old or new, whatever was killed or runs at the same time.
@Suite struct WholeBuildTests {
  private let command: Command
  private let request = #"{"id":"1","revision":"1/24","facts":{}}"#

  init() throws { command = try Command() }

  @Test func removesTheLeftoversOfKilledCommands() throws {
    defer { command.remove() }
    #expect(try command.run("build").code == 0)
    let clean = try command.everyFile()
    let digits = "policyc-0123456789abcdef"
    for file in [
      "generated/.manifest.json.\(digits)", "generated/manifest.json.policyc-1234",
      "generated/X.1/policy.json.policyc-77", "generated/X.1/2024-01/.policy.md.\(digits)",
      ".generated.\(digits)", "policy/X.1/.2024-01.yaml.\(digits)",
      "policy/X.1/2024-01.yaml.policyc-999", "policy/terminology/conditions.yaml.policyc-1",
    ] { _ = FileManager.default.createFile(atPath: "\(command.folder)/\(file)", contents: nil) }
    try FileManager.default.createDirectory(
      atPath: "\(command.folder)/.generated.policyc-00000000000000aa/X.1",
      withIntermediateDirectories: true)
    #expect(try command.run("check").code == 0)
    #expect(try command.run("decide", input: request).code == 0)
    let build = try command.run("build")
    #expect(build.code == 0, "\(build.errors)")
    #expect(try command.everyFile() == clean)
  }

  @Test func aFirstBuildThatWasKilledBlocksNothing() throws {
    defer { command.remove() }
    for file in [".manifest.json.policyc-0123456789abcdef", "index.html.policyc-12"] {
      try FileManager.default.createDirectory(
        atPath: command.folder + "/generated", withIntermediateDirectories: true)
      _ = FileManager.default.createFile(
        atPath: "\(command.folder)/generated/\(file)", contents: nil)
      let build = try command.run("build")
      #expect(build.code == 0, "\(build.errors)")
      #expect(try command.run("build", "--check").code == 0)
      try FileManager.default.removeItem(atPath: command.folder + "/generated")
    }
  }

  /// A mount point cannot be exchanged, so its files are replaced one by one.
  @Test func buildsIntoAMountPoint() throws {
    defer { command.remove() }
    let run = try command.shell(
      """
      export -f policyc
      mkdir generated
      unshare --map-root-user --mount true 2>/dev/null || exit 77
      unshare --map-root-user --mount bash -c '
        mount -t tmpfs none generated || exit 77
        policyc build >/dev/null || exit 1
        echo mine >generated/X.1/notes
        sed -i "s/Iron harms/Iron hurts/" policy/X.1/2024-06.yaml
        policyc build >/dev/null || exit 2
        policyc build --check >/dev/null || exit 3
        grep -q "Iron hurts" generated/X.1/2024-06/policy.md || exit 4
        [ "$(cat generated/X.1/notes)" = mine ] || exit 5
        ! find generated | grep policyc- || exit 6
      '
      """)
    guard run.code != 77 else { return print("skipped: this machine allows no mounts in a test") }
    #expect(run.code == 0, "\(run.output)\(run.errors)")
  }

  /// The first builds of a folder, and later ones after a source changed.
  @Test func severalBuildsAtOnceMakeOne() throws {
    defer { command.remove() }
    for round in 0..<3 {
      try command.edit(
        "policy/X.1/2024-06.yaml", "Iron harms\(round == 0 ? "" : " \(round)")",
        "Iron harms \(round + 1)")
      let run = try command.shell(
        """
        policyc build >/dev/null & a=$!; policyc build >/dev/null & b=$!
        policyc build >/dev/null & c=$!; policyc build >/dev/null & d=$!
        wait $a && wait $b && wait $c && wait $d
        """)
      #expect(run.code == 0, "\(run.errors)")
      #expect(try command.run("build", "--check").code == 0)
      #expect(try command.everyFile().keys.allSatisfy { !$0.contains("policyc-") })
    }
  }

  @Test func decidesNextToBuilds() throws {
    defer { command.remove() }
    // Without sources, `decide` relies on the digests of the build alone.
    let run = try command.shell(
      """
      cp -r policy other && sed -i 's/Iron harms/Iron hurts/' other/X.1/2024-06.yaml
      policyc build >/dev/null || exit 9
      (for i in 1 2 3 4 5 6; do
        policyc build --sources other --output generated >/dev/null || exit 8
        policyc build --output generated >/dev/null || exit 8
      done) & builds=$!
      mkdir reader && cd reader
      while kill -0 $builds 2>/dev/null; do
        echo '\(request)' | policyc decide --compiled ../generated >>answers || exit 7
      done
      wait $builds
      """)
    #expect(run.code == 0, "\(run.errors)")
    let answers = Set(command.text("reader/answers")?.split(separator: "\n") ?? [])
    #expect(answers.count == 1 && answers.first?.contains("needs-information") == true)
  }

  @Test func aBuildNeedsFewOpenFiles() throws {
    defer { command.remove() }
    let run = try command.shell(
      """
      for i in 2 3 4 5 6; do policyc new X.$i >/dev/null; done
      ulimit -n 100 && policyc build
      """)
    #expect(run.code == 0, "\(run.errors)")
    #expect(try command.run("build", "--check").code == 0)
  }

  @Test(arguments: ["manifest.json", "index.html", "schemas", "Schemas"])
  func refusesAPolicyWithTheNameOfAnOutput(_ name: String) throws {
    defer { command.remove() }
    #expect(try command.run("new", name).code == 2)
    #expect(try command.run("build").code == 0)
    let before = try command.everyFile().filter { $0.key.hasPrefix("generated/") }
    let copied = try command.shell(
      "cp -r policy/X.1 policy/\(name) && sed -i 's/X\\.1/\(name)/' policy/\(name)/*.yaml")
    #expect(copied.code == 0)
    for arguments in [["check"], ["build"]] {
      let run = try command.run(arguments)
      #expect(run.code == 1)
      #expect(run.errors.contains("cannot name a policy"), "\(run.errors)")
    }
    #expect(try command.everyFile().filter { $0.key.hasPrefix("generated/") } == before)
  }

  /// A build removes what the manifest of the last one lists, and nothing that it names in another way.
  @Test(arguments: [
    "../outside/file", "X.1/../../outside/file", "./../outside/file", "link/file", "X.1/link/file",
    "ABSOLUTE/outside/file", "X.1/../mine",
  ])
  func aManifestCannotNameFilesElsewhere(_ path: String) throws {
    defer { command.remove() }
    #expect(try command.run("build").code == 0)
    let prepared = try command.shell(
      """
      mkdir outside && echo mine | tee outside/file >generated/mine
      ln -s ../outside generated/link && ln -s ../../outside generated/X.1/link
      """)
    #expect(prepared.code == 0)
    let named = path.replacingOccurrences(of: "ABSOLUTE", with: command.folder)
    try command.edit(
      "generated/manifest.json", "\"files\": [",
      "\"files\": [{\"path\": \"\(named)\", \"sha256\": \"\(String(repeating: "0", count: 64))\"},")
    #expect(command.text("generated/manifest.json")?.contains(named) == true)
    try command.edit("policy/X.1/2024-06.yaml", "Iron harms", "Iron hurts")
    _ = try command.run("build")
    for file in ["outside/file", "generated/mine"] { #expect(command.text(file) == "mine\n") }
  }

  @Test func filesOfTheUserSurvive() throws {
    defer { command.remove() }
    #expect(try command.run("build").code == 0)
    let prepared = try command.shell(
      """
      cd generated && echo mine >notes.txt && echo mine >X.1/2024-06/notes.txt && chmod 600 notes.txt
      mkdir -p own/folder && echo mine >own/folder/file && ln -s nowhere dangling
      sed -i 's/Iron harms/Iron hurts/' ../policy/X.1/2024-06.yaml
      """)
    #expect(prepared.code == 0)
    #expect(try command.run("build").code == 0)
    for file in ["notes.txt", "X.1/2024-06/notes.txt", "own/folder/file"] {
      #expect(command.text("generated/\(file)") == "mine\n")
    }
    let kept = try command.shell("test -h generated/dangling && stat -c %a generated/notes.txt")
    #expect(kept.output == "600\n")
  }
}
