internal import ArgumentParser
internal import CompiledPolicies
internal import Diagnostics
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

  func keys() throws(Failure) -> [PublicKey] {
    var keys: [PublicKey] = []
    for path in paths {
      for file in try files(at: path) {
        let text = try Files.readRegular(file, limit: 1 << 20)
        do throws(ReleaseRefusal) {
          keys += try PublicKey.keys(pem: text)
        } catch {
          throw Failure(error, of: file)
        }
      }
    }
    return keys
  }

  private func files(at path: String) throws(Failure) -> [String] {
    guard Files.isFolder(path) else { return [path] }
    let names = try Files.names(in: path).filter { $0.hasSuffix(".pem") || $0.hasSuffix(".pub") }
    guard !names.isEmpty else {
      throw Failure(
        .inputHasErrors, "`\(path)` does not hold a key",
        help: "put public keys into it, as files that end in `.pem` or `.pub`")
    }
    return names.map { "\(path)/\($0)" }
  }
}
