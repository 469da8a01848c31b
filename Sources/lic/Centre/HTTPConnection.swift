internal import CCurl

/// One connection to a server of HTTP, which requests share.
final class HTTPConnection {
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

  private final class Received {
    var bytes: [UInt8] = []
    static let most = 300 << 20
  }

  /// The body of the answer, where its status says that the request succeeded.
  func send(
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
    // Without `Expect: 100-continue`, which costs a second where the server does not answer it.
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
