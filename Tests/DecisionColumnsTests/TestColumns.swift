import CArrow
import Glibc
import Values

@testable import DecisionColumns

/// A column of requests in one of the forms in which Arrow can have it.
struct TestColumn {
  let name: String
  let schema: () -> ArrowSchema
  let array: () -> ArrowArray

  enum TextForm: CaseIterable { case narrow, wide, view, dictionary }
  enum ListForm: CaseIterable { case narrow, wide, view, wideView }

  static func texts(_ name: String, _ values: [String?], _ form: TextForm = .narrow) -> TestColumn {
    switch form {
    case .narrow, .wide, .view:
      return TestColumn(
        name: name,
        schema: {
          ArrowSchema(
            format: [.narrow: "u", .wide: "U", .view: "vu"][form] ?? "", name: name)
        }, array: { texts(values, form) })
    case .dictionary:
      let words = Array(Set(values.compactMap(\.self))).sorted() + ["never used"]
      return TestColumn(
        name: name,
        schema: {
          ArrowSchema(
            format: "C", name: name, dictionary: ArrowSchema(format: "u", name: ""))
        },
        array: {
          ArrowArray(
            length: values.count, nullCount: -1,
            [
              validity(values),
              buffer(values.map { value in UInt8(words.firstIndex { $0 == value } ?? 0) }),
            ], dictionary: texts(words, .narrow))
        })
    }
  }

  static func booleans(_ name: String, _ values: [Bool?]) -> TestColumn {
    TestColumn(
      name: name, schema: { ArrowSchema(format: "b", name: name) },
      array: {
        ArrowArray(
          length: values.count, nullCount: -1,
          [validity(values), bits(values.map { $0 ?? false })])
      })
  }

  /// Values of a fixed size.
  static func values<Value: BitwiseCopyable>(
    _ name: String, _ format: String, _ values: [Value?], or filler: Value
  ) -> TestColumn {
    TestColumn(
      name: name, schema: { ArrowSchema(format: format, name: name) },
      array: {
        ArrowArray(
          length: values.count, nullCount: -1,
          [validity(values), buffer(values.map { $0 ?? filler })])
      })
  }

  static func lists(
    _ name: String, _ values: [[String?]?], _ form: ListForm = .narrow, _ text: TextForm = .narrow
  ) -> TestColumn {
    let formats: [ListForm: String] = [.narrow: "+l", .wide: "+L", .view: "+vl", .wideView: "+vL"]
    let elements = texts("item", values.flatMap { $0 ?? [] }, text)
    var ends = [0]
    for value in values { ends.append(ends[ends.count - 1] + (value?.count ?? 0)) }
    let buffers: () -> [ArrayBuffer] = {
      let starts = ends.dropLast()
      let sizes = zip(ends.dropFirst(), starts).map(-)
      switch form {
      case .narrow: return [buffer(ends.map { Int32($0) })]
      case .wide: return [buffer(ends.map { Int64($0) })]
      case .view: return [buffer(starts.map { Int32($0) }), buffer(sizes.map { Int32($0) })]
      case .wideView: return [buffer(starts.map { Int64($0) }), buffer(sizes.map { Int64($0) })]
      }
    }
    return TestColumn(
      name: name,
      schema: {
        ArrowSchema(format: formats[form] ?? "", name: name, children: [elements.schema()])
      },
      array: {
        ArrowArray(
          length: values.count, nullCount: -1, [validity(values)] + buffers(),
          children: [elements.array()])
      })
  }

  // MARK: Buffers

  private static func texts(_ values: [String?], _ form: TextForm) -> ArrowArray {
    let contents = values.map { Array(($0 ?? "").utf8) }
    var ends = [0]
    for content in contents { ends.append(ends[ends.count - 1] + content.count) }
    let bytes = contents.flatMap(\.self)
    switch form {
    case .wide:
      return ArrowArray(
        length: values.count, nullCount: -1,
        [validity(values), buffer(ends.map { Int64($0) }), buffer(bytes)])
    case .view:
      // A text of at most 12 bytes is in its view; of a longer one the view has the first bytes, the
      // buffer and the offset.
      let views = zip(contents, ends).flatMap { content, start in
        little(Int32(content.count))
          + (content.count <= 12
            ? content + Array(repeating: 0, count: 12 - content.count)
            : content.prefix(4) + little(0) + little(Int32(start)))
      }
      return ArrowArray(
        length: values.count, nullCount: -1, [validity(values), buffer(views), buffer(bytes)])
    default:
      return ArrowArray(
        length: values.count, nullCount: -1,
        [validity(values), buffer(ends.map { Int32($0) }), buffer(bytes)])
    }
  }

  private static func little(_ number: Int32) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  private static func validity(_ values: [(some Any)?]) -> ArrayBuffer {
    bits(values.map { $0 != nil })
  }

  private static func bits(_ values: [Bool]) -> ArrayBuffer {
    var bytes = [UInt8](repeating: 0, count: values.count / 8 + 1)
    for (index, value) in values.enumerated() where value { bytes[index / 8] |= 1 << (index % 8) }
    return buffer(bytes)
  }

  static func buffer<Value: BitwiseCopyable>(_ values: [Value]) -> ArrayBuffer {
    let memory = UnsafeMutablePointer<Value>.allocate(capacity: values.count + 1)
    memory.initialize(from: values, count: values.count)
    return .owned(UnsafeMutableRawPointer(memory))
  }
}

/// A stream of batches of columns, which counts what was released.
final class TestStream {
  private var batches: [[TestColumn]]
  private let skipped: Int
  private let failure: String?
  private(set) var isReleased = false

  /// - Parameters:
  ///   - skipped: how many rows at the start of the columns are before the rows of a batch.
  ///   - failure: what the producer says instead of the end of the stream.
  init(_ batches: [[TestColumn]], skipping skipped: Int = 0, failure: String? = nil) {
    self.batches = batches
    self.skipped = skipped
    self.failure = failure
  }

  var exported: ArrowArrayStream {
    ArrowArrayStream(
      get_schema: { stream, out in
        let columns = TestStream.of(stream).batches[0].map { $0.schema() }
        out?.initialize(to: ArrowSchema(format: "+s", name: "", children: columns))
        return 0
      },
      get_next: { stream, out in
        let stream = TestStream.of(stream)
        guard !stream.batches.isEmpty else {
          out?.initialize(to: ArrowArray())
          return stream.failure == nil ? 0 : 5
        }
        let columns = stream.batches.removeFirst().map { $0.array() }
        out?.initialize(
          to: ArrowArray(
            length: Int(columns[0].length) - stream.skipped, nullCount: 0, offset: stream.skipped,
            [.none], children: columns))
        return 0
      },
      get_last_error: { stream in
        TestStream.of(stream).failure.map { UnsafePointer(strdup($0)) }
      },
      release: { stream in
        TestStream.of(stream).isReleased = true
        if let data = stream?.pointee.private_data {
          Unmanaged<TestStream>.fromOpaque(data).release()
        }
        stream?.pointee.release = nil
      }, private_data: Unmanaged.passRetained(self).toOpaque())
  }

  private static func of(_ stream: UnsafeMutablePointer<ArrowArrayStream>?) -> TestStream {
    Unmanaged<TestStream>.fromOpaque(stream!.pointee.private_data).takeUnretainedValue()
  }
}
