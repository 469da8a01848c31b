internal import ArgumentParser
internal import CompiledPolicies
internal import Glibc
internal import Machine
internal import ReleaseSigning

/// `policyd`: answers requests over HTTP by the tables that `policyc build` wrote.
@main
struct Policyd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policyd",
    abstract: "Answers requests over HTTP by compiled policies.",
    subcommands: [Serve.self, FindInLog.self], defaultSubcommand: Serve.self)
}

/// `policyd serve`, which is what `policyd` alone does.
struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Answer requests until a signal ends it.",
    discussion: """
      Example: policyd --tables generated
               curl -d '{"revision":"11/23","policy":"LA.CP.MP.53","facts":{}}' localhost:8750/v1/decide

      It listens on this machine alone and speaks plain HTTP. To serve others, put a proxy with TLS and \
      authentication before it. A new build of the folder is taken up without a lost request; SIGHUP does so \
      at once. SIGTERM and SIGINT let running requests end. It writes one line of JSON to standard error for \
      each event.
      """)

  @Option(help: "The folder of built output.") var tables = "generated"
  @Option(help: "The address to listen on.") var host = "127.0.0.1"
  @Option(help: "The port to listen on; 0 takes a free one, which the first line of the log names.")
  var port = 8750
  @Option(help: "The number of threads.") var threads = 2
  @Option(help: "The most connections at a time; further ones are closed.") var connections = 1_024
  @Option(help: "The seconds after which a connection that is silent is closed.") var idle = 30
  @Option(help: "A folder in which to log every answer before it is given.") var log: String?
  @Flag(help: "Let the log contain the requests, and so what they say of a person.")
  var logRequests = false
  @Option(
    name: .customLong("trust"),
    help:
      "A public key in PEM, or a folder of them; only releases that a trusted key signed are then served."
  )
  var trusted: [String] = []

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port is 0 to 65535") }
    guard (1...64).contains(threads) else { throw ValidationError("--threads is 1 to 64") }
    guard (1...65_536).contains(connections) else {
      throw ValidationError("--connections is 1 to 65536")
    }
    guard log != nil || !logRequests else {
      throw ValidationError("--log-requests needs --log")
    }
    guard (1...3_600).contains(idle) else { throw ValidationError("--idle is 1 to 3600") }
  }

  func run() throws {
    do throws(Failure) {
      let keys = trusted.isEmpty ? nil : try PublicKey.keys(at: trusted)
      let served = try ServedTables(
        CompiledFolder(path: tables, option: "--tables"), signedBy: keys)
      let decisions =
        if let log { try DecisionLog(log, keepingRequests: logRequests) } else {
          nil as DecisionLog?
        }
      try Service(served, decisions, options: self).run()
    } catch {
      Terminal.error(error.message)
      Terminal.exit(error.code)
    }
  }
}
