internal import ArgumentParser

/// The folder of sources and the folder of built output.
struct Folders: ParsableArguments {
  @Option(help: "The folder of sources.", completion: .directory) var sources = "policy"

  @Option(name: [.short, .long], help: "The folder of built output.", completion: .directory)
  var output = "generated"
}
