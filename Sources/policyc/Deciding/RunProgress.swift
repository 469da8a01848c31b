internal import Glibc

/// Shows on a terminal how far a long run has come.
struct RunProgress: Sendable {
  private let size: Int?
  private let isShown = isatty(2) == 1
  private let start = RunProgress.seconds
  private var last = RunProgress.seconds
  private var hasShown = false

  /// - Parameter size: the size of the file in bytes, or nil if it is unknown.
  init(size: Int?) { self.size = size }

  mutating func show(lines: Int, bytes: Int) {
    guard isShown else { return }
    let now = RunProgress.seconds
    guard now - start > 1, now - last > 0.25 else { return }
    last = now
    hasShown = true
    var text = "\r\(lines) lines"
    if let size, size > 0 { text += ", \(min(100, bytes * 100 / size)) %" }
    _ = text.withCString { write(2, $0, strlen($0)) }
  }

  mutating func end() {
    guard hasShown else { return }
    // Moves to the start of the line and clears it.
    _ = "\r\u{1B}[K".withCString { write(2, $0, strlen($0)) }
  }

  private static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
