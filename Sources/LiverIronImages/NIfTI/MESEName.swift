/// The name of a multi-echo spin-echo image: in BIDS `sub-01_acq-liver_echo-2_MESE.nii.gz`, by dcm2niix `T2_map_e2.nii.gz`.
package struct MESEName: Sendable, Hashable {
  /// The file's name, without folders.
  package let file: String
  /// Everything that is common to the echoes of one series.
  package let series: String
  package let echo: Int
  private let isOfBIDS: Bool

  /// Nil for a file of another kind.
  package init?(file: String) {
    guard let stem = Self.stem(of: file) else { return nil }
    var parts = stem.split(separator: "_")
    isOfBIDS = parts.last == "MESE"
    if isOfBIDS { parts.removeLast() }
    // dcm2niix adds the number of the echo at the end, as `_e2`.
    let prefix = isOfBIDS ? "echo-" : "e"
    let echoes = parts.indices.filter { parts[$0].hasPrefix(prefix) }
    guard let index = echoes.last, isOfBIDS ? echoes.count == 1 : index == parts.count - 1,
      let echo = Int(parts[index].dropFirst(prefix.count)), echo > 0, parts.count > 1
    else { return nil }
    parts.remove(at: index)
    self.file = file
    self.echo = echo
    series = parts.joined(separator: "_")
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
    // Where a folder has names of BIDS, other names are of other images.
    let ofBIDS = names.filter(\.isOfBIDS)
    let names = ofBIDS.isEmpty ? names : ofBIDS
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
