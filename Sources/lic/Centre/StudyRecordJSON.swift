internal import JSONShapes
internal import JSONText

extension StudyRecord {
  static let shape = JSONShape<StudyRecord>.object(
    .required("key", .string) { $0.key },
    .required("orthancID", .string) { $0.orthancID },
    .required("stage", .word) { $0.stage },
    .optional("inputs", .digest) { $0.inputs },
    .optional("agentsOfTheDay", .list(of: .string)) { $0.agentsOfTheDay },
    .required("reports", .count()) { $0.reports },
    .optional("destination", .string) { $0.destination },
    .required("attempts", .count()) { $0.attempts },
    .required("notBefore", .count()) { $0.notBefore },
    .optional("reason", .string) { $0.reason },
    .optional("incompleteSince", .count()) { $0.incompleteSince })

  /// Nil where a member is missing or is of another kind.
  init?(_ json: JSON) {
    guard let key = json["key"]?.string, let orthancID = json["orthancID"]?.string,
      let stage = json["stage"]?.string.flatMap(Stage.init), let reports = json["reports"]?.integer,
      let attempts = json["attempts"]?.integer, let notBefore = json["notBefore"]?.integer
    else { return nil }
    self.init(key: key, orthancID: orthancID, stage: stage)
    self.reports = reports
    self.attempts = attempts
    self.notBefore = notBefore
    inputs = json["inputs"]?.string
    agentsOfTheDay = json["agentsOfTheDay"]?.array?.compactMap(\.string)
    destination = json["destination"]?.string
    reason = json["reason"]?.string
    incompleteSince = json["incompleteSince"]?.integer
  }
}
