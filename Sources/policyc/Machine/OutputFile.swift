internal import CWriteOut
internal import Glibc

/// Standard output, or a file that is written beside its place and renamed into it when whole.
///
/// What stands at the place and is no regular file, a pipe or a device, is written to as it is; a
/// link is followed.
struct OutputFile: Sendable {
  private let path: String
  /// The file beside the place; nil where there is none to rename.
  private let beside: String?
  private let descriptor: Int32

  /// - Parameter path: nil is standard output.
  init(path: String?) throws(Failure) {
    guard let path else {
      (self.path, beside, descriptor) = ("standard output", nil, 1)
      return
    }
    let place = Files.resolved(path)
    self.path = place
    let isRegular = !Files.exists(place) || Files.isRegular(place)
    beside = isRegular ? Files.temporaryName(beside: place) : nil
    let flags = isRegular ? O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC : O_WRONLY | O_CLOEXEC
    descriptor = open(beside ?? place, flags, 0o644)
    guard descriptor >= 0 else { throw Files.failure(.write, place) }
  }

  func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) {
    do throws(Failure) {
      try Files.append(bytes, to: descriptor, path)
    } catch {
      abandon()
      throw error
    }
  }

  func write(text: String) throws(Failure) {
    var text = text
    try text.withUTF8 { bytes -> Result<Void, Failure> in
      do throws(Failure) {
        return .success(try write(bytes))
      } catch {
        return .failure(error)
      }
    }.get()
  }

  /// Starts to bring a part of what was written to the disk.
  ///
  /// A file system that keeps replaced files whole does so at the latest when the new one is renamed
  /// into its place, and `finish` would wait for all of it at once.
  func beginWriteOut(from place: Int, count: Int) {
    if beside != nil { begin_write_out(descriptor, Int64(place), Int64(count)) }
  }

  /// Leaves what stands at the place as it is.
  func abandon() {
    if let beside { Files.remove(beside) }
  }

  func finish() throws(Failure) {
    guard let beside else { return }
    close(descriptor)
    try Files.rename(beside, to: path)
  }
}
