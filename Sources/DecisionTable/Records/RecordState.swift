/// What the measures of all tests have seen in the entries so far, from the newest to the oldest, packed
/// into bits.
extension RecordMeasures {
  /// The state before any entry.
  static let start: UInt128 = 0

  /// The state after one more entry, which is not later than those before it.
  ///
  /// - Parameter meaning: what the day of the entry means to the measures.
  func state(
    _ state: UInt128, adding effects: [EntryClasses.Effect], in meaning: RecordAxis.Meaning
  ) -> UInt128 {
    var state = state
    for effect in effects where meaning.inWindows >> UInt128(effect.measure) & 1 == 1 {
      add(effect, to: &state, meaning)
    }
    return state
  }

  private func add(
    _ effect: EntryClasses.Effect, to state: inout UInt128, _ meaning: RecordAxis.Meaning
  ) {
    let measure = measures[Int(effect.measure)]
    let value = state >> UInt128(measure.shift) & measure.mask
    let new: UInt128
    switch measure.kind {
    case .selected(let selection, let selected):
      // The newest entry comes first.
      if selection == .latest, value != 0 { return }
      switch selected {
      case .attribute: new = UInt128(effect.seen)
      case .elapsed: new = meaning.inRange >> UInt128(effect.measure) & 1 == 1 ? 2 : 1
      }
    case .entries(let most):
      if value == UInt128(most) { return }
      new = value + 1
    case .days(let most):
      let isCounted = (measure.mask >> 1) + 1
      if value & isCounted != 0 || value == UInt128(most) { return }
      // Once all days are counted that matter, the current one does not matter.
      new = value + 1 == UInt128(most) ? value + 1 : (value + 1) | isCounted
    case .values(_, let most):
      let seen = value | UInt128(effect.seen)
      new = seen.nonzeroBitCount >= most ? measure.mask : seen
    }
    state = state & ~(measure.mask << UInt128(measure.shift)) | new << UInt128(measure.shift)
  }

  /// Whether the order of entries of one day matters to a measure.
  func dependsOnOrder(_ measure: Int) -> Bool {
    if case .selected = measures[measure].kind { true } else { false }
  }

  /// The state when the next entry is on an earlier day.
  func nextDay(_ state: UInt128) -> UInt128 { state & ~dayFlags }

  /// The tests that are true in a state.
  func vector(of state: UInt128) -> UInt128 {
    var vector: UInt128 = 0
    for measure in measures {
      let value = state >> UInt128(measure.shift) & measure.mask
      switch measure.kind {
      case .selected, .entries: vector |= measure.outcomes[Int(value)]
      case .days: vector |= measure.outcomes[Int(value & (measure.mask >> 1))]
      case .values(_, let most):
        vector |= measure.outcomes[min(value.nonzeroBitCount, most)]
      }
    }
    return vector
  }
}

/// The fold over the entries of a list reached its bound of states.
struct TooManyRecordStates: Error {
  static let bound = 100_000
}
