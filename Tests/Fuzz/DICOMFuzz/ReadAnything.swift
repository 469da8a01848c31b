internal import LiverIronImages

/// Reads the fuzzer's input as a DICOM file and, if it contains images, as a study with multiple
/// echoes.
@_cdecl("LLVMFuzzerTestOneInput")
public func readAnything(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: bytes, count: count))
  var study = DICOMStudy()
  study.add(StudyFile(input, name: "input"))
  study.finish()
  if !study.images.isEmpty { _ = try? MultiEchoStudy(series: "fuzz", images: study.images) }
  return 0
}
