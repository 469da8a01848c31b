internal import JSONText
internal import LiverIron

/// The part of the REST interface of an Orthanc server that the centre uses.
struct OrthancClient {
  private let server: HTTPConnection

  init(_ server: HTTPConnection) { self.server = server }

  func changes(since last: Int) throws(OrthancError) -> OrthancChanges {
    try get("/changes?since=\(last)&limit=200") { OrthancChanges($0) }
  }

  /// The instances of a study, by Orthanc's own names.
  func instances(ofStudy study: String) throws(OrthancError) -> [String] {
    try get("/studies/\(study)/instances", Self.names)
  }

  func file(_ instance: String) throws(OrthancError) -> [UInt8] {
    try server.send("GET", "/instances/\(instance)/file")
  }

  /// The application entity that sent an instance; nil where it did not arrive by DICOM.
  func sender(_ instance: String) throws(OrthancError) -> String? {
    do throws(OrthancError) {
      let text = String(
        decoding: try server.send("GET", "/instances/\(instance)/metadata/RemoteAET"),
        as: UTF8.self)
      return text.isEmpty ? nil : text
    } catch .refused(404, _) {
      return nil
    }
  }

  /// The names of the modalities that Orthanc knows by an application entity title.
  func modalities(titled title: String) throws(OrthancError) -> [String] {
    try get("/modalities?expand") { json in
      json.object?.filter { $0.value["AET"]?.string == title }.map(\.name).sorted()
    }
  }

  /// Contrast agents that any instance of the patient's other studies of the day names.
  ///
  /// Without a date nobody knows which studies are of the same day, so a missing date counts as an agent.
  func contrastAgents(besideStudy study: String) throws(OrthancError) -> [String] {
    let this = try get("/studies/\(study)") { OrthancStudy($0) }
    guard let date = this.date else {
      return ["the study has no date, so what was given that day is not known"]
    }
    let patient = try get("/studies/\(study)/patient", Self.name)
    let all = try get("/patients/\(patient)/studies") { json in
      json.array.flatMap { OrthancStudy.all($0) }
    }
    var agents: Set<String> = []
    for other in all where other.id != study && (other.date ?? date) == date {
      let when =
        other.date == nil ? "another study without a date" : "another study of the same day"
      for series in other.series {
        let found = try get("/series/\(series)/instances-tags?simplify") { json in
          json.object?.compactMap { $0.value["ContrastBolusAgent"]?.string }
        }
        for agent in found where !agent.isEmpty { agents.insert("\(when): \(agent)") }
      }
    }
    return agents.sorted()
  }

  /// Stores an instance, which may be there already, and returns its name at Orthanc.
  func store(_ file: [UInt8]) throws(OrthancError) -> String {
    try decode(try server.send("POST", "/instances", body: file), "/instances", Self.name)
  }

  /// Has Orthanc send instances to a modality, and waits for it.
  func send(_ instances: [String], to modality: String) throws(OrthancError) {
    let order: JSON = [
      "Resources": .array(instances.map(JSON.string)), "Synchronous": true, "Timeout": 30,
    ]
    let path = "/modalities/\(modality)/store"
    let answer = try server.send("POST", path, body: Array(order.compact.utf8))
    let (failed, sent) = try decode(answer, path) { json -> (Int, Int)? in
      guard let failed = json["FailedInstancesCount"]?.integer,
        let sent = json["InstancesCount"]?.integer
      else { return nil }
      return (failed, sent)
    }
    guard failed == 0, sent == instances.count else {
      throw .refused(200, "\(failed) of \(instances.count) instances were not taken")
    }
  }

  private static func name(_ json: JSON) -> String? { json["ID"]?.string }

  private static func names(_ json: JSON) -> [String]? {
    guard let elements = json.array else { return nil }
    let names = elements.compactMap(name)
    return names.count == elements.count ? names : nil
  }

  private func get<Answer>(
    _ path: String, _ read: (JSON) -> Answer?
  ) throws(OrthancError) -> Answer {
    try decode(try server.send("GET", path), path, read)
  }

  private func decode<Answer>(
    _ bytes: [UInt8], _ path: String, _ read: (JSON) -> Answer?
  ) throws(OrthancError) -> Answer {
    guard let json = try? JSON(bytes: bytes), let answer = read(json) else {
      throw .unreachable("its answer to \(path) is not what Orthanc gives")
    }
    return answer
  }
}

/// Why Orthanc did not do what it was asked for.
enum OrthancError: ExplainedError {
  case unreachable(String)
  case refused(Int, String)

  var problem: String {
    switch self {
    case .unreachable: "Orthanc cannot be reached"
    case .refused: "Orthanc refuses"
    }
  }

  var reason: String {
    switch self {
    case .unreachable(let why), .refused(_, let why): why
    }
  }

  var remedy: String {
    switch self {
    case .refused(401, _): "give its user and password in --credentials or the environment"
    default: "check the address of --orthanc, and the log of Orthanc"
    }
  }
}
