/// One thing that must hold of an acquisition before its figure may leave.
package struct AcquisitionCheck: Sendable {
  /// Kebab-case; never reused.
  package let code: String
  package let title: String
  /// The limit in words, with its unit.
  package let limit: String
  /// What goes wrong where it does not hold.
  package let reason: String
  package let source: Source
  /// What the centre is to do where it fails.
  package let remedy: String
  let evaluation: Evaluation

  /// Where a limit comes from.
  package enum Source: Sendable, Hashable {
    case published(String)
    /// This project chose it, because of a measurement or a physical fact.
    case ownChoice(because: String)

    package var text: String {
      switch self {
      case .published(let where_): where_
      case .ownChoice(let reason): "this project's own, because \(reason)"
      }
    }
  }

  /// What a check looks at.
  enum Evaluation: Sendable {
    case headers(@Sendable (AcquiredHeaders) -> Outcome)
    case images(@Sendable (AcquiredImages) -> Outcome)
    case measurement(@Sendable (MeasuredRegion) -> Outcome)
  }

  /// What a check found, with the measured value in words.
  package enum Outcome: Sendable, Hashable {
    case pass(String)
    case warn(String)
    case fail(String)
    /// An earlier check failed, so that there was nothing to look at.
    case notReached

    package var measured: String? {
      switch self {
      case .pass(let text), .warn(let text), .fail(let text): text
      case .notReached: nil
      }
    }

    package var name: String {
      switch self {
      case .pass: "pass"
      case .warn: "warn"
      case .fail: "fail"
      case .notReached: "not reached"
      }
    }

    package var isFailure: Bool { if case .fail = self { true } else { false } }
    package var isWarning: Bool { if case .warn = self { true } else { false } }
  }

  init(
    _ code: String, _ title: String, limit: String, reason: String, source: Source, remedy: String,
    _ evaluation: Evaluation
  ) {
    self.code = code
    self.title = title
    self.limit = limit
    self.reason = reason
    self.source = source
    self.remedy = remedy
    self.evaluation = evaluation
  }

  /// All checks, in the order in which a report lists them.
  package static let all = [
    echoSet, singleEcho, repetitionTime, fieldStrength, geometry, intensityScale, magnitude,
    clipping, saline, gainDrift, signalToNoise, projection, motion, fitQuality, region,
    contrastAgent, completeness, range,
  ]
}

/// What the checks found, one result for each, in their order.
package struct AcquisitionFindings: Sendable {
  package private(set) var results: [Result]

  package struct Result: Sendable {
    package let check: AcquisitionCheck
    package var outcome: AcquisitionCheck.Outcome
    /// What to do where it failed.
    package var remedy: String
  }

  package init() {
    results = AcquisitionCheck.all.map {
      Result(check: $0, outcome: .notReached, remedy: $0.remedy)
    }
  }

  package var failures: [Result] { results.filter(\.outcome.isFailure) }
  package var warnings: [Result] { results.filter(\.outcome.isWarning) }

  package mutating func look(at headers: AcquiredHeaders) {
    fill { if case .headers(let evaluate) = $0 { evaluate(headers) } else { nil } }
  }

  package mutating func look(at images: AcquiredImages) {
    fill { if case .images(let evaluate) = $0 { evaluate(images) } else { nil } }
  }

  package mutating func look(at measurement: MeasuredRegion) {
    fill { if case .measurement(let evaluate) = $0 { evaluate(measurement) } else { nil } }
  }

  /// A failure that showed itself outside of the checks, under the one that it belongs to.
  package mutating func fail(_ code: String, _ measured: String, remedy: String? = nil) {
    for index in results.indices where results[index].check.code == code {
      results[index].outcome = .fail(measured)
      if let remedy { results[index].remedy = remedy }
    }
  }

  private mutating func fill(
    _ outcome: (AcquisitionCheck.Evaluation) -> AcquisitionCheck.Outcome?
  ) {
    for index in results.indices where !results[index].outcome.isFailure {
      if let found = outcome(results[index].check.evaluation) { results[index].outcome = found }
    }
  }
}
