internal import CZlib

/// Bytes in and out of gzip.
enum Gzip {
  static func isGzip(_ bytes: [UInt8]) -> Bool {
    bytes.count > 2 && bytes[0] == 0x1f && bytes[1] == 0x8b
  }

  /// The first `limit` bytes of what was compressed: memory grows with what it holds, up to that.
  static func opened(_ bytes: [UInt8], atMost limit: Int) throws(GzipError) -> [UInt8] {
    var stream = z_stream()
    guard czlib_inflate_gzip(&stream) == Z_OK else { throw .damaged }
    defer { inflateEnd(&stream) }
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: min(limit, 1 << 18))
    var input = bytes
    let status = input.withUnsafeMutableBufferPointer { source in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(clamping: source.count)
      return chunk.withUnsafeMutableBufferPointer { target in
        var status = Z_OK
        // Memory grows with what is there, not with what a header claims.
        while status == Z_OK, output.count < limit {
          let room = min(target.count, limit - output.count)
          stream.next_out = target.baseAddress
          stream.avail_out = UInt32(room)
          status = inflate(&stream, Z_SYNC_FLUSH)
          output += target[..<(room - Int(stream.avail_out))]
        }
        return status
      }
    }
    guard status == Z_STREAM_END || output.count == limit else {
      throw status == Z_OK || status == Z_BUF_ERROR ? .truncated : .damaged
    }
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
