extension AcquisitionCheck {
  /// The echo times of the protocol, each with one volume.
  static let echoSet = AcquisitionCheck(
    .echoSet, "Echo times",
    limit: "6, 9, 12, 15 and 18 ms, each within 0.25 ms, one volume each",
    reason: "the calibration is for rates from these echoes",
    source: .ownChoice(
      because:
        "the protocol of the calibration was not read in its publication; these are the echo times on which this project measured its accuracy"
    ),
    remedy: "repeat the five spin-echo acquisitions with these echo times",
    .headers { study in
      guard !study.images.isEmpty else { return .fail("no spin-echo image") }
      if let file = study.fileWithout(\.echoTime) {
        return .fail("`\(file)` has no EchoTime (0018,0081)")
      }
      let echoes = study.echoes
      let each = echoes.map { PrintedFigure($0.time, decimals: 2).description }
      let times =
        each.count <= 10
        ? each.joined(separator: ", ") : "\(each.count) from \(each[0]) to \(each[each.count - 1])"
      guard echoes.count == protocolTimes.count,
        zip(echoes, protocolTimes).allSatisfy({ abs($0.time - $1) <= 0.25 })
      else { return .fail("\(times) ms") }
      for echo in echoes {
        let depths = echo.images.compactMap(\.depth).sorted()
        if let twice = zip(depths, depths.dropFirst()).first(where: { $1 - $0 < 0.01 }) {
          return .fail(
            "\(PrintedFigure(echo.time, decimals: 2)) ms has two images at \(PrintedFigure(twice.0, decimals: 1)) mm"
          )
        }
      }
      return .pass("\(times) ms")
    })

  /// In ms.
  private static let protocolTimes: [Double] = [6, 9, 12, 15, 18]
}
