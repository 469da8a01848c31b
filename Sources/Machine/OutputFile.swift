internal import Glibc

/// Standard output, or a file that appears at its path only once it is complete.
///
/// Links are followed. If the path is a pipe or a device, it is written to directly.
package struct OutputFile: Sendable {
  private enum Destination: Sendable {
    case open(Int32, path: String)
    case temporary(TemporaryFile, path: String)
  }

  private let destination: Destination

  /// - Parameter path: nil or `-` for standard output.
  package init(path: String?) throws(Failure) {
    guard let path, path != "-" else {
      destination = .open(1, path: "standard output")
      return
    }
    let target = Files.resolvedTarget(path)
    guard Files.exists(target), !Files.isRegular(target) else {
      Files.clearLeftovers(in: Files.folder(of: target))
      destination = .temporary(try TemporaryFile(for: target), path: path)
      return
    }
    let descriptor = open(target, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Files.failure(.write, path) }
    destination = .open(descriptor, path: path)
  }

  package func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) {
    do throws(Failure) {
      switch destination {
      case .open(let descriptor, let path): try Files.append(bytes, to: descriptor, path)
      case .temporary(let file, let path): try Files.append(bytes, to: file.descriptor, path)
      }
    } catch {
      abandon()
      throw error
    }
  }

  package func write(text: String) throws(Failure) {
    var text = text
    try text.withUTF8 { bytes -> Result<Void, Failure> in
      do throws(Failure) {
        return .success(try write(bytes))
      } catch {
        return .failure(error)
      }
    }.get()
  }

  /// Starts to write a part of the file to the disk, so that `finish` has to wait for less.
  package func beginWriteOut(from offset: Int, count: Int) {
    if case .temporary(let file, _) = destination { file.beginWriteOut(from: offset, count: count) }
  }

  /// Deletes what was written. The file at the path keeps its old content.
  package func abandon() {
    if case .temporary(let file, _) = destination { file.abandon() }
  }

  package func finish() throws(Failure) {
    if case .temporary(let file, _) = destination { try file.rename() }
  }
}
