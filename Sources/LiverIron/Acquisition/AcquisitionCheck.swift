/// One condition that an acquisition must meet before its figure may leave.
package struct AcquisitionCheck: Sendable {
  package let code: Code
  package let title: String
  /// The limit as a text, with its unit.
  package let limit: String
  /// What goes wrong where the condition is not met.
  package let reason: String
  package let source: Source
  /// What the centre should do where the check fails.
  package let remedy: String
  let evaluation: Evaluation

  /// How reports and other programs name a check; a code is never reused for another one.
  package enum Code: String, Sendable, Hashable, CaseIterable {
    case echoSet = "echo-set"
    case singleEcho = "single-echo"
    case sameAcquisition = "same-acquisition"
    case repetitionTime = "repetition-time"
    case fieldStrength = "field-strength"
    case geometry
    case intensityScale = "intensity-scale"
    case magnitude
    case clipping
    case saline
    case gainDrift = "gain-drift"
    case signalToNoise = "signal-to-noise"
    case projection
    case motion
    case fitQuality = "fit-quality"
    case region
    case contrastAgent = "contrast-agent"
    case completeness
    case range
  }

  /// Where a limit comes from.
  package enum Source: Sendable, Hashable {
    case published(String)
    /// This project chose the limit, because of a measurement or a physical fact.
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

  /// What a check found, with the measured value as a text.
  package enum Outcome: Sendable, Hashable {
    case pass(String)
    case warn(String)
    case fail(String)
    /// An earlier check failed, so there was nothing to look at.
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
    _ code: Code, _ title: String, limit: String, reason: String, source: Source, remedy: String,
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
  package static let all = Code.allCases.map(check)

  private static func check(_ code: Code) -> AcquisitionCheck {
    switch code {
    case .echoSet: echoSet
    case .singleEcho: singleEcho
    case .sameAcquisition: sameAcquisition
    case .repetitionTime: repetitionTime
    case .fieldStrength: fieldStrength
    case .geometry: geometry
    case .intensityScale: intensityScale
    case .magnitude: magnitude
    case .clipping: clipping
    case .saline: saline
    case .gainDrift: gainDrift
    case .signalToNoise: signalToNoise
    case .projection: projection
    case .motion: motion
    case .fitQuality: fitQuality
    case .region: region
    case .contrastAgent: contrastAgent
    case .completeness: completeness
    case .range: range
    }
  }
}

/// A failure that showed itself outside the checks, with the check that it belongs to.
package struct AcquisitionFailure: Error, Sendable {
  package var code: AcquisitionCheck.Code
  package var measured: String
  /// Nil for the remedy of the check.
  package var remedy: String?

  package init(_ code: AcquisitionCheck.Code, _ measured: String, remedy: String? = nil) {
    self.code = code
    self.measured = measured
    self.remedy = remedy
  }
}

/// What the checks found: one result for each check, in their order.
package struct AcquisitionFindings: Sendable {
  package private(set) var results: [Result]

  package struct Result: Sendable {
    package let check: AcquisitionCheck
    package var outcome: AcquisitionCheck.Outcome
    /// What to do where the check failed.
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

  package mutating func note(_ failure: AcquisitionFailure) {
    for index in results.indices where results[index].check.code == failure.code {
      results[index].outcome = .fail(failure.measured)
      if let remedy = failure.remedy { results[index].remedy = remedy }
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
