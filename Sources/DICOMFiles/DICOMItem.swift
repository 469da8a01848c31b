internal import CDICOM

/// A data set, or an item of a sequence.
package struct DICOMItem {
  private let handle: OpaquePointer
  /// The owner of the memory that the handle points into.
  private let file: DICOMFile

  init(handle: OpaquePointer, of file: DICOMFile) {
    self.handle = handle
    self.file = file
  }

  package func has(_ tag: DICOMTag) -> Bool { dicom_has(handle, tag.number) }

  /// The values of an element as text, without the blanks that pad them; nil where it is absent or empty.
  package func text(_ tag: DICOMTag) -> String? {
    var capacity = 256
    while true {
      var bytes = [CChar](repeating: 0, count: capacity)
      let length = dicom_text(handle, tag.number, &bytes, capacity)
      if length < 0 { return nil }
      if length >= capacity {
        capacity = length + 1
        continue
      }
      let text = String(decoding: bytes.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let trimmed = text.trimmingBlanks
      return trimmed.isEmpty ? nil : trimmed
    }
  }

  /// The values of an element, separated.
  package func texts(_ tag: DICOMTag) -> [String] {
    text(tag)?.split(separator: "\\", omittingEmptySubsequences: false)
      .map { String($0).trimmingBlanks } ?? []
  }

  /// All values as finite numbers; nil where one of them is not.
  package func numbers(_ tag: DICOMTag) -> [Double]? {
    let texts = texts(tag)
    let numbers = texts.compactMap { Double($0) }.filter(\.isFinite)
    return texts.isEmpty || numbers.count != texts.count ? nil : numbers
  }

  /// A single finite number.
  package func number(_ tag: DICOMTag) -> Double? {
    guard let numbers = numbers(tag), numbers.count == 1 else { return nil }
    return numbers[0]
  }

  package func integer(_ tag: DICOMTag) -> Int? {
    number(tag).flatMap { Int(exactly: $0) }
  }

  package func items(_ tag: DICOMTag) -> [DICOMItem] {
    (0..<dicom_item_count(handle, tag.number)).compactMap { index in
      dicom_item_at(handle, tag.number, index).map { DICOMItem(handle: $0, of: file) }
    }
  }

  package func firstItem(_ tag: DICOMTag) -> DICOMItem? {
    dicom_item_at(handle, tag.number, 0).map { DICOMItem(handle: $0, of: file) }
  }

  /// The bytes of an element that is not compressed.
  package func bytes(_ tag: DICOMTag) -> [UInt8]? {
    var bytes: UnsafePointer<UInt8>?
    var count = 0
    guard dicom_bytes(handle, tag.number, &bytes, &count) else { return nil }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  /// A number that a manufacturer keeps in a block of its own.
  package func privateNumber(group: UInt16, creator: String, element: UInt8) -> Double? {
    var value = 0.0
    return dicom_private_float(handle, group, creator, element, &value) ? value : nil
  }
}

/// Writing elements; a value that the dictionary does not allow is a mistake in this program.
extension DICOMItem {
  /// Numbers are written as text too, several joined by backslashes.
  package func put(_ tag: DICOMTag, _ text: String) {
    let isPut = dicom_put_text(handle, tag.number, text)
    precondition(isPut, "\(tag) does not take `\(text)`")
  }

  package func put(_ tag: DICOMTag, bytes: [UInt8]) {
    let isPut = dicom_put_bytes(handle, tag.number, bytes, bytes.count)
    precondition(isPut, "\(tag) does not take bytes")
  }

  package func put(_ tag: DICOMTag, words: [UInt16]) {
    let isPut = dicom_put_words(handle, tag.number, words, words.count)
    precondition(isPut, "\(tag) does not take words")
  }

  package func put(_ tag: DICOMTag, floats: [Float]) {
    let isPut = dicom_put_floats(handle, tag.number, floats, floats.count)
    precondition(isPut, "\(tag) does not take floats")
  }

  /// A new item at the end of a sequence, filled.
  @discardableResult
  package func add(_ tag: DICOMTag, _ fill: (DICOMItem) -> Void) -> DICOMItem {
    guard let handle = dicom_add_item(handle, tag.number) else {
      preconditionFailure("\(tag) is not a sequence")
    }
    let item = DICOMItem(handle: handle, of: file)
    fill(item)
    return item
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    func isBlank(_ character: Character) -> Bool { character == " " || character == "\0" }
    guard let first = firstIndex(where: { !isBlank($0) }),
      let last = lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(self[first...last])
  }
}
