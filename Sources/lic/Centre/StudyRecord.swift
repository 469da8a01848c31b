/// What the centre knows about one study, kept on the disk so that a restart continues where it stopped.
///
/// It does not name anyone: a study is known by a digest of its UID, and by Orthanc's name for it.
struct StudyRecord: Sendable {
  /// The first digits of the SHA-256 of the study's UID.
  var key: String
  var orthancID: String
  var stage: Stage
  /// SHA-256 over the instances that the last report is based on: a study that became stable again with the same ones is not new.
  var inputs: String?
  /// Contrast agents that other studies of the day named when it was read.
  var agentsOfTheDay: [String]?
  /// How many reports there are; the last is `reports/KEY-NUMBER`.
  var reports = 0
  /// The modality that the images came from, by its name at Orthanc.
  var destination: String?
  /// How often the present stage has failed.
  var attempts = 0
  /// The next attempt is not made before this time, in seconds since 1970.
  var notBefore = 0
  /// Why it is a dead letter.
  var reason: String?
  /// When its last instance was found missing, for the patience with slow senders.
  var incompleteSince: Int?

  enum Stage: String, CaseIterable, Sendable {
    /// Stable at Orthanc: to be read and measured.
    case arrived
    /// Its report is written, its drafts are to be stored.
    case measured
    /// Drafts are stored; a person has to release the report.
    case held
    /// Sent to where it came from.
    case sent
    /// Given up, with a reason.
    case dead
  }

  init(key: String, orthancID: String, stage: Stage) {
    self.key = key
    self.orthancID = orthancID
    self.stage = stage
  }

  var reportName: String { "\(key)-\(reports)" }
}
