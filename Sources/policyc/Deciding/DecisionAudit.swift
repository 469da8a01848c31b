internal import DecisionRequests
internal import DecisionTable
internal import JSONText
internal import Machine
internal import PolicyCompilation
internal import Values

/// The record of a run, for audits: by which tables it decided, with which options, and how often it gave each answer.
struct DecisionAudit {
  private let json: JSON

  init(_ built: [CompiledFolder.Policy], _ responder: Responder, _ tally: Tally) {
    let defaults = responder.defaults
    json = [
      "format": "policyc decision audit", "version": 1, "compiler": .string(Compiler.name),
      "tables": .array(
        built.flatMap { policy in
          policy.digests.map { revision, digest in
            [
              "policy": .string(policy.compiled.id), "revision": .string(revision),
              "sha256": .string(digest),
            ]
          }
        }),
      "run": .object([
        "policy": defaults.policy.map(JSON.string), "revision": defaults.revision.map(JSON.string),
        "date": defaults.date.map { .string($0.description) },
        "assume_approval_effective": .boolean(defaults.approvalStandsIn),
        "crosswalk": .boolean(defaults.readsCodes),
      ]),
      "requests": .number(String(tally.answered + tally.failed)),
      "results": .object(
        Verdict.Result.allCases.map { result in
          JSON.Member(result.rawValue, .number(String(tally.count(of: result))))
        }),
      "bases": .object(
        RevisionHistory.Basis.allCases.map { basis in
          JSON.Member(basis.rawValue, .number(String(tally.count(of: basis))))
        }),
      "errors": .object(
        tally.errors.sorted { $0.key < $1.key }.map {
          JSON.Member($0.key, .number(String($0.value)))
        }),
    ]
  }

  func write(to file: OutputFile) throws(Failure) {
    try file.write(text: json.pretty)
    try file.finish()
  }
}
