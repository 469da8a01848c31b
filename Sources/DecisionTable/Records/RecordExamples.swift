package import Values

extension RecordCells {
  /// A smallest list that is in a cell, or nil if no list that a request can state is in that cell alone
  /// on the date of service.
  ///
  /// - Parameter stated: the value that a request states for a cell of an attribute.
  package func list(
    in cell: Int, on service: CalendarDate,
    stating stated: (FactSpace, _ variable: Int, _ cell: Int, FactType) -> FactValue
  ) -> RecordList? {
    let axis = RecordAxis(measures, before: CivilDay(service))
    guard let found = entries(in: cell, axis) else { return nil }
    var entries: [RecordEntry] = []
    var newest = Int.max
    for entry in found {
      let stretch = axis.stretches[Int(entry.stretch)]
      var day = stretch.last - Int(entry.day)
      // Entries of one day come in an unknown order, so where days are not counted they are on
      // different ones.
      if measures.dayFlags == 0, day >= newest, newest > stretch.first { day = newest - 1 }
      newest = day
      guard let date = CalendarDate(dayNumber: day) else { return nil }
      var attributes: [String: FactValue] = [:]
      for (index, variable) in classes.space.variables.enumerated() {
        let attribute = type.attributes[variable.fact]
        let cell = Int(classes.examples[Int(entry.entryClass)][index])
        attributes[attribute.id] = stated(classes.space, index, cell, attribute.type.factType)
      }
      entries.append(RecordEntry(on: .on(date), attributes))
    }
    let list = RecordList(entries.reversed())
    let reading = RecordReading(self, of: "")
    reading.begin(on: service)
    guard (try? reading.read(list.entries)) != nil else { return nil }
    return (try? reading.end(.complete)) == [cell] ? list : nil
  }
}
