internal import FoundationEssentials
internal import LiverIron
internal import LiverIronAnalysis
internal import LiverIronImages
internal import MarkupText

/// One file of a result.
package struct OutputFile: Sendable {
  package var name: String
  package var bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Every name that a file of a result can have.
  package static let names: Set<String> = [
    "result.json", "report.html", "r2.svg", "r2.nii.gz", "r2-standard-error.nii.gz",
    "quality.nii.gz", "lic.svg", "lic.nii.gz", "lic-standard-error.nii.gz", "report.json",
    "report.pdf", "report.dcm", "release.json", "measurements.dcm", "lic-picture.dcm",
    "r2-picture.dcm", "region.dcm", "r2-map.dcm",
  ]

  /// Whether the bytes are a `result.json` of this program, of any version of its form.
  package static func isResult(_ json: [UInt8]) -> Bool {
    struct Format: Decodable { var format: String }
    let format = try? JSONDecoder().decode(Format.self, from: Data(json)).format
    return format?.hasPrefix("lic-result/") ?? false
  }
}

extension Analysis {
  /// The figures, the pictures and the maps, in forms other than DICOM.
  func maps(_ pictures: [MapPicture], checked: CheckedAnalysis) throws -> [OutputFile] {
    let study = request.study
    let fits = relaxation.fits
    let kept = fits.hasConverged.indices.filter { fits.hasConverged[$0] }
    let voxels = kept.map { relaxation.voxels[$0] }
    func ofKept(_ values: [Float]) -> [Float] { kept.map { values[$0] } }

    var maps: [(name: String, values: [Float], voxels: [Int], text: String)] = [
      ("r2", ofKept(fits.ratePerSecond), voxels, "R2 in 1/s"),
      ("r2-standard-error", ofKept(fits.standardError), voxels, "standard error of R2 in 1/s"),
      (
        "quality", ofKept(fits.quality), voxels,
        noise.sigma.contains(0) ? "residual variance" : "reduced chi-squared of the fit"
      ),
    ]
    if case .iron(let iron) = iron {
      maps += [
        ("lic", iron.milligramsPerGram, iron.voxels, "liver iron in mg/g dry tissue"),
        (
          "lic-standard-error", iron.standardErrors, iron.voxels,
          "standard error of liver iron in mg/g"
        ),
      ]
    }

    var files = [
      OutputFile(name: "result.json", bytes: try jsonBytes(AnalysisResult(self, checked)))
    ]
    for (picture, name) in zip(pictures, pictures.count == 2 ? ["lic.svg", "r2.svg"] : ["r2.svg"]) {
      files.append(OutputFile(name: name, bytes: Array(picture.drawing.svgFile.utf8)))
    }
    for map in maps {
      var image = [Float](repeating: 0, count: study.grid.count)
      for (voxel, value) in zip(map.voxels, map.values) { image[voxel] = value }
      files.append(
        OutputFile(
          name: map.name + ".nii.gz",
          bytes: study.geometry.file(image, description: "\(map.text); research use only")))
    }
    return files
  }

  /// The map of iron, where there is one, and that of R2.
  var pictures: [MapPicture] {
    let study = request.study
    let fits = relaxation.fits
    let kept = fits.hasConverged.indices.filter { fits.hasConverged[$0] }
    var pictures = [
      MapPicture(
        title: "R2", unit: "s⁻¹", values: kept.map { fits.ratePerSecond[$0] },
        at: kept.map { relaxation.voxels[$0] }, on: study)
    ]
    if case .iron(let iron) = iron {
      pictures.insert(
        MapPicture(
          title: "Liver iron concentration", unit: "mg/g", values: iron.milligramsPerGram,
          at: iron.voxels, on: study), at: 0)
    }
    return pictures
  }
}

/// JSON with sorted keys, so that the same answer is the same bytes.
func jsonBytes(_ value: some Encodable) throws -> [UInt8] {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  return Array(try encoder.encode(value)) + [10]
}
