internal import DecisionRequests
internal import DecisionTable
internal import Synchronization

/// Counts of what was answered, in the text format of Prometheus.
final class Metrics: Sendable {
  private struct Counts {
    var tally = Tally()
    var responses: [Int: Int] = [:]
    var refusedConnections = 0
    /// By index of `bounds`, and one more for longer ones.
    var durations = [Int](repeating: 0, count: Metrics.bounds.count + 1)
    var totalNanoseconds: UInt64 = 0
  }

  /// Seconds from the head of a request to the end of its answer.
  private static let bounds = [0.000_1, 0.000_5, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 10]

  private let counts = Mutex(Counts())

  func refuse() { counts.withLock { $0.refusedConnections += 1 } }

  func count(status: Int, nanoseconds: UInt64) {
    let seconds = Double(nanoseconds) / 1e9
    let index = Metrics.bounds.firstIndex { seconds <= $0 } ?? Metrics.bounds.count
    counts.withLock { counts in
      counts.responses[status, default: 0] += 1
      counts.durations[index] += 1
      counts.totalNanoseconds += nanoseconds
    }
  }

  func add(_ tally: Tally) { counts.withLock { $0.tally.add(tally) } }

  func text(_ build: ServedTables.Build) -> String {
    counts.withLock { counts in
      var lines = [
        "# HELP policyd_decisions_total Requests that were answered, by result.",
        "# TYPE policyd_decisions_total counter",
      ]
      for result in Verdict.Result.allCases {
        lines.append(
          "policyd_decisions_total{result=\"\(result.rawValue)\"} \(counts.tally.count(of: result))"
        )
      }
      lines += [
        "# HELP policyd_errors_total Requests that could not be answered, by code.",
        "# TYPE policyd_errors_total counter",
      ]
      for (code, count) in counts.tally.errors.sorted(by: { $0.key < $1.key }) {
        lines.append("policyd_errors_total{code=\"\(code)\"} \(count)")
      }
      lines += [
        "# HELP policyd_http_responses_total HTTP responses, by status.",
        "# TYPE policyd_http_responses_total counter",
      ]
      for (status, count) in counts.responses.sorted(by: { $0.key < $1.key }) {
        lines.append("policyd_http_responses_total{status=\"\(status)\"} \(count)")
      }
      lines += [
        "# HELP policyd_http_duration_seconds Time from the head of a request to the end of its answer.",
        "# TYPE policyd_http_duration_seconds histogram",
      ]
      var total = 0
      for (bound, count) in zip(Metrics.bounds, counts.durations) {
        total += count
        lines.append("policyd_http_duration_seconds_bucket{le=\"\(bound)\"} \(total)")
      }
      total += counts.durations[Metrics.bounds.count]
      lines += [
        "policyd_http_duration_seconds_bucket{le=\"+Inf\"} \(total)",
        "policyd_http_duration_seconds_sum \(Double(counts.totalNanoseconds) / 1e9)",
        "policyd_http_duration_seconds_count \(total)",
        "# HELP policyd_refused_connections_total Connections beyond the most that are allowed.",
        "# TYPE policyd_refused_connections_total counter",
        "policyd_refused_connections_total \(counts.refusedConnections)",
        "# HELP policyd_build The number of builds that were taken up since the start.",
        "# TYPE policyd_build gauge",
        "policyd_build \(build.number)",
      ]
      return lines.joined(separator: "\n") + "\n"
    }
  }
}
