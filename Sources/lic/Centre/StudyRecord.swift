/// What the centre knows of one study, kept on the disk so that a restart goes on where it stopped.
///
/// It holds no name: a study is known by a digest of its UID, and by Orthanc's.
struct StudyRecord: Codable, Sendable {
  /// The first digits of the SHA-256 of the study's UID; nothing personal.
  var key: String
  var orthancID: String
  var stage: Stage
  /// SHA-256 over the instances that the last report rests on: a study that became stable again with the same is not new.
  var inputs: String?
  /// Contrast agents that other studies of the day named when it was read.
  var agentsOfTheDay: [String]?
  /// How many reports there are; the last is `reports/KEY-NUMBER`.
  var reports = 0
  /// Names of modalities in Orthanc.
  var destination: String?
  /// Of the present stage.
  var attempts = 0
  /// In seconds since 1970; nothing is tried before.
  var notBefore = 0
  /// Why it is a dead letter.
  var reason: String?
  /// When its last instance was found missing, for the patience with slow senders.
  var incompleteSince: Int?

  enum Stage: String, Codable {
    /// Stable at Orthanc: to be read and measured.
    case arrived
    /// Its report is written, its drafts are to be stored.
    case measured
    /// Drafts are stored; a person is waited for.
    case held
    /// Sent to where it came from.
    case sent
    /// Given up, with a reason.
    case dead
  }

  var reportName: String { "\(key)-\(reports)" }
}
