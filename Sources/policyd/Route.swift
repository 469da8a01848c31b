internal import NIOHTTP1

/// What a request asks for.
enum Route {
  case decide(AnswerAddition?)
  case decideLines(AnswerAddition?)
  case tables
  case table(policy: String, revision: String)
  /// The signed envelope of a release.
  case release(policy: String, revision: String)
  case openAPI
  case health
  case metrics

  init(_ head: HTTPRequestHead) throws(Problem) {
    let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts[0].split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    let query = parts.count > 1 ? parts[1] : ""
    switch Array(path) {
    case ["v1", "decide"], ["v1", "next-question"]:
      guard head.method == .POST else { throw .wrongMethod("POST") }
      let addition =
        path.last == "decide" ? try Route.addition(query) : try Route.noQuery(query, .question)
      let type = head.headers.first(name: "content-type") ?? "application/json"
      switch type.split(separator: ";").first.map({ $0.lowercased() }) ?? "" {
      case "application/x-ndjson", "application/ndjson", "application/jsonl":
        self = .decideLines(addition)
      // What curl says of a body if it is told nothing.
      case "application/json", "application/x-www-form-urlencoded":
        self = .decide(addition)
      default: throw .unsupportedType
      }
      return
    case ["v1", "tables"]: self = .tables
    case ["v1", "openapi.json"]: self = .openAPI
    case ["health"]: self = .health
    case ["metrics"]: self = .metrics
    case let parts where parts.count == 4 && parts[0] == "v1" && parts[1] == "tables":
      self = .table(policy: String(parts[2]), revision: String(parts[3]))
    case let parts
    where parts.count == 5 && parts[0] == "v1" && parts[1] == "tables" && parts[4] == "release":
      self = .release(policy: String(parts[2]), revision: String(parts[3]))
    default: throw .notFound
    }
    guard head.method == .GET else { throw .wrongMethod("GET") }
  }

  private static func addition(_ query: Substring) throws(Problem) -> AnswerAddition? {
    switch query {
    case "", "explain=false": return nil
    case "explain=true": return .explanation
    default: throw .unknownQuery(String(query))
    }
  }

  private static func noQuery(_ query: Substring, _ addition: AnswerAddition) throws(Problem)
    -> AnswerAddition
  {
    guard query.isEmpty else { throw .unknownQuery(String(query)) }
    return addition
  }
}
