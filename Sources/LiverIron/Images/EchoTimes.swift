/// When the echoes of one series were taken: at least two, ascending, distinct and positive.
package struct EchoTimes: Sendable, Hashable {
  package let seconds: [Seconds]

  package var count: Int { seconds.count }

  /// The most that a fit takes.
  package static let most = 64

  /// Ten microseconds: sidecars round, and echoes closer than that are one.
  private static let leastStep = 9.999e-6

  package init(_ seconds: [Seconds]) throws(EchoTimesError) {
    guard seconds.count >= 2 else { throw .tooFew(seconds.count) }
    guard seconds.count <= Self.most else { throw .tooMany(seconds.count) }
    for time in seconds where !(time.value.isFinite && time.value > 0 && time.value < 1) {
      throw .notATime(time)
    }
    for (earlier, later) in zip(seconds, seconds.dropFirst()) where later <= earlier {
      throw later == earlier ? .equal(later) : .notAscending(earlier, later)
    }
    for (earlier, later) in zip(seconds, seconds.dropFirst())
    where later.value - earlier.value < Self.leastStep { throw .tooClose(earlier, later) }
    self.seconds = seconds
  }
}

/// Why times are not those of a decay.
package enum EchoTimesError: ExplainedError, Hashable {
  case tooFew(Int)
  case tooMany(Int)
  case notATime(Seconds)
  case equal(Seconds)
  case notAscending(Seconds, Seconds)
  case tooClose(Seconds, Seconds)

  package var problem: String {
    switch self {
    case .tooFew(let count): "\(count == 1 ? "one echo" : "no echo")"
    case .tooMany(let count): "\(count) echoes"
    case .notATime(let time): "an echo time of \(time.value) s"
    case .equal(let time): "two echoes at \(time.value) s"
    case .tooClose(let earlier, let later):
      "echoes at \(earlier.value) s and \(later.value) s"
    case .notAscending(let earlier, let later):
      "an echo at \(later.value) s after one at \(earlier.value) s"
    }
  }

  package var reason: String {
    switch self {
    case .tooFew: "a decay has a rate only between two echo times"
    case .tooMany: "at most \(EchoTimes.most) are fitted"
    case .notATime: "an echo time is a positive number of seconds under one"
    case .tooClose:
      "closer than 10 µs they are one echo time, and the rate between them is not determined"
    case .equal: "each echo time is one image"
    case .notAscending: "echoes are taken in the order of their times"
    }
  }

  package var remedy: String {
    switch self {
    case .tooFew: "give all images of the series"
    case .tooMany, .equal, .tooClose: "give one acquisition at a time"
    case .notATime: "check `EchoTime` in the sidecars: BIDS has it in seconds"
    case .notAscending: "order the images by echo time"
    }
  }
}
