/// What became of an Orthanc server's contents, in order.
struct OrthancChanges: Decodable {
  var changes: [Change]
  var done: Bool
  var last: Int

  struct Change: Decodable {
    var changeType: String
    var id: String
  }
}

/// Anything of Orthanc's that is asked for by its name alone.
struct OrthancName: Decodable { var id: String }

struct OrthancModality: Decodable { var aet: String }

struct OrthancStudy: Decodable {
  var id: String
  var mainDicomTags: [String: String]
  var series: [String]
}

struct OrthancSeries: Decodable { var instances: [String] }

struct OrthancTags: Decodable { var contrastBolusAgent: String? }

/// To send instances, and to wait until they are there.
struct OrthancOrder: Encodable {
  var instances: [String]
  private var waits = true
  private var seconds = 30

  init(instances: [String]) { self.instances = instances }

  private enum CodingKeys: String, CodingKey {
    case instances = "Resources"
    case waits = "Synchronous"
    case seconds = "Timeout"
  }
}

struct OrthancOutcome: Decodable {
  var failedInstancesCount: Int
  var instancesCount: Int
}

/// A key as Orthanc writes it, from `StudyDate` to `studyDate` and from `ID` to `id`.
struct OrthancKey: CodingKey {
  let stringValue: String
  let intValue: Int? = nil

  init(_ key: String) {
    stringValue =
      key == key.uppercased()
      ? key.lowercased() : key.prefix(1).lowercased() + key.dropFirst()
  }

  init?(stringValue: String) { self.init(stringValue) }

  init?(intValue: Int) { nil }
}
