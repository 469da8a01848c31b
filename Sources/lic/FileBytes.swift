internal import Glibc

/// The bytes of a regular file of at most 2 GiB.
func fileBytes(_ path: String) throws(UnreadableInput) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else {
    throw UnreadableInput(path: path, reason: String(cString: strerror(errno)))
  }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
    throw UnreadableInput(path: path, reason: "it is not a file")
  }
  let size = Int(status.st_size)
  guard size < 1 << 31 else {
    throw UnreadableInput(path: path, reason: "it is larger than 2 GiB")
  }
  let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    while count < size {
      let got = read(descriptor, buffer.baseAddress! + count, size - count)
      if got < 0, errno == EINTR { continue }
      if got <= 0 { break }
      count += got
    }
  }
  guard bytes.count == size else {
    throw UnreadableInput(path: path, reason: "it ended while it was read")
  }
  return bytes
}
