internal import DecisionRequests
package import JSONShapes
internal import PolicyCases
internal import PolicyDocuments
internal import PolicyExports
internal import ReleaseSigning

extension PublishedSchema {
  /// The schemas that a build writes to `schemas/`, of what policyc writes and prints.
  package static let all: [PublishedSchema] = [
    .decisionTable, .decisionTableVersion1, .policyIndex, .manifest, .measurementPin, .explanation,
    .difference, .caseRun, .decisionAudit, .release,
  ]
}
