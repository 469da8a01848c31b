package import DICOMFiles
internal import LiverIron

/// The body phantom as a scanner would send it: five single spin echoes, a series each, a file for each slice.
package struct ScannedBody {
  package var phantom = BodyPhantom()
  package var seed: UInt64 = 8

  package init() {}

  /// Files in the order of echoes and slices; `change` may put further elements into each.
  package func files(
    _ change: (_ dataset: DICOMItem, _ echo: Int, _ slice: Int) -> Void = { _, _, _ in }
  ) throws -> [(name: String, bytes: [UInt8])] {
    let grid = phantom.grid
    var files: [(name: String, bytes: [UInt8])] = []
    for (echo, volume) in phantom.echoes(seed: seed).enumerated() {
      for slice in 0..<grid.slices {
        let file = DICOMFile(name: "made")
        let dataset = file.dataset
        for (tag, text) in elements(echo, slice) { dataset.put(tag, text) }
        let pixels = volume[slice * grid.voxelsInSlice..<(slice + 1) * grid.voxelsInSlice]
        dataset.put(.pixelData, words: pixels.map { UInt16($0.rounded()) })
        change(dataset, echo, slice)
        files.append(("echo-\(echo + 1)-slice-\(slice + 1).dcm", try file.written()))
      }
    }
    return files
  }

  private func elements(_ echo: Int, _ slice: Int) -> [(DICOMTag, String)] {
    let grid = phantom.grid
    let milliseconds = phantom.times.seconds[echo].value * 1000
    return [
      (.sopClassUID, "1.2.840.10008.5.1.4.1.1.4"),
      (.sopInstanceUID, "2.25.1.\(echo + 1).\(slice + 1)"),
      (.studyInstanceUID, "2.25.1"), (.seriesInstanceUID, "2.25.1.\(echo + 1)"),
      (.frameOfReferenceUID, "2.25.1.9"), (.modality, "MR"), (.manufacturer, "SIEMENS"),
      (.imageType, "ORIGINAL\\PRIMARY\\M\\ND"), (.patientID, "PID1"),
      (.patientName, "Example^Case"), (.patientBirthDate, "19800101"), (.patientSex, "O"),
      (.studyDate, "20260203"), (.studyTime, "085500"), (.acquisitionDate, "20260203"),
      (.acquisitionTime, "09\(10 + 4 * echo)03.00"), (.scanningSequence, "SE"),
      (.repetitionTime, "2500"), (.echoTime, "\(milliseconds)"), (.echoNumbers, "1"),
      (.echoTrainLength, "1"), (.fieldStrength, "1.5"), (.imagingFrequency, "63.65"),
      (.flipAngle, "90"), (.phaseDirection, "ROW"), (.sliceThickness, "5"),
      (.imagePosition, "-190\\-180\\\(10 * slice)"), (.imageOrientation, "1\\0\\0\\0\\1\\0"),
      (.pixelSpacing, "3\\3"), (.samplesPerPixel, "1"),
      (.photometricInterpretation, "MONOCHROME2"), (.rows, "\(grid.rows)"),
      (.columns, "\(grid.columns)"), (.bitsAllocated, "16"), (.bitsStored, "12"),
      (.highBit, "11"), (.pixelRepresentation, "0"),
    ]
  }

  /// A mask of this body as NIfTI at the place of these images; `turned` with rows from the back, as converters write them.
  package func mask(_ tissue: BodyPhantom.Tissue, turned: Bool = false) -> [UInt8] {
    let grid = phantom.grid
    var values = phantom.mask(tissue).map { $0 ? Float(1) : 0 }
    var file = NIfTIFile(grid: grid, values: values, kind: .uint8)
    file.rows = [[-3, 0, 0, 190], [0, -3, 0, 180], [0, 0, 10, 0]]
    if turned {
      let straight = values
      for voxel in 0..<grid.count {
        let row = grid.rows - 1 - grid.row(voxel)
        values[(grid.slice(voxel) * grid.rows + row) * grid.columns + grid.column(voxel)] =
          straight[voxel]
      }
      file.values = values
      file.rows = [[-3, 0, 0, 190], [0, 3, 0, 180 - 3 * Float(grid.rows - 1)], [0, 0, 10, 0]]
    }
    return file.bytes
  }
}
