internal import ArgumentParser
internal import DecisionRequests
internal import Values

/// `policyc decide`: requests in, answers out, in the order of the input.
struct Decide: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answer requests, one JSON object a line, from the compiled tables.",
    discussion: """
      Example: echo '{"id":"1","revision":"11/23","facts":{"procedure":"CPT:76498"}}' | \
      policyc decide
      A request without an answer gets an error in its place, and the run goes on; the exit code \
      is then 1.
      """)

  @Argument(help: "The requests; - is standard input.") var requests = "-"
  @Option(help: "The policy of requests that name none.") var policy: String?
  @Option(help: "The revision of requests that name none.") var revision: String?
  @Option(help: "The date of service of requests that state none.") var date: String?
  @Flag(help: "Let the approval date count where no effective date is printed.")
  var assumeApprovalEffective = false
  @Option(name: [.short, .long], help: "Write the answers to this file.") var output: String?
  @Option(help: "The folder of sources, to see that the tables are not stale (default: policy).")
  var sources: String?
  @Option(name: .customLong("compiled"), help: "The folder of what was built.")
  var compiled = "generated"

  func run() throws {
    let folder = CompiledFolder(path: compiled, sources: sources)
    let responder = Responder(policies: try folder.policies(), defaults: try defaults())
    var lines = try LineReader(path: requests, longest: Responder.longestLine)
    var file = try OutputFile(path: output)
    var number = 0
    var failures = 0
    while true {
      // Whoever waits for an answer before the next request gets it.
      if !lines.hasLine { try file.flush() }
      guard let line = try lines.next() else { break }
      number += 1
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      let answer: [UInt8]
      do throws(RequestError) {
        answer = try responder.answer(line).line
      } catch {
        failures += 1
        answer = error.line(number)
      }
      try file.write(line: answer)
    }
    try file.finish()
    if failures > 0 {
      throw Failure(
        .inputHasErrors, "\(failures) of \(number) request\(number == 1 ? "" : "s") had no answer")
    }
  }

  private func defaults() throws(Failure) -> Responder.Defaults {
    var day: CalendarDate?
    if let date {
      guard let parsed = CalendarDate(date) else {
        throw Failure(.wrongUsage, "error: `\(date)` is no date\nhelp: write it as 2024-02-01")
      }
      day = parsed
    }
    return Responder.Defaults(
      policy: policy, revision: revision, date: day, approvalStandsIn: assumeApprovalEffective)
  }
}
