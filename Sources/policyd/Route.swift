internal import NIOHTTP1

/// What a request asks for.
enum Route {
  case decide(isExplained: Bool)
  case decideLines(isExplained: Bool)
  case tables
  case table(policy: String, revision: String)
  case openAPI
  case health
  case metrics

  init(_ head: HTTPRequestHead) throws(Problem) {
    let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts[0].split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    let query = parts.count > 1 ? parts[1] : ""
    switch Array(path) {
    case ["v1", "decide"]:
      guard head.method == .POST else { throw .wrongMethod("POST") }
      let isExplained = try Route.isExplained(query)
      let type = head.headers.first(name: "content-type") ?? "application/json"
      switch type.split(separator: ";").first.map({ $0.lowercased() }) ?? "" {
      case "application/x-ndjson", "application/ndjson", "application/jsonl":
        self = .decideLines(isExplained: isExplained)
      // What curl says of a body if it is told nothing.
      case "application/json", "application/x-www-form-urlencoded":
        self = .decide(isExplained: isExplained)
      default: throw .unsupportedType
      }
      return
    case ["v1", "tables"]: self = .tables
    case ["v1", "openapi.json"]: self = .openAPI
    case ["health"]: self = .health
    case ["metrics"]: self = .metrics
    case let parts where parts.count == 4 && parts[0] == "v1" && parts[1] == "tables":
      self = .table(policy: String(parts[2]), revision: String(parts[3]))
    default: throw .notFound
    }
    guard head.method == .GET else { throw .wrongMethod("GET") }
  }

  private static func isExplained(_ query: Substring) throws(Problem) -> Bool {
    switch query {
    case "", "explain=false": return false
    case "explain=true": return true
    default: throw .unknownQuery(String(query))
    }
  }
}
