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

  func changes(since last: Int) throws(OrthancError) -> OrthancChanges {
    try get("/changes?since=\(last)&limit=200")
  }

  /// The instances of a study, by Orthanc's own names.
  func instances(ofStudy study: String) throws(OrthancError) -> [String] {
    let found: [OrthancName] = try get("/studies/\(study)/instances")
    return found.map(\.id)
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

  func modalities() throws(OrthancError) -> [String: OrthancModality] {
    try get("/modalities?expand")
  }

  /// Contrast agents in other studies of the same patient on the same day.
  func contrastAgents(besideStudy study: String) throws(OrthancError) -> [String] {
    let this: OrthancStudy = try get("/studies/\(study)")
    let date = this.mainDicomTags["StudyDate"] ?? ""
    guard !date.isEmpty else { return [] }
    let patient: OrthancName = try get("/studies/\(study)/patient")
    let all: [OrthancStudy] = try get("/patients/\(patient.id)/studies")
    var agents: [String] = []
    for other in all where other.id != study && other.mainDicomTags["StudyDate"] == date {
      for series in other.series {
        let found: OrthancSeries = try get("/series/\(series)")
        guard let first = found.instances.first else { continue }
        let tags: OrthancTags = try get("/instances/\(first)/simplified-tags")
        if let agent = tags.contrastBolusAgent, !agent.isEmpty {
          agents.append("another study of the same day: \(agent)")
        }
      }
    }
    return agents
  }

  /// Stores an instance, which may be there already; its name at Orthanc.
  func store(_ file: [UInt8]) throws(OrthancError) -> String {
    let stored: OrthancName = try decode(try send("POST", "/instances", body: file), "/instances")
    return stored.id
  }

  /// Has Orthanc send instances to a modality, and waits for it.
  func send(_ instances: [String], to modality: String) throws(OrthancError) {
    let order = Array((try? JSONEncoder().encode(OrthancOrder(instances: instances))) ?? Data())
    let path = "/modalities/\(modality)/store"
    let outcome: OrthancOutcome = try decode(try send("POST", path, body: order), path)
    guard outcome.failedInstancesCount == 0, outcome.instancesCount == instances.count else {
      throw .refused(
        200, "\(outcome.failedInstancesCount) of \(instances.count) instances were not taken")
    }
  }

  private func get<Answer: Decodable>(_ path: String) throws(OrthancError) -> Answer {
    try decode(try send("GET", path), path)
  }

  private func decode<Answer: Decodable>(
    _ bytes: [UInt8], _ path: String
  ) throws(OrthancError) -> Answer {
    let decoder = JSONDecoder()
    // Orthanc writes `StudyDate` and `ID`; keys of dictionaries stay as they are.
    decoder.keyDecodingStrategy = .custom { OrthancKey($0[$0.count - 1].stringValue) }
    guard let answer = try? decoder.decode(Answer.self, from: Data(bytes)) else {
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
