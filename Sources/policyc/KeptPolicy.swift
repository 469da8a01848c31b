internal import DecisionTable
internal import PolicyDocuments
internal import PolicyModel

/// What was compiled of a policy whose sources have errors now, and stays as it is.
struct KeptPolicy {
  let artifacts: [Artifact]
  let entry: IndexEntry
}
