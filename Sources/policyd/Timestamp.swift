internal import Glibc
internal import JSONText

extension JSON {
  /// The present moment in seconds since 1970, to the millisecond.
  static var now: JSON {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return .number("\(now.tv_sec).\(String(1_000 + now.tv_nsec / 1_000_000).dropFirst())")
  }
}
