internal import PolicyModel
internal import Values

/// A run for people: each case that fails, how its verdict differs, and why.
extension CaseRun {
  package var text: String {
    var lines: [String] = []
    for group in failures.groupedByOutcome {
      let trial = group[0]
      let revisions = group.map(\.revision.date.printed).joined(separator: ", ")
      lines.append("FAILED \(policy.id) \(revisions): \(trial.name)")
      lines += trial.differences.map { "  \($0.sentence)" }
      lines += trial.reasons.lines.map { "  \($0)" }
    }
    func counted(_ count: Int, _ noun: String) -> String {
      "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
    let cases = Set(trials.map(\.name)).count
    lines.append(
      "\(policy.id): \(counted(cases, "case")) at \(counted(policy.revisions.count, "revision")), "
        + "\(counted(trials.count, "trial")), "
        + (failures.isEmpty ? "all as expected" : "\(failures.count) not as expected"))
    return lines.joined(separator: "\n")
  }
}

extension [CaseRun.Trial] {
  /// The failures of one case that look the same at several revisions, reported together.
  fileprivate var groupedByOutcome: [[CaseRun.Trial]] {
    var groups: [[CaseRun.Trial]] = []
    for trial in self {
      let index = groups.firstIndex { group in
        group[0].name == trial.name && group[0].differences == trial.differences
          && group[0].reasons == trial.reasons
      }
      if let index { groups[index].append(trial) } else { groups.append([trial]) }
    }
    return groups
  }
}
