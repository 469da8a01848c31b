import DICOMFiles
import Testing

@Suite("Files of DICOM")
struct DICOMFileTests {
  private func image(rows: Int = 4, columns: Int = 6) throws -> [UInt8] {
    let file = DICOMFile(name: "made")
    let dataset = file.dataset
    for (tag, text) in [
      (DICOMTag.specificCharacterSet, "ISO_IR 192"), (.sopClassUID, "1.2.840.10008.5.1.4.1.1.4"),
      (.sopInstanceUID, "2.25.1"), (.patientName, "Müller^Žofie"), (.echoTime, "6.5"),
      (.imagePosition, "-1.5\\2\\3e1"), (.rows, "\(rows)"), (.columns, "\(columns)"),
      (.samplesPerPixel, "1"), (.photometricInterpretation, "MONOCHROME2"),
      (.bitsAllocated, "16"), (.bitsStored, "12"), (.highBit, "11"), (.pixelRepresentation, "0"),
    ] { dataset.put(tag, text) }
    dataset.add(.segmentSequence) { item in
      item.put(.segmentNumber, "1")
      item.add(.segmentTypeSequence) { $0.put(.codeValue, "10200004") }
    }
    dataset.put(.pixelData, words: (0..<UInt16(rows * columns)).map { $0 * 100 })
    return try file.written()
  }

  @Test("read ∘ write = id")
  func roundTrip() throws {
    let bytes = try image()
    let file = try DICOMFile(bytes, name: "it")
    let dataset = file.dataset
    #expect(DICOMFile.isDICOM(bytes))
    #expect(file.transferSyntax == "1.2.840.10008.1.2.1")
    #expect(dataset.text(.patientName) == "Müller^Žofie")
    #expect(dataset.number(.echoTime) == 6.5)
    #expect(dataset.numbers(.imagePosition) == [-1.5, 2, 30])
    #expect(dataset.number(.imagePosition) == nil, "three numbers are not one")
    #expect(dataset.integer(.rows) == 4)
    #expect(dataset.text(.seriesInstanceUID) == nil && !dataset.has(.seriesInstanceUID))
    let segment = try #require(dataset.firstItem(.segmentSequence))
    #expect(segment.firstItem(.segmentTypeSequence)?.text(.codeValue) == "10200004")
    #expect(dataset.items(.perFrameGroups).isEmpty)
    #expect(try file.storedValues(count: 24) == (0..<24).map { Float($0 * 100) })
    #expect(try image() == bytes, "the same file is the same bytes")
  }

  @Test("a data set without preamble is read as an old archive stored it")
  func withoutPreamble() throws {
    let whole = try image()
    let start = try #require(whole.firstRange(of: [8, 0, 5, 0] as [UInt8])).lowerBound
    let bare = Array(whole[start...])
    #expect(DICOMFile.isDICOM(bare))
    let file = try DICOMFile(bare, name: "bare")
    #expect(file.dataset.text(.patientName) == "Müller^Žofie")
    #expect(try file.storedValues(count: 24) == (0..<24).map { Float($0 * 100) })
    #expect(!DICOMFile.isDICOM([8, 0, 5, 0]))
    #expect(!DICOMFile.isDICOM([UInt8](repeating: 9, count: 200)))
  }

  @Test("a file that is cut anywhere is refused with its name, or read without its end")
  func truncated() throws {
    let whole = try image()
    for length in 0..<whole.count {
      do throws(DICOMError) {
        let file = try DICOMFile(Array(whole[..<length]), name: "cut.dcm")
        _ = try file.storedValues(count: 24)
        Issue.record("\(length) of \(whole.count) bytes were taken for the whole file")
      } catch {
        #expect(error.description.hasPrefix("`cut.dcm` cannot be read: "))
        #expect(!error.reason.isEmpty)
      }
    }
  }

  @Test(
    "a shape that the pixels do not have is refused", arguments: [(5, 6), (4, 7), (65535, 65535)])
  func otherShape(rows: Int, columns: Int) throws {
    var bytes = try image()
    for (tag, value) in [
      ([UInt8](arrayLiteral: 0x28, 0, 0x10, 0), rows), ([0x28, 0, 0x11, 0], columns),
    ] {
      let place = try #require(
        bytes.indices.dropLast(10).first { Array(bytes[$0..<$0 + 4]) == tag })
      bytes[place + 8] = UInt8(value & 255)
      bytes[place + 9] = UInt8(value >> 8)
    }
    let file = try DICOMFile(bytes, name: "it")
    #expect(throws: DICOMError.self) { try file.storedValues(count: rows * columns) }
  }

  /// Bytes before the data set: a preamble, and meta information that names a transfer syntax.
  private func head(_ syntax: String) -> [UInt8] {
    var uid = Array(syntax.utf8)
    if !uid.count.isMultiple(of: 2) { uid.append(0) }
    let element = [0x02, 0, 0x10, 0] + Array("UI".utf8) + [UInt8(uid.count), 0] + uid
    let length = [0x02, 0, 0, 0] + Array("UL".utf8) + [4, 0, UInt8(element.count), 0, 0, 0]
    return [UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + length + element
  }

  @Test(
    "sequences that nest without end are refused before they are read",
    arguments: ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"])
  func nestedDeeply(syntax: String) throws {
    let isBig = syntax.hasSuffix(".2.2")
    func half(_ value: UInt16) -> [UInt8] {
      isBig ? [UInt8(value >> 8), UInt8(value & 255)] : [UInt8(value & 255), UInt8(value >> 8)]
    }
    let open: [UInt8] = [255, 255, 255, 255]
    let sequence =
      half(0x0008) + half(0x1140)
      + (syntax == "1.2.840.10008.1.2" ? open : Array("SQ".utf8) + [0, 0] + open)
    let item = half(0xfffe) + half(0xe000) + open
    let bomb = (0..<100_000).flatMap { _ in sequence + item }
    #expect {
      try DICOMFile(head(syntax) + bomb, name: "bomb")
    } throws: { ($0 as? DICOMError)?.reason == "its sequences nest more than 32 deep" }
  }

  @Test("what is no DICOM, or of no known transfer syntax, is refused")
  func otherFiles() throws {
    #expect(!DICOMFile.isDICOM(Array("hello".utf8)))
    #expect(throws: DICOMError.self) { try DICOMFile(Array("hello".utf8), name: "it") }
    #expect {
      try DICOMFile(head("1.2.3"), name: "it")
    } throws: { ($0 as? DICOMError)?.reason.contains("1.2.3 is not known") ?? false }
    #expect {
      try DICOMFile(head("1.2.840.10008.1.2.1.99") + [1, 2, 3, 4], name: "it")
    } throws: { ($0 as? DICOMError)?.reason.contains("deflated") ?? false }
  }
}
