internal import DecisionRequests
internal import JSONText
internal import MessageText
internal import NIOHTTP1

/// Why there is no answer, as RFC 9457 describes problems.
struct Problem: Error {
  let status: HTTPResponseStatus
  let detail: String
  /// The code of `policyc decide`.
  var code: RequestError.Code?
  /// The id of the request, if it has one.
  var id: String?
  var headers: [(String, String)] = []

  static let notFound = Problem(
    status: .notFound, detail: "GET /v1/openapi.json says what there is")
  static let unavailable = Problem(
    status: .serviceUnavailable, detail: "the build is being replaced; ask again")
  static let tooLarge = Problem(
    status: .payloadTooLarge,
    detail:
      "a request has at most \(Responder.longestLine) bytes; send several as application/x-ndjson")
  static let unsupportedType = Problem(
    status: .unsupportedMediaType,
    detail: "a body is application/json, one request, or application/x-ndjson, one for each line")

  static func wrongMethod(_ allowed: String) -> Problem {
    Problem(
      status: .methodNotAllowed, detail: "use \(allowed)", headers: [("allow", allowed)])
  }

  static func unknownQuery(_ query: String) -> Problem {
    Problem(
      status: .badRequest,
      detail: "`/v1/decide` takes `explain=true` and nothing else, not `\(query.printable)`")
  }

  /// A request that is no JSON of the right form is 400; one that says something impossible is 422.
  init(_ error: RequestError, id: String?) {
    let status: HTTPResponseStatus =
      switch error.code {
      case .badJSON, .badUTF8, .repeatedMember, .tooDeep, .notAnObject, .missingFacts: .badRequest
      case .lineTooLong: .payloadTooLarge
      default: .unprocessableEntity
      }
    self.init(status: status, detail: error.message, code: error.code, id: id)
  }

  private init(
    status: HTTPResponseStatus, detail: String, code: RequestError.Code? = nil, id: String? = nil,
    headers: [(String, String)] = []
  ) {
    (self.status, self.detail, self.code) = (status, detail, code)
    (self.id, self.headers) = (id, headers)
  }

  var json: JSON {
    .object(
      [
        JSON.Member("type", "about:blank"), JSON.Member("title", .string(status.reasonPhrase)),
        JSON.Member("status", .number(String(status.code))),
        JSON.Member("detail", .string(detail)),
      ] + (code.map { [JSON.Member("code", .string($0.rawValue))] } ?? [])
        + (id.map { [JSON.Member("id", .string($0))] } ?? []))
  }
}
