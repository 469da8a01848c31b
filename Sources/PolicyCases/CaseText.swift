internal import PolicyModel
internal import Values

/// A run as people read it: one line a case that fails, with what differs and why.
extension CaseRun {
  package var text: String {
    var lines: [String] = []
    for alike in failures.alike {
      let trial = alike[0]
      let revisions = alike.map(\.revision.date.printed).joined(separator: ", ")
      lines.append("FAILED \(policy.id) \(revisions): \(trial.name)")
      for difference in trial.differences {
        let aspect = difference.aspect.rawValue
        lines.append("  \(aspect): expected \(difference.expected), found \(difference.found)")
      }
      lines += trial.reasons.map { "  because \($0)" }
    }
    let names = Set(trials.map(\.name)).count
    let failed = Set(failures.map(\.name)).count
    lines.append(
      "\(policy.id): \(names) case\(names == 1 ? "" : "s") at \(policy.revisions.count) "
        + "revision\(policy.revisions.count == 1 ? "" : "s"), \(trials.count) trials, "
        + (failed == 0 ? "all as expected" : "\(failures.count) of them not as expected"))
    return lines.joined(separator: "\n")
  }
}

extension [CaseRun.Trial] {
  /// Revisions at which a case fails alike are said together.
  fileprivate var alike: [[CaseRun.Trial]] {
    var groups: [[CaseRun.Trial]] = []
    for trial in self {
      let place = groups.firstIndex { group in
        group[0].name == trial.name && group[0].differences == trial.differences
          && group[0].reasons == trial.reasons
      }
      if let place { groups[place].append(trial) } else { groups.append([trial]) }
    }
    return groups
  }
}
