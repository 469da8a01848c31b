/// The name of a multi-echo spin-echo image in BIDS: `sub-01_acq-liver_echo-2_MESE.nii.gz`.
package struct MESEName: Sendable, Hashable {
  /// The file's name, without folders.
  package let file: String
  /// Everything that is common to the echoes of one series.
  package let series: String
  package let echo: Int

  /// Nil for a file of another kind.
  package init?(file: String) {
    guard let stem = Self.stem(of: file), stem.hasSuffix("_MESE") else { return nil }
    let entities = stem.dropLast("_MESE".count).split(separator: "_")
    let echoes = entities.filter { $0.hasPrefix("echo-") }
    guard echoes.count == 1, let echo = Int(echoes[0].dropFirst("echo-".count)) else { return nil }
    self.file = file
    self.echo = echo
    series = entities.filter { !$0.hasPrefix("echo-") }.joined(separator: "_")
  }

  /// What the `part` entity states about the image; nil for a name without one.
  var complexComponent: String? {
    series.split(separator: "_").first { $0.hasPrefix("part-") }.map {
      switch $0.dropFirst("part-".count) {
      case "mag": "MAGNITUDE"
      case let part: part.uppercased()
      }
    }
  }

  /// The file that describes this one.
  package var sidecar: String { (Self.stem(of: file) ?? file) + ".json" }

  private static func stem(of file: String) -> String? {
    for suffix in [".nii.gz", ".nii"] where file.hasSuffix(suffix) {
      return String(file.dropLast(suffix.count))
    }
    return nil
  }

  /// The images of one series, by echo; without a name, those of the only series.
  package static func series(
    among names: [MESEName], wanted: String?
  ) throws(StudyError) -> [MESEName] {
    let all = Set(names.map(\.series)).sorted()
    guard !all.isEmpty else { throw .noImages }
    let matching = all.filter { series in
      guard let wanted else { return true }
      return series == wanted || series.split(separator: "_").contains("acq-\(wanted)")
    }
    guard matching.count == 1 else {
      throw matching.isEmpty
        ? .noSuchSeries(wanted ?? "", among: all) : .severalSeries(matching)
    }
    return names.filter { $0.series == matching[0] }.sorted { $0.echo < $1.echo }
  }
}
