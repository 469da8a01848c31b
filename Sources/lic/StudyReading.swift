internal import Dispatch
internal import LiverIronImages
internal import Machine

extension DICOMStudy {
  /// Reads files on several threads; the study does not depend on their number.
  ///
  /// - Parameter acquisition: a text in the description of the series to measure, or nil for all series of the protocol.
  init(files: [(name: String, path: String)], acquisition: String?, threads: Int) throws {
    self.init()
    let batch = 8 * threads
    for start in stride(from: 0, to: files.count, by: batch) {
      let part = Array(files[start..<min(start + batch, files.count)])
      for read in Self.read(part, threads: threads) { add(try read.get()) }
    }
    if let acquisition { try keep(acquisition: acquisition) }
    finish()
  }

  private static func one(
    _ file: (name: String, path: String)
  ) -> Result<StudyFile, Failure> {
    Result { () throws(Failure) in
      StudyFile(try Files.readRegular(file.path, limit: 1 << 31), name: file.name)
    }
  }

  private static func read(
    _ files: [(name: String, path: String)], threads: Int
  ) -> [Result<StudyFile, Failure>] {
    if threads == 1 { return files.map(one) }
    var read = [Result<StudyFile, Failure>?](repeating: nil, count: files.count)
    read.withUnsafeMutableBufferPointer { read in
      nonisolated(unsafe) let read = read
      let workers = min(threads, files.count)
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        for index in stride(from: worker, to: files.count, by: workers) {
          read[index] = Self.one(files[index])
        }
      }
    }
    return read.compactMap { $0 }
  }
}
