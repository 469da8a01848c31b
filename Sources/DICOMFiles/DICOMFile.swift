internal import CDICOM

/// A file of DICOM in memory, read from bytes or newly made.
///
/// Only one thread at a time may use it, because decoding changes it inside.
package final class DICOMFile {
  /// What messages call it.
  package let name: String
  private let handle: OpaquePointer

  package init(_ bytes: [UInt8], name: String) throws(DICOMError) {
    var message = Message()
    guard
      let handle = bytes.withUnsafeBufferPointer({ bytes in
        message.receive { dicom_read(bytes.baseAddress, bytes.count, $0, $1) }
      })
    else { throw DICOMError(file: name, reason: message.text) }
    self.handle = handle
    self.name = name
  }

  /// An empty file.
  package init(name: String) {
    guard let handle = dicom_new() else { preconditionFailure("no memory for a file of DICOM") }
    self.handle = handle
    self.name = name
  }

  deinit { dicom_free(handle) }

  package var dataset: DICOMItem { DICOMItem(handle: dicom_dataset(handle), of: self) }

  /// The UID of the transfer syntax that it was read from.
  package var transferSyntax: String { String(cString: dicom_transfer_syntax(handle)) }

  /// Whether the pixels are compressed with loss; with JPEG 2000 this is known once they are decoded.
  package var isLossy: Bool { dicom_is_lossy(handle) }

  /// The stored values of all frames, frame after frame, decoded if they are compressed.
  package func storedValues(count: Int) throws(DICOMError) -> [Float] {
    guard count > 0, count <= DICOM_MOST_VALUES else {
      throw DICOMError(file: name, reason: "its image has no values, or more than 64 million")
    }
    var message = Message()
    var isDecoded = false
    let values = [Float](unsafeUninitializedCapacity: count) { values, filled in
      isDecoded = message.receive {
        dicom_pixels(handle, values.baseAddress, count, $0, $1)
      }
      filled = isDecoded ? count : 0
    }
    guard isDecoded else { throw DICOMError(file: name, reason: message.text) }
    return values
  }

  /// The file as bytes, explicit and little-endian.
  package func written() throws(DICOMError) -> [UInt8] {
    var message = Message()
    var bytes: UnsafePointer<UInt8>?
    var count = 0
    let isWritten = message.receive { dicom_write(handle, &bytes, &count, $0, $1) }
    guard isWritten else { throw DICOMError(file: name, reason: message.text) }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  /// Whether bytes begin as a file of DICOM does, or as a data set that an old archive stored without a preamble.
  package static func isDICOM(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 132
      && (Array(bytes[128..<132]) == Array("DICM".utf8) || dicom_is_bare(bytes, bytes.count))
  }
}

/// Why a file cannot be read or written.
package struct DICOMError: Error, Hashable, CustomStringConvertible {
  package var file: String
  package var reason: String

  package init(file: String, reason: String) {
    self.file = file
    self.reason = reason
  }

  package var description: String { "`\(file)` cannot be read: \(reason)" }
}

/// A buffer for a reason from the C functions.
private struct Message {
  private var bytes = [CChar](repeating: 0, count: 256)

  mutating func receive<Answer>(_ call: (UnsafeMutablePointer<CChar>?, Int) -> Answer) -> Answer {
    let capacity = bytes.count
    return bytes.withUnsafeMutableBufferPointer { call($0.baseAddress, capacity) }
  }

  var text: String { String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self) }
}
