internal import DecisionAnalysis
internal import DecisionTable
internal import JSONText
internal import PolicyCases
package import PolicyModel
internal import PolicyReview
internal import Values

/// JSON Schema (draft 7) of the JSON files that a build makes, and of what is printed of answers and
/// of runs of cases.
package enum ArtifactSchema: String, CaseIterable, Sendable {
  case decisionTable = "decision-table"
  case policy
  case manifest
  case measurementPin = "measurement"
  case explanation
  case difference
  case caseRun = "case-run"

  package var artifact: Artifact {
    Artifact(path: "schemas/\(rawValue).schema.json", text: text)
  }

  package var text: String {
    let (title, body): (String, [JSON.Member]) =
      switch self {
      case .decisionTable: ("An executable decision table", decisionTableMembers)
      case .policy: ("The revisions of a compiled policy", policyMembers)
      case .measurementPin: ("The calibration pinned for a revision", pinMembers)
      case .explanation: ("Why a request has its answer", explanationMembers)
      case .manifest: ("The files of a build", manifestMembers)
      case .difference: ("What changed between two revisions", differenceMembers)
      case .caseRun: ("Worked cases run, and what they show", caseRunMembers)
      }
    let json = JSON.object(
      [
        JSON.Member("$schema", "http://json-schema.org/draft-07/schema#"),
        JSON.Member("title", .string(title)),
      ] + body)
    return json.pretty
  }
}

private let text: JSON = ["type": "string", "minLength": 1]
private let flag: JSON = ["type": "boolean"]
private let name: JSON = ["type": "string", "pattern": "^[a-z][a-z0-9_]{0,79}$"]
private let month: JSON = ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"]
private let day: JSON = ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"]
private let digest: JSON = ["type": "string", "pattern": "^[0-9a-f]{64}$"]
private let code: JSON = [
  "type": "string",
  "pattern": .string(
    "^(" + CodeSystem.allCases.map(\.rawValue).joined(separator: "|") + "):[A-Z0-9.-]+$"),
]

private func list(of items: JSON, atLeast minimum: Int = 0) -> JSON {
  ["type": "array", "minItems": .number(String(minimum)), "items": items]
}

private func constant(_ value: JSON) -> JSON { ["const": value] }

private func words(_ words: [String]) -> JSON { ["enum": .array(words.map(JSON.string))] }

/// The members of a schema of objects that have all of `required` and perhaps some of `optional`;
/// a later build may add others.
private func members(
  required: KeyValuePairs<String, JSON>, optional: KeyValuePairs<String, JSON> = [:]
) -> [JSON.Member] {
  [
    JSON.Member("type", "object"),
    JSON.Member("required", .array(required.map { .string($0.key) })),
    JSON.Member(
      "properties",
      .object((Array(required) + Array(optional)).map { JSON.Member($0.key, $0.value) })),
  ]
}

private func object(
  required: KeyValuePairs<String, JSON>, optional: KeyValuePairs<String, JSON> = [:]
) -> JSON { .object(members(required: required, optional: optional)) }

private func described(_ words: String, _ schema: JSON) -> JSON {
  guard case .object(let members) = schema else { return schema }
  return .object([JSON.Member("description", .string(words))] + members)
}

private func reference(_ definition: String) -> JSON {
  ["$ref": .string("#/definitions/\(definition)")]
}

private var decisionTableMembers: [JSON.Member] {
  let body = object(
    required: [
      "facts": list(of: reference("fact"), atLeast: 1), "scope": reference("condition"),
      "statements": list(of: reference("statement"), atLeast: 1),
      "bindings": list(of: reference("binding")),
    ], optional: ["periods": list(of: reference("period"), atLeast: 1)])
  let header = members(required: [
    "format": constant(.string(DecisionTable.formatName)),
    "version": constant(.number(String(DecisionTable.formatVersion))), "policy": text,
    "revision": month, "printed": text, "title": text, "reconstructed": flag, "compiler": text,
    "source_sha256": digest, "code_sets": list(of: text), "table": body,
  ])
  return header + [
    JSON.Member(
      "definitions",
      [
        "fact": [
          "anyOf": [
            object(required: ["id": name, "type": words(["boolean", "code"]), "ask": text]),
            object(required: [
              "id": name, "type": constant("choice"), "of": list(of: name, atLeast: 1),
              "ask": text,
            ]),
            object(required: [
              "id": name, "type": constant("set"), "of": name,
              "terms": list(of: object(required: ["id": name, "label": text]), atLeast: 1),
              "ask": text,
            ]),
            object(
              required: ["id": name, "type": words(["number", "integer"]), "ask": text],
              optional: [
                "unit": text, "minimum": ["type": "number"], "maximum": ["type": "number"],
              ]),
            object(required: ["id": name, "type": constant("date"), "ask": text]),
            object(required: [
              "id": name, "type": constant("duration"),
              "unit": words(CalendarUnit.allCases.map(\.ucum)), "ask": text,
            ]),
          ]
        ],
        "test": object(
          required: [
            "fact": name,
            "in": list(of: ["anyOf": [["type": ["string", "boolean"]], range]], atLeast: 1),
          ], optional: ["criterion": name]),
        "condition": ["anyOf": .array([reference("test")] + groups(of: "condition"))],
        "period": [
          "type": "object", "required": ["code"],
          "properties": ["code": code, "from": day, "until": day],
          "anyOf": [["required": ["from"]], ["required": ["until"]]],
        ],
        "criterion": criterion(outcome: nil),
        "statement": criterion(outcome: words(Outcome.allCases.map(\.rawValue))),
        "binding": object(
          required: [
            "terminology": name, "code": code, "terms": list(of: name, atLeast: 1),
            "confidence": words(CodeBinding.Confidence.allCases.map(\.rawValue)),
            "decides": flag,
          ], optional: ["category": flag]),
      ])
  ]
}

/// A bound on one side or on both.
private var range: JSON {
  let bound: JSON = [
    "anyOf": [
      ["type": "number"], day,
      object(required: [
        "value": ["type": "integer", "minimum": 0],
        "unit": words(CalendarUnit.allCases.map(\.ucum)),
      ]),
    ]
  ]
  return [
    "type": "object", "minProperties": 1, "maxProperties": 2,
    "properties": .object(Interval.Key.allCases.map { JSON.Member($0.rawValue, bound) }),
    "additionalProperties": false,
    "not": [
      "anyOf": [["required": ["at_least", "over"]], ["required": ["at_most", "under"]]]
    ],
  ]
}

private let connectives = Connective.Key.allCases.map(\.rawValue)

private func connective(_ name: String, of member: String) -> JSON {
  let members = list(of: reference(member), atLeast: 1)
  guard name == Connective.Key.someOf.rawValue else { return members }
  return object(required: ["at_least": ["type": "integer", "minimum": 1], "of": members])
}

private func groups(of member: String) -> [JSON] {
  connectives.map { name in
    [
      "type": "object", "required": [.string(name)],
      "properties": .object([
        JSON.Member(name, connective(name, of: member)), JSON.Member("criterion", text),
      ]),
    ]
  }
}

/// A criterion with exactly one of `when` and the connectives; a statement has an outcome too.
private func criterion(outcome: JSON?) -> JSON {
  let rules = connectives.map { JSON.Member($0, connective($0, of: "criterion")) }
  let properties: [JSON.Member] =
    (outcome.map { [JSON.Member("outcome", $0)] } ?? []) + [
      JSON.Member("label", text), JSON.Member("id", name), JSON.Member("text", text),
      JSON.Member("require", list(of: reference("condition"), atLeast: 1)),
      JSON.Member("unless", list(of: reference("condition"), atLeast: 1)),
      JSON.Member("when", reference("condition")),
    ] + rules
  return [
    "type": "object",
    "required": .array((outcome == nil ? [] : ["outcome"]) + ["label", "id", "text"]),
    "properties": .object(properties),
    "oneOf": .array((["when"] + connectives).map { ["required": [.string($0)]] }),
  ]
}

/// The member `explanation` of an answer.
private var explanationMembers: [JSON.Member] {
  let state = words(CriterionState.allCases.map(\.rawValue))
  let result = words(Verdict.Result.allCases.map(\.rawValue))
  let outcome = words(Outcome.allCases.map(\.rawValue))
  let test = object(
    // Whatever JSON the request states, null where it states nothing.
    required: ["state": state, "test": text, "fact": name, "read": .object([])],
    optional: ["via": list(of: code, atLeast: 1)])
  func criterion(_ first: [JSON.Member], required: [JSON]) -> JSON {
    [
      "type": "object",
      "required": .array(required + ["label", "id", "text", "anchor", "state"]),
      "properties": .object(
        first + [
          JSON.Member("label", text), JSON.Member("id", name), JSON.Member("text", text),
          JSON.Member("anchor", text), JSON.Member("state", state),
          JSON.Member("require", list(of: reference("condition"), atLeast: 1)),
          JSON.Member("unless", list(of: reference("condition"), atLeast: 1)),
          JSON.Member("when", reference("condition")),
        ] + connectives.map { JSON.Member($0, connective($0, of: "criterion")) }),
      "oneOf": .array((["when"] + connectives).map { ["required": [.string($0)]] }),
    ]
  }
  let miss: JSON = [
    "type": "object", "required": ["fact", "result", "outcome", "criteria", "needs"],
    "properties": [
      "fact": name, "value": .object([]), "present": name, "absent": name, "result": result,
      "outcome": ["anyOf": [outcome, ["type": "null"]]], "criteria": list(of: text),
      "needs": list(of: name),
    ],
    "oneOf": .array(["value", "present", "absent"].map { ["required": [.string($0)]] }),
  ]
  return members(required: [
    "scope": reference("condition"),
    "statements": list(of: reference("statement"), atLeast: 1),
    "near_misses": list(of: miss), "near_misses_complete": flag,
  ]) + [
    JSON.Member(
      "definitions",
      [
        "test": test,
        "condition": ["anyOf": .array([reference("test")] + groups(of: "condition"))],
        "criterion": criterion([], required: []),
        "statement": criterion([JSON.Member("outcome", outcome)], required: ["outcome"]),
      ])
  ]
}

private var policyMembers: [JSON.Member] {
  let date: JSON = ["type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"]
  return members(required: [
    "format": constant(.string(RevisionHistory.formatName)),
    "version": constant(.number(String(RevisionHistory.formatVersion))), "policy": text,
    "title": text, "publisher": text, "compiler": text, "source_sha256": digest,
    "revisions": list(
      of: object(required: [
        "id": month, "printed": text,
        "status": words(RevisionHistory.Status.allCases.map(\.rawValue)),
        "supersedes": ["type": ["string", "null"]], "approval": date, "effective": date,
        "reconstructed": flag, "table": text,
      ]), atLeast: 1),
  ])
}

private var pinMembers: [JSON.Member] {
  members(required: [
    "format": constant("policyc measurement pin"), "version": constant(1), "policy": text,
    "revision": month, "id": text, "number": ["type": "integer", "minimum": 1],
    "digest": digest, "compiler": text, "source_sha256": digest,
  ])
}

private var manifestMembers: [JSON.Member] {
  members(required: [
    "format": constant("policyc manifest"), "version": constant(1), "compiler": text,
    "files": list(
      of: object(required: [
        "path": text, "bytes": ["type": "integer", "minimum": 0], "sha256": digest,
      ])),
  ])
}

private var differenceMembers: [JSON.Member] {
  let count: JSON = ["type": ["integer", "null"], "minimum": 0]
  let lines: JSON = ["type": ["array", "null"], "items": ["type": "string"]]
  let side = object(required: [
    "revision": month, "printed": text,
    "status": words(RevisionHistory.Status.allCases.map(\.rawValue)),
    "approval": ["type": ["string", "null"]], "reconstructed": flag,
    "not_held": list(of: words(Reconstruction.Part.allCases.map(\.rawValue))),
  ])
  let answer = object(required: [
    "result": words(Verdict.Result.allCases.map(\.rawValue)),
    "outcome": .object([
      JSON.Member("enum", .array(Outcome.allCases.map { .string($0.rawValue) } + [.null]))
    ]),
  ])
  let effect = words(DecisionEffect.allCases.map(\.rawValue) + ["undecided"])
  let optionalWitness: JSON = ["anyOf": [reference("witness"), ["type": "null"]]]
  let change = object(
    required: [
      "anchor": text, "subject": text,
      "kinds": list(of: words(Change.Kind.allCases.map(\.rawValue)), atLeast: 1), "name": text,
      "before": lines, "after": lines,
    ],
    optional: [
      "id": text, "effect": words(["changes", "undone", "none", "undecided"]),
      "witness": reference("witness"),
    ])
  let row = object(
    required: [
      "revision": month, "text": text,
      "claims": list(of: ["type": "array", "minItems": 2, "maxItems": 2, "items": text]),
      "verdict": ["enum": ["proven", "contradicted", "unverifiable", .null]],
    ], optional: ["reason": text])
  return members(required: [
    "format": constant(.string(RevisionDifference.formatName)),
    "version": constant(.number(String(RevisionDifference.formatVersion))), "policy": text,
    "old": side, "new": side, "compiler": text, "source_sha256": digest, "summary": text,
    "wording_held": flag,
    "decisions": object(
      required: [
        "effect": effect, "cases": count, "different": count, "gained": optionalWitness,
        "lost": optionalWitness, "witness": optionalWitness,
      ],
      optional: [
        "dates": described(
          "The effect by date of service, where it is not the same on all dates.",
          list(
            of: object(required: ["effect": effect], optional: ["from": day, "until": day]),
            atLeast: 2))
      ]),
    "changes": list(of: change), "log": list(of: row),
  ]) + [
    JSON.Member(
      "definitions",
      [
        "witness": object(
          required: ["facts": ["type": "object"], "old": answer, "new": answer],
          optional: [
            "date": described("A date of service, where a code of the facts has a period.", day)
          ])
      ])
  ]
}

/// What `policyc test --format json` prints; `coverage` with `--coverage`.
private var caseRunMembers: [JSON.Member] {
  let count: JSON = ["type": "integer", "minimum": 0]
  let trial = object(required: [
    "case": text, "revision": month, "passed": flag,
    "differences": list(
      of: object(required: [
        "aspect": words(CaseDifference.Aspect.allCases.map(\.rawValue)), "expected": text,
        "found": text,
      ])), "reasons": list(of: text),
  ])
  let goal = object(required: [
    "goal": words(CoverageGoal.Kind.Name.allCases.map(\.rawValue)), "of": text,
    "state": words(RevisionCoverage.State.allCases.map(\.rawValue)),
  ])
  let part = object(
    required: ["label": text, "goals": list(of: goal, atLeast: 1)],
    optional: ["id": name, "test": text])
  let coverage = object(required: [
    "revision": month, "goals": count, "shown": count, "impossible": count,
    "parts": list(of: part, atLeast: 1),
  ])
  return members(required: [
    "policies": list(
      of: object(
        required: ["policy": text, "trials": list(of: trial)],
        optional: ["coverage": list(of: coverage, atLeast: 1)]))
  ])
}
