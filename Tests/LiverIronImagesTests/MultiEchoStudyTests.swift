import LiverIron
import LiverIronImages
import LiverIronTestSupport
import Testing

@Suite("Studies")
struct MultiEchoStudyTests {
  static let grid = VoxelGrid(columns: 4, rows: 3, slices: 2)

  static func echo(
    _ number: Int, sidecar: String?, edit: (inout NIfTIFile) -> Void = { _ in }
  ) -> MultiEchoStudy.EchoFile {
    var file = NIfTIFile(grid: grid, values: [Float](repeating: Float(100 * number), count: 24))
    edit(&file)
    return MultiEchoStudy.EchoFile(
      name: MESEName(file: "sub-1_echo-\(number)_MESE.nii")!, image: file.bytes,
      sidecar: sidecar.map { Array($0.utf8) })
  }

  static func times(_ seconds: Double) -> String {
    #"{"EchoTime": \#(seconds), "MagneticFieldStrength": 1.5}"#
  }

  @Test("are ordered by echo time, not by number")
  func ordersByTime() throws {
    let study = try MultiEchoStudy(
      series: "sub-1",
      [Self.echo(1, sidecar: Self.times(0.018)), Self.echo(2, sidecar: Self.times(0.006))])
    #expect(study.echoTimes.seconds.map(\.value) == [0.006, 0.018])
    #expect(study.echoes.map(\.[0]) == [200, 100])
    #expect(study.fieldStrengthTesla == 1.5)
  }

  static let mistakes: [(String, MultiEchoStudy.EchoFile)] = [
    ("`sub-1_echo-2_MESE.nii` has no sidecar", echo(2, sidecar: nil)),
    ("`sub-1_echo-2_MESE.json` cannot be read", echo(2, sidecar: "{")),
    ("`sub-1_echo-2_MESE.json` has no `EchoTime`", echo(2, sidecar: "{}")),
    ("an echo time of 9.0 s", echo(2, sidecar: times(9))),
    ("two echoes at 0.006 s", echo(2, sidecar: times(0.006))),
    ("an echo time of -1.0 s", echo(2, sidecar: times(-1))),
    (
      "`sub-1_echo-2_MESE.nii` and `sub-1_echo-1_MESE.nii` were not acquired in the same way",
      echo(2, sidecar: #"{"EchoTime": 0.009, "MagneticFieldStrength": 3}"#)
    ),
    (
      "`sub-1_echo-2_MESE.nii` and `sub-1_echo-1_MESE.nii` were not acquired in the same way",
      echo(
        2, sidecar: #"{"EchoTime": 0.009, "MagneticFieldStrength": 1.5, "RepetitionTime": 2.5}"#)
    ),
    (
      "`sub-1_echo-2_MESE.json` cannot be read",
      echo(
        2,
        sidecar:
          #"{"EchoTime": 0.009, "RepetitionTime": 2.5, "RepetitionTimeExcitation": 2}"#)
    ),
    ("echoes at 0.006 s and 0.006005 s", echo(2, sidecar: times(0.006005))),
    (
      "`sub-1_echo-2_MESE.nii` and `sub-1_echo-1_MESE.nii` differ in shape",
      echo(2, sidecar: times(0.009)) {
        $0.sizes[1] = 3
        $0.sizes[2] = 4
      }
    ),
    (
      "`sub-1_echo-2_MESE.nii` and `sub-1_echo-1_MESE.nii` lie in different positions",
      echo(2, sidecar: times(0.009)) { $0.origin[2] = -21 }
    ),
  ]

  @Test("that are not one acquisition say why", arguments: mistakes)
  func refuses(problem: String, second: MultiEchoStudy.EchoFile) {
    let error = #expect(throws: (any Error).self) {
      try MultiEchoStudy(series: "sub-1", [Self.echo(1, sidecar: Self.times(0.006)), second])
    }
    #expect((error as? any ExplainedError)?.problem == problem)
  }

  @Test("take each number of a volume of labels as a mask")
  func labels() throws {
    let study = try MultiEchoStudy(
      series: "sub-1",
      [Self.echo(1, sidecar: Self.times(0.006)), Self.echo(2, sidecar: Self.times(0.018))])
    var file = NIfTIFile(grid: Self.grid, values: (0..<24).map { Float($0 % 3) })
    let labels = try study.labels(file.bytes, name: "t.nii")
    #expect(labels.map { $0.prefix(3).map { $0 ? 1 : 0 } } == [[0, 1, 0], [0, 0, 1]])
    #expect(throws: StudyError.notAMask("t.nii")) { try study.mask(file.bytes, name: "t.nii") }
    file.values = (0..<24).map { $0 % 3 == 0 ? 0 : 255 }
    #expect(try study.mask(file.bytes, name: "t.nii").prefix(3) == [false, true, true])
    file.values = (0..<24).map { $0 % 3 == 0 ? 0 : 0.5 }
    #expect(throws: StudyError.notAMask("t.nii")) { try study.mask(file.bytes, name: "t.nii") }
    #expect(throws: StudyError.notLabels("t.nii")) { try study.labels(file.bytes, name: "t.nii") }
    file.values = (0..<24).map { Float($0) }
    #expect(throws: StudyError.manyLabels("t.nii")) {
      try study.labels(file.bytes, name: "t.nii")
    }
    #expect(throws: StudyError.self) {
      try study.mask(
        NIfTIFile(grid: VoxelGrid(columns: 3, rows: 4, slices: 2), values: file.values).bytes,
        name: "t.nii")
    }
  }

  @Test("with one echo say so")
  func oneEcho() {
    let error = #expect(throws: EchoTimesError.self) {
      try MultiEchoStudy(series: "sub-1", [Self.echo(1, sidecar: Self.times(0.006))])
    }
    #expect(error == .tooFew(1))
  }

  @Test("choose a series by its name or its label")
  func choosesSeries() throws {
    let names = ["sub-1_acq-a_echo-1_MESE.nii", "sub-1_acq-b_echo-1_MESE.nii.gz", "sub-1_T2w.nii"]
      .compactMap { MESEName(file: $0) }
    #expect(names.count == 2)
    #expect(try MESEName.series(among: names, wanted: "b").map(\.file) == [names[1].file])
    #expect(names[1].sidecar == "sub-1_acq-b_echo-1_MESE.json")
    #expect(throws: StudyError.severalSeries(["sub-1_acq-a", "sub-1_acq-b"])) {
      try MESEName.series(among: names, wanted: nil)
    }
    #expect(throws: StudyError.self) { try MESEName.series(among: names, wanted: "c") }
    #expect(throws: StudyError.noImages) { try MESEName.series(among: [], wanted: nil) }
  }

  @Test("have the names of dcm2niix where no file has a name of BIDS")
  func namesOfConverter() throws {
    let files = [
      "T2_map_e2.nii.gz", "T2_map_e1.nii.gz", "T2_map_e1_ph.nii.gz", "e1.nii", "a_e0.nii",
    ]
    let names = files.compactMap { MESEName(file: $0) }
    #expect(names.map(\.file) == ["T2_map_e2.nii.gz", "T2_map_e1.nii.gz"])
    let series = try MESEName.series(among: names, wanted: nil)
    #expect(series.map(\.echo) == [1, 2] && series.allSatisfy { $0.series == "T2_map" })
    #expect(series[0].sidecar == "T2_map_e1.json")
    let both = names + ["sub-1_echo-1_MESE.nii"].compactMap { MESEName(file: $0) }
    #expect(try MESEName.series(among: both, wanted: nil).map(\.series) == ["sub-1"])
  }
}
