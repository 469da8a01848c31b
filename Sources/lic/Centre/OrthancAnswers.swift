internal import JSONText

/// What happened to the contents of an Orthanc server, in order.
struct OrthancChanges {
  let changes: [Change]
  /// Whether these are the last.
  let isDone: Bool
  /// The number of the last change, to ask for those after it.
  let last: Int

  struct Change {
    let kind: String
    let resource: String
  }

  init?(_ json: JSON) {
    guard let changes = json["Changes"]?.array, let isDone = json["Done"]?.boolean,
      let last = json["Last"]?.integer
    else { return nil }
    self.changes = changes.compactMap { change in
      guard let kind = change["ChangeType"]?.string, let resource = change["ID"]?.string else {
        return nil
      }
      return Change(kind: kind, resource: resource)
    }
    self.isDone = isDone
    self.last = last
  }
}

/// A study as Orthanc describes it.
struct OrthancStudy {
  let id: String
  /// `YYYYMMDD`; nil where the study does not state it.
  let date: String?
  let series: [String]

  init?(_ json: JSON) {
    guard let id = json["ID"]?.string, let tags = json["MainDicomTags"],
      let series = json["Series"]?.array
    else { return nil }
    self.id = id
    date = tags["StudyDate"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    self.series = series.compactMap(\.string)
  }

  /// Nil where one of them is not a study.
  static func all(_ elements: [JSON]) -> [OrthancStudy]? {
    let studies = elements.compactMap { OrthancStudy($0) }
    return studies.count == elements.count ? studies : nil
  }
}

extension JSON {
  /// A number without fraction or exponent.
  var integer: Int? {
    if case .number(let digits) = self { Int(digits) } else { nil }
  }
}
