internal import CompiledPolicies
internal import DecisionRequests
internal import DecisionTable
internal import JSONText
internal import Machine
internal import ReleaseSigning
internal import Synchronization

/// The tables of the present build, which a later build replaces while requests are answered.
final class ServedTables: Sendable {
  private let folder: CompiledFolder
  private let trusted: [PublicKey]?
  private let current: Mutex<Build>

  /// One build: a request is answered by the tables of one build as a whole.
  final class Build: Sendable {
    /// Counts builds, from 1.
    let number: Int
    let responder: Responder
    let policies: [CompiledBuild.Policy]
    /// The SHA-256 of each table, by `POLICY/REVISION`.
    let digests: [String: String]
    /// The signed envelope of each release that has one, by `POLICY/REVISION`.
    let releases: [String: [UInt8]]
    let openAPI: [UInt8]
    let manifest: [UInt8]

    init(_ build: borrowing CompiledBuild, signedBy trusted: [PublicKey]?, number: Int)
      throws(Failure)
    {
      self.number = number
      manifest = build.manifest
      policies = try build.policies(signedBy: trusted)
      do throws(RequestError) {
        responder = try Responder(policies: policies.map(\.compiled), defaults: .init())
      } catch {
        throw Failure(.inputHasErrors, error.message)
      }
      var digests: [String: String] = [:]
      var releases: [String: [UInt8]] = [:]
      for policy in policies {
        for (revision, digest) in policy.digests {
          let name = "\(policy.compiled.id)/\(revision)"
          digests[name] = digest
          releases[name] = try build.release(of: name)
        }
      }
      (self.digests, self.releases) = (digests, releases)
      openAPI = Array(try OpenAPIDocument(policies, in: build).json.compact.utf8)
    }

    /// The served tables with their digests.
    var list: JSON {
      [
        "policies": .array(
          policies.map { policy in
            [
              "policy": .string(policy.compiled.id),
              "revisions": .array(
                policy.compiled.history.entries.map { entry in
                  [
                    "revision": .string(entry.id), "printed": .string(entry.printed),
                    "status": .string(entry.status.rawValue),
                    "effective": entry.effective.map { .string("\($0)") } ?? .null,
                    "last_day": entry.lastDay.map { .string("\($0)") } ?? .null,
                    "reconstructed": .boolean(entry.isReconstructed),
                    "signed": .boolean(releases["\(policy.compiled.id)/\(entry.id)"] != nil),
                    "sha256": digests["\(policy.compiled.id)/\(entry.id)"].map(JSON.string)
                      ?? .null,
                  ]
                }),
            ]
          })
      ]
    }
  }

  /// - Parameter trusted: the keys of which one must have signed each release, or nil if signatures are not required.
  init(_ folder: CompiledFolder, signedBy trusted: [PublicKey]?) throws(Failure) {
    self.folder = folder
    self.trusted = trusted
    current = Mutex(try Build(try folder.open(), signedBy: trusted, number: 1))
  }

  var build: Build { current.withLock { $0 } }

  /// Whether the folder contains another build than the served one.
  var isOutdated: Bool {
    guard let manifest = try? folder.manifestBytes() else { return false }
    return manifest != build.manifest
  }

  /// Takes up the present build of the folder.
  ///
  /// - Throws: if it cannot be read; the served one then stays.
  func reload() throws(Failure) -> Build {
    let next = try Build(try folder.open(), signedBy: trusted, number: build.number + 1)
    current.withLock { $0 = next }
    return next
  }

  /// The bytes of a served table, by policy and revision, as `policyc build` wrote them; nil if it is not served.
  func table(_ policy: String, _ revision: String) throws(Failure) -> [UInt8]? {
    guard let served = build.digests["\(policy)/\(revision)"] else { return nil }
    let file = "\(policy)/\(revision)/decision-table.json"
    let present = try folder.open()
    guard try present.digest(of: file) == served else {
      throw Failure(.inputHasErrors, "the build was replaced and is not taken up yet")
    }
    return try present.read(file)
  }
}
