internal import LiverIronImages

/// Reads what the fuzzer makes up as a file of a study, and, where it has images or regions, as a whole study.
@_cdecl("LLVMFuzzerTestOneInput")
public func readAnything(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: bytes, count: count))
  var study = DICOMStudy()
  study.add(StudyFile(input, name: "input"))
  study.finish()
  if !study.images.isEmpty { _ = try? MultiEchoStudy(series: "fuzz", images: study.images) }
  return 0
}
