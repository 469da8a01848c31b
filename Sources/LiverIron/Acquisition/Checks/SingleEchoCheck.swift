extension AcquisitionCheck {
  /// Single spin echoes and not a train, even where the header claims so.
  static let singleEcho = AcquisitionCheck(
    .singleEcho, "Single spin echoes",
    limit:
      "a spin echo with an echo train length of 1 and echo number 1, a series for each echo time, no echo times that are multiples of the first, acquisitions of a slice at least 10 s apart",
    reason:
      "stimulated echoes make R2 of a train too low: by 20 to 40 % where T1 is much longer than T2, as in the liver, and by 3 to 7 % where they are close",
    source: .ownChoice(
      because:
        "on the echo trains of four scanners R2 of a phantom came out 17 to 54 % low; one of them writes a train length of 1 on eight echoes, so the tag alone is not enough"
    ),
    remedy:
      "acquire each echo time by itself, as a single spin echo, not with a multi-echo sequence",
    .headers { study in
      for image in study.images {
        if let other = image.otherSequence {
          return .fail("`\(image.file)` is not a single spin echo: \(other)")
        }
        if let length = image.echoTrainLength, length > 1 {
          return .fail("`\(image.file)` has an echo train of \(length)")
        }
        if let number = image.echoNumber, number > 1 {
          return .fail("`\(image.file)` is echo number \(number)")
        }
        if image.saysSeveralSpinEchoes {
          return .fail("`\(image.file)` states MultipleSpinEcho (0018,9011)")
        }
      }
      let echoes = study.echoes
      for (earlier, later) in pairs(echoes) {
        let shared = Set(earlier.images.compactMap(\.seriesUID)).intersection(
          later.images.compactMap(\.seriesUID))
        if !shared.isEmpty {
          return .fail(
            "echoes at \(figure(earlier.time)) and \(figure(later.time)) ms belong to one series")
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
        return .warn("`\(file)` does not state its EchoTrainLength (0018,0091)")
      }
      if let file = study.fileWithout(\.acquisitionSeconds) {
        return .warn("`\(file)` does not state when it was acquired (0008,0032)")
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

extension ImageHeader {
  /// What shows another sequence than a single spin echo; nil where nothing does.
  fileprivate var otherSequence: String? {
    if let other = scanningSequence.first(where: { $0 != "SE" }) {
      return "ScanningSequence (0018,0020) has \(other)"
    }
    if sequenceVariant.contains("SK") {
      return "SequenceVariant (0018,0021) has SK, several echoes for each excitation"
    }
    for name in [sequenceName, sequenceDescription].compactMap(\.self) {
      let lowered = name.lowercased()
      if Self.otherSequences.contains(where: lowered.contains) { return "it is called `\(name)`" }
    }
    return nil
  }

  /// Parts of the names that vendors give to trains of echoes and to gradient echoes.
  private static let otherSequences = [
    "tse", "fse", "rare", "haste", "turbo", "fast spin", "multi echo", "multi-echo", "gradient",
    "epi", "gre", "fl2d", "fl3d", "spgr", "ffe",
  ]
}
