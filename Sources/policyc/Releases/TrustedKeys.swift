internal import ArgumentParser
internal import CompiledPolicies
internal import Machine
internal import ReleaseSigning

/// The public keys that the user trusts, from files in PEM.
struct TrustedKeys: ParsableArguments {
  @Option(
    name: .customLong("trust"),
    help: ArgumentHelp(
      "A public key in PEM, or a folder of them, whose releases are trusted; can be given several times.",
      valueName: "keys"),
    completion: .file())
  var paths: [String] = []

  func keys() throws(Failure) -> [PublicKey] { try PublicKey.keys(at: paths) }
}
