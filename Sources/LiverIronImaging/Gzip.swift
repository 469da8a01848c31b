internal import CZlib

/// Bytes in and out of gzip.
enum Gzip {
  static func isGzip(_ bytes: [UInt8]) -> Bool {
    bytes.count > 2 && bytes[0] == 0x1f && bytes[1] == 0x8b
  }

  /// The first `limit` bytes of what was compressed: a small file cannot claim more memory than is asked for.
  static func opened(_ bytes: [UInt8], atMost limit: Int) throws(GzipError) -> [UInt8] {
    var stream = z_stream()
    guard czlib_inflate_gzip(&stream) == Z_OK else { throw .damaged }
    defer { inflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: limit)
    var input = bytes
    let status = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(clamping: source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(clamping: target.count)
        return inflate(&stream, Z_SYNC_FLUSH)
      }
    }
    let isWhole =
      status == Z_STREAM_END || (status == Z_OK && stream.avail_out == 0)
      || (status == Z_BUF_ERROR && stream.avail_out == 0)
    guard isWhole else { throw status == Z_OK || status == Z_BUF_ERROR ? .truncated : .damaged }
    output.removeLast(Int(stream.avail_out))
    return output
  }

  /// Compressed quickly; without a time, so that the same bytes give the same file.
  static func closed(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    guard czlib_deflate_gzip(&stream, 1) == Z_OK else { preconditionFailure("zlib does not start") }
    defer { deflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 32)
    var input = bytes
    let status = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        return deflate(&stream, Z_FINISH)
      }
    }
    precondition(status == Z_STREAM_END, "the bound of zlib was too small")
    output.removeLast(Int(stream.avail_out))
    return output
  }
}

enum GzipError: Error {
  case damaged
  case truncated
}
