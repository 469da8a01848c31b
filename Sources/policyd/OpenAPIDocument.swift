internal import CompiledPolicies
internal import DecisionRequests
internal import JSONText
internal import Machine

/// The description of the service in OpenAPI 3.1, made of the JSON Schemas that `policyc build` wrote for each revision.
struct OpenAPIDocument {
  private let policies: [String]
  private let revisions: [String]
  private let schemas: [JSON.Member]
  private let requests: [String]
  private let answers: [String]

  init(_ policies: [CompiledBuild.Policy], in build: borrowing CompiledBuild) throws(Failure) {
    var schemas: [JSON.Member] = []
    var requests: [String] = []
    var answers: [String] = []
    for policy in policies {
      for (revision, _) in policy.digests {
        for kind in ["request", "answer"] {
          let name = "\(policy.compiled.id)_\(revision)_\(kind)"
          let bytes = try build.read("\(policy.compiled.id)/\(revision)/\(kind).schema.json")
          guard let schema = try? JSON(bytes: bytes) else { continue }
          schemas.append(JSON.Member(name, schema.referring(from: name)))
          if kind == "request" { requests.append(name) } else { answers.append(name) }
        }
      }
    }
    schemas.append(JSON.Member("problem", OpenAPIDocument.problem))
    (self.schemas, self.requests, self.answers) = (schemas, requests, answers)
    self.policies = policies.map(\.compiled.id)
    revisions = Set(policies.flatMap { $0.digests.map(\.revision) }).sorted()
  }

  var json: JSON {
    [
      "openapi": "3.1.0",
      "info": [
        "title": "Decisions by compiled clinical policies", "version": "1",
        "description":
          "Answers are right for every completion of the facts that a request leaves unknown. A result of not-met is not a denial.",
      ],
      "jsonSchemaDialect": "http://json-schema.org/draft-07/schema#",
      "paths": [
        "/v1/decide": [
          "post": [
            "operationId": "decide",
            "summary": "Answer one request, or one for each line of a body of NDJSON",
            "parameters": .array([
              [
                "name": "explain", "in": "query", "required": false,
                "description": "Add an explanation to the answer",
                "schema": ["enum": .array(["true", "false"])],
              ]
            ]),
            "requestBody": [
              "required": true,
              "content": [
                "application/json": requestMedia,
                "application/x-ndjson": [
                  "schema": ["type": "string"]
                ],
              ],
            ],
            "responses": responses(
              "The answer", media(anyOf: answers), problems: ["400", "413", "415", "422"]),
          ]
        ],
        "/v1/next-question": [
          "post": [
            "operationId": "nextQuestion",
            "summary":
              "Answer requests as `/v1/decide` does, and add as `question` the fact to ask for next, null if the decision is settled",
            "requestBody": [
              "required": true, "content": ["application/json": requestMedia],
            ],
            "responses": responses(
              "The answer, and the fact as its table declares it", objectMedia,
              problems: ["400", "413", "415", "422"]),
          ]
        ],
        "/v1/tables": get(
          "listTables", "The served policies, revisions and digests", objectMedia, problems: []),
        "/v1/tables/{policy}/{revision}": file("getTable", "A decision table as it was built"),
        "/v1/tables/{policy}/{revision}/release": file(
          "getRelease", "The envelope with which the publisher signed the release, if it is signed"),
        "/v1/openapi.json": get("describe", "This document", objectMedia, problems: []),
        "/health": get("health", "Whether the service answers", objectMedia, problems: []),
      ],
      "components": .object([JSON.Member("schemas", .object(schemas))]),
    ]
  }

  /// A problem as RFC 9457 describes it, with the code of `policyc decide`.
  private static let problem: JSON = [
    "type": "object",
    "required": .array(["type", "title", "status"]),
    "properties": [
      "type": ["type": "string"], "title": ["type": "string"],
      "status": ["type": "integer"], "detail": ["type": "string"],
      "code": [
        "enum": .array(RequestError.Code.allCases.map { .string($0.rawValue) })
      ],
      "id": ["type": .array(["string", "null"])],
    ],
  ]

  private let objectMedia: JSON = ["schema": ["type": "object"]]

  private func media(anyOf names: [String]) -> JSON {
    [
      "schema": [
        "anyOf": .array(
          names.map { ["$ref": .string("#/components/schemas/\($0)")] })
      ]
    ]
  }

  /// A request names its policy if there are several, and its revision, or the date of service that selects it.
  private var requestMedia: JSON {
    let named: JSON = [
      "required": .array(policies.count > 1 ? ["policy"] : []),
      "anyOf": [["required": ["revision"]], ["required": ["date"]]],
    ]
    let example: JSON = [
      "policy": .string(policies.first ?? ""), "revision": .string(revisions.first ?? ""),
      "facts": [:],
    ]
    return [
      "schema": [
        "anyOf": .array(
          requests.map {
            ["allOf": [["$ref": .string("#/components/schemas/\($0)")], named]]
          })
      ], "example": example,
    ]
  }

  private func get(_ id: String, _ summary: String, _ media: JSON, problems: [String]) -> JSON {
    [
      "get": [
        "operationId": .string(id), "summary": .string(summary),
        "responses": responses("It", media, problems: problems),
      ]
    ]
  }

  /// A file of a revision.
  private func file(_ id: String, _ summary: String) -> JSON {
    [
      "get": [
        "operationId": .string(id), "summary": .string(summary),
        "parameters": .array(
          [("policy", policies), ("revision", revisions)].map { name, values in
            [
              "name": .string(name), "in": "path", "required": true,
              "schema": ["enum": .array(values.map(JSON.string))],
            ]
          }),
        "responses": responses("The file", objectMedia, problems: ["404"]),
      ]
    ]
  }

  private func responses(_ description: String, _ media: JSON, problems: [String]) -> JSON {
    var responses = [
      JSON.Member(
        "200",
        [
          "description": .string(description), "content": ["application/json": media],
        ])
    ]
    for status in problems {
      responses.append(
        JSON.Member(
          status,
          [
            "description": "Why there is no answer",
            "content": [
              "application/problem+json": [
                "schema": ["$ref": "#/components/schemas/problem"]
              ]
            ],
          ]))
    }
    return .object(responses)
  }
}

extension JSON {
  /// A schema whose references to its own parts are references into a component of this name.
  fileprivate func referring(from name: String) -> JSON {
    switch self {
    case .object(let members):
      .object(
        members.compactMap { member in
          if member.name == "$schema" { return nil }
          if member.name == "$ref", let target = member.value.string, target.hasPrefix("#/") {
            return Member("$ref", .string("#/components/schemas/\(name)\(target.dropFirst())"))
          }
          return Member(member.name, member.value.referring(from: name))
        })
    case .array(let items): .array(items.map { $0.referring(from: name) })
    default: self
    }
  }
}
