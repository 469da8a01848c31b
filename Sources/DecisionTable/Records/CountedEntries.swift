internal import Values

extension Facts {
  /// Whether a test counts each entry of the list that was stated last of its fact, in the order in
  /// which they were stated: whether the entry fits the filter on a day within the windows.
  ///
  /// - Parameter fact: the index of the fact.
  /// - Returns: nil if no list was stated.
  package func countedEntries(_ test: RecordTest, of fact: Int) -> [Truth]? {
    recordReadings[fact]?.counted(by: test)
  }
}

extension RecordReading {
  fileprivate func counted(by test: RecordTest) -> [Truth]? {
    let measures = cells.measures
    guard let index = measures.tests.firstIndex(of: test),
      let measure = measures.measures.firstIndex(where: { $0.group.contains(index) })
    else { return nil }
    return entries.map { entry in
      let fits = Truth(
        ofAll: entry.classes.lazy.map { [cells] entryClass in
          cells.classes.effects[Int(entryClass)].contains { $0.measure == Int32(measure) }
        })
      let stretches =
        axis.stretch(of: entry.days.upperBound)...axis.stretch(of: entry.days.lowerBound)
      let isInside = Truth(
        ofAll: stretches.lazy.map { [axis] stretch in
          axis.stretches[stretch].meaning.inWindows >> UInt128(measure) & 1 == 1
        })
      switch (fits, isInside) {
      case (.no, _), (_, .no): return .no
      case (.yes, .yes): return .yes
      default: return .unknown
      }
    }
  }
}

extension Truth {
  /// What is certain if one of these is the case.
  fileprivate init(ofAll possible: some Sequence<Bool>) {
    let values = Set(possible)
    self = values == [true] ? .yes : values == [false] ? .no : .unknown
  }
}
