internal import ArgumentParser

/// The folder of sources and the folder of what is built.
struct Folders: ParsableArguments {
  @Option(help: "The folder of sources.", completion: .directory) var sources = "policy"

  @Option(name: [.short, .long], help: "The folder of what is built.", completion: .directory)
  var output = "generated"
}
