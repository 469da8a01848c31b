internal import CCurl
internal import FoundationEssentials
internal import LiverIron

/// The REST interface of an Orthanc server, as far as the centre needs it.
final class OrthancClient {
  private let base: String
  private let handle: OpaquePointer
  private let credentials: String?

  /// `credentials` as `user:password`.
  init(_ base: String, credentials: String?) throws(OrthancError) {
    guard let handle = curl_easy_init() else { throw .unreachable("libcurl does not start") }
    self.handle = OpaquePointer(handle)
    self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
    self.credentials = credentials
  }

  deinit { curl_easy_cleanup(UnsafeMutableRawPointer(handle)) }

  struct Changes: Decodable {
    var Changes: [Change]
    var Done: Bool
    var Last: Int
  }

  struct Change: Decodable {
    var ChangeType: String
    var ID: String
  }

  struct Modality: Decodable { var AET: String }

  func changes(since last: Int) throws(OrthancError) -> Changes {
    try get("/changes?since=\(last)&limit=200")
  }

  /// The instances of a study, by Orthanc's own names.
  func instances(ofStudy study: String) throws(OrthancError) -> [String] {
    struct Instance: Decodable { var ID: String }
    let found: [Instance] = try get("/studies/\(study)/instances")
    return found.map(\.ID)
  }

  func file(_ instance: String) throws(OrthancError) -> [UInt8] {
    try send("GET", "/instances/\(instance)/file")
  }

  /// The application entity that sent an instance; nothing where it came by another way than DICOM.
  func sender(_ instance: String) throws(OrthancError) -> String? {
    do throws(OrthancError) {
      let text = String(
        decoding: try send("GET", "/instances/\(instance)/metadata/RemoteAET"), as: UTF8.self)
      return text.isEmpty ? nil : text
    } catch .refused(404, _) {
      return nil
    }
  }

  func modalities() throws(OrthancError) -> [String: Modality] { try get("/modalities?expand") }

  /// Contrast agents in other studies of the same patient on the same day.
  func contrastAgents(besideStudy study: String) throws(OrthancError) -> [String] {
    struct Study: Decodable {
      var ID: String
      var MainDicomTags: [String: String]
      var Series: [String]
    }
    struct Series: Decodable { var Instances: [String] }
    struct Tags: Decodable { var ContrastBolusAgent: String? }
    let this: Study = try get("/studies/\(study)")
    let date = this.MainDicomTags["StudyDate"] ?? ""
    guard !date.isEmpty else { return [] }
    struct Patient: Decodable { var ID: String }
    let patient: Patient = try get("/studies/\(study)/patient")
    let all: [Study] = try get("/patients/\(patient.ID)/studies")
    var agents: [String] = []
    for other in all where other.ID != study && other.MainDicomTags["StudyDate"] == date {
      for series in other.Series {
        let found: Series = try get("/series/\(series)")
        guard let first = found.Instances.first else { continue }
        let tags: Tags = try get("/instances/\(first)/simplified-tags")
        if let agent = tags.ContrastBolusAgent, !agent.isEmpty {
          agents.append("another study of the same day: \(agent)")
        }
      }
    }
    return agents
  }

  /// Stores an instance, which may be there already; its name at Orthanc.
  func store(_ file: [UInt8]) throws(OrthancError) -> String {
    struct Stored: Decodable { var ID: String }
    let stored: Stored = try decode(try send("POST", "/instances", body: file), "/instances")
    return stored.ID
  }

  /// Has Orthanc send instances to a modality, and waits for it.
  func send(_ instances: [String], to modality: String) throws(OrthancError) {
    struct Order: Encodable {
      var Resources: [String]
      var Synchronous = true
      var Timeout = 30
    }
    struct Outcome: Decodable { var FailedInstancesCount: Int, InstancesCount: Int }
    let order = Array((try? JSONEncoder().encode(Order(Resources: instances))) ?? Data())
    let path = "/modalities/\(modality)/store"
    let outcome: Outcome = try decode(try send("POST", path, body: order), path)
    guard outcome.FailedInstancesCount == 0, outcome.InstancesCount == instances.count else {
      throw .refused(
        200, "\(outcome.FailedInstancesCount) of \(instances.count) instances were not taken")
    }
  }

  private func get<Answer: Decodable>(_ path: String) throws(OrthancError) -> Answer {
    try decode(try send("GET", path), path)
  }

  private func decode<Answer: Decodable>(
    _ bytes: [UInt8], _ path: String
  ) throws(OrthancError) -> Answer {
    guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(bytes)) else {
      throw .unreachable("its answer to \(path) is not what Orthanc gives")
    }
    return answer
  }

  private final class Received {
    var bytes: [UInt8] = []
    static let most = 300 << 20
  }

  private func send(
    _ method: String, _ path: String, body: [UInt8]? = nil
  ) throws(OrthancError) -> [UInt8] {
    let curl = UnsafeMutableRawPointer(handle)
    let received = Received()
    curl_easy_reset(curl)
    lic_curl_set_text(curl, CURLOPT_URL, base + path)
    lic_curl_set_text(curl, CURLOPT_CUSTOMREQUEST, method)
    lic_curl_set_long(curl, CURLOPT_NOSIGNAL, 1)
    lic_curl_set_long(curl, CURLOPT_CONNECTTIMEOUT, 10)
    lic_curl_set_long(curl, CURLOPT_TIMEOUT, 300)
    if let credentials { lic_curl_set_text(curl, CURLOPT_USERPWD, credentials) }
    lic_curl_set_receiver(curl) { bytes, size, count, target in
      let received = Unmanaged<Received>.fromOpaque(target!).takeUnretainedValue()
      let length = size * count
      guard received.bytes.count + length <= Received.most else { return 0 }
      bytes!.withMemoryRebound(to: UInt8.self, capacity: length) {
        received.bytes += UnsafeBufferPointer(start: $0, count: length)
      }
      return length
    }
    lic_curl_set_pointer(
      curl, CURLOPT_WRITEDATA, Unmanaged.passUnretained(received).toOpaque())
    // No `Expect: 100-continue`, which costs a second where the server does not answer it.
    let headers = curl_slist_append(nil, "Expect:")
    defer { curl_slist_free_all(headers) }
    lic_curl_set_pointer(curl, CURLOPT_HTTPHEADER, UnsafeMutableRawPointer(headers))
    let code: CURLcode
    if let body {
      code = body.withUnsafeBytes { bytes in
        lic_curl_set_size(curl, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
        lic_curl_set_pointer(
          curl, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
        return curl_easy_perform(curl)
      }
    } else {
      code = curl_easy_perform(curl)
    }
    guard code == CURLE_OK else {
      throw .unreachable(String(cString: curl_easy_strerror(code)))
    }
    var status = 0
    lic_curl_get_status(curl, &status)
    guard (200..<300).contains(status) else {
      throw .refused(status, "\(method) \(path) gives status \(status)")
    }
    return received.bytes
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
