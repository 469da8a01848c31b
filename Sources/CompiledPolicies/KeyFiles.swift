package import Machine
package import ReleaseSigning

extension PublicKey {
  /// The public keys in files of PEM, and in folders of such files.
  package static func keys(at paths: [String]) throws(Failure) -> [PublicKey] {
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

  private static func files(at path: String) throws(Failure) -> [String] {
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
