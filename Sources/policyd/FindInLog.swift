internal import ArgumentParser
internal import JSONText
internal import Machine

/// `policyd log`: finds the records of a request.
struct FindInLog: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Print the records of a request from the log of a service.",
    discussion: """
      Each record says when a request was answered, how, and by the table with which SHA-256. If the service was \
      started with --log-requests, `policyc decide --explain` on the record's request and that table says why.
      """)

  @Argument(help: "The folder of the log.") var folder: String
  @Option(help: "The id of the request.") var of: String

  func run() throws {
    do {
      var found = 0
      let names = try Files.names(in: folder).filter { $0.hasSuffix(DecisionLog.suffix) }
      for name in names {
        let bytes = try Files.readRegular("\(folder)/\(name)", limit: 1 << 30)
        // After a crash the last line of a file may have no end; its answer was never given.
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true) {
          guard let record = try? JSON(bytes: Array(line)),
            record["answer"]?["id"]?.string == of
          else { continue }
          found += 1
          Terminal.print(record.compact)
        }
      }
      guard found > 0 else {
        throw Failure(
          .inputHasErrors, "the log in `\(folder)` does not contain the request `\(of)`",
          help: names.isEmpty ? "name the folder that the service has as --log" : nil)
      }
    } catch let failure as Failure {
      Terminal.error(failure.message)
      Terminal.exit(failure.code)
    }
  }
}
