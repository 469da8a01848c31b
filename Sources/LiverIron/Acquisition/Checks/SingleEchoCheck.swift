extension AcquisitionCheck {
  /// Single spin echoes and not a train, even where the header claims so.
  static let singleEcho = AcquisitionCheck(
    "single-echo", "Single spin echoes",
    limit:
      "echo train length 1, echo number 1, a series for each echo time, no comb of echo times, acquisitions of a slice at least 10 s apart",
    reason: "stimulated echoes make R2 of a train 20 to 40 % low",
    source: .ownChoice(
      because:
        "on the echo trains of four scanners R2 came out 20 to 40 % low; one of them writes a train length of 1 on eight echoes, so that the tag alone does not tell"
    ),
    remedy:
      "acquire each echo time by itself, as a single spin echo, not with a multi-echo sequence",
    .headers { study in
      for image in study.images {
        if let length = image.echoTrainLength, length > 1 {
          return .fail("`\(image.file)` has an echo train of \(length)")
        }
        if let number = image.echoNumber, number > 1 {
          return .fail("`\(image.file)` is echo number \(number)")
        }
        if image.saysSeveralSpinEchoes {
          return .fail("`\(image.file)` says MultipleSpinEcho (0018,9011)")
        }
      }
      let echoes = study.echoes
      for (earlier, later) in pairs(echoes) {
        let shared = Set(earlier.images.map(\.seriesUID)).intersection(
          later.images.map(\.seriesUID))
        if !shared.isEmpty {
          return .fail(
            "echoes at \(figure(earlier.time)) and \(figure(later.time)) ms are of one series")
        }
        if let gap = smallestGap(earlier, later), gap < 10 {
          return .fail(
            "echoes at \(figure(earlier.time)) and \(figure(later.time)) ms of a slice were acquired \(PrintedFigure(gap, decimals: 2)) s apart"
          )
        }
      }
      if echoes.count > 2 {
        let steps = zip(echoes, echoes.dropFirst()).map { $1.time - $0.time }
        if steps.allSatisfy({ abs($0 - echoes[0].time) < 0.02 * echoes[0].time }) {
          return .fail("echo times are multiples of \(figure(echoes[0].time)) ms, as in a train")
        }
      }
      if let file = study.fileWithout(\.echoTrainLength) {
        return .warn("`\(file)` does not say its EchoTrainLength (0018,0091)")
      }
      if let file = study.fileWithout(\.acquisitionSeconds) {
        return .warn("`\(file)` does not say when it was acquired (0008,0032)")
      }
      return .pass("\(echoes.count) series of single echoes")
    })

  private static func figure(_ milliseconds: Double) -> String {
    PrintedFigure(milliseconds, decimals: 2).description
  }

  private static func pairs(
    _ echoes: [AcquiredHeaders.Echo]
  ) -> [(AcquiredHeaders.Echo, AcquiredHeaders.Echo)] {
    echoes.indices.flatMap { first in
      echoes[(first + 1)...].map { (echoes[first], $0) }
    }
  }

  /// Between the acquisitions of one slice at two echo times, in s.
  private static func smallestGap(
    _ earlier: AcquiredHeaders.Echo, _ later: AcquiredHeaders.Echo
  ) -> Double? {
    let times = Dictionary(
      later.images.compactMap { image in
        image.depth.flatMap { depth in
          image.acquisitionSeconds.map { (Int((depth * 10).rounded()), $0) }
        }
      }, uniquingKeysWith: { first, _ in first })
    return earlier.images.compactMap { image in
      guard let depth = image.depth, let time = image.acquisitionSeconds,
        let other = times[Int((depth * 10).rounded())]
      else { return nil }
      return abs(other - time)
    }.min()
  }
}
