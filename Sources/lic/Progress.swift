internal import Machine

/// Says on a terminal what is being done, and on request how long it took.
struct Progress {
  private let showsTimes: Bool
  private let isTerminal = Terminal.errorIsTerminal
  private var stage: (name: String, start: ContinuousClock.Instant)?

  init(showsTimes: Bool) { self.showsTimes = showsTimes }

  mutating func start(_ name: String) {
    finish()
    stage = (name, .now)
    if isTerminal, !showsTimes { Terminal.error("lic: \(name) …") }
  }

  mutating func finish() {
    if let stage, showsTimes {
      let (seconds, attoseconds) = (ContinuousClock.now - stage.start).components
      let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
      Terminal.error("lic: \(milliseconds) ms \(stage.name)")
    }
    stage = nil
  }
}
