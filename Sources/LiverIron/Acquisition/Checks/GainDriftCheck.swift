extension AcquisitionCheck {
  static let gainDrift = AcquisitionCheck(
    .gainDrift, "Gain of the receiver",
    limit: "at most 20 % against the first echo, before it is divided out; a warning from 5 %",
    reason:
      "a drift is corrected from saline, but a large one shows that more than the gain has changed",
    source: .ownChoice(because: "drifts of 5 % are corrected to 0.1 % on this project's phantom"),
    remedy: "repeat all echoes without a new prescan between them",
    .images { acquired in
      switch acquired.drift {
      case nil: return .notReached
      case .failure(let error): return .fail(error.problem)
      case .success(let drift):
        let most = drift.gains.map { abs($0 - 1) }.max() ?? 0
        let text = "\(PrintedFigure(100 * most, decimals: 1)) % at most"
        return most > 0.2 ? .fail(text) : most > 0.05 ? .warn(text) : .pass(text)
      }
    })
}
