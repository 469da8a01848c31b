extension JSON {
  /// The one value that the bytes hold.
  package init(bytes: [UInt8]) throws(JSONError) {
    var tape = JSONTape()
    let read = bytes.withUnsafeBufferPointer { text -> Result<JSON, JSONError> in
      do throws(JSONError) {
        try tape.read(text)
        return .success(JSON(tape, 0))
      } catch {
        return .failure(error)
      }
    }
    self = try read.get()
  }

  /// The value at a place of a tape.
  package init(_ tape: borrowing JSONTape, _ place: Int) {
    let end = tape.end(of: place)
    switch tape[place].kind {
    case .null: self = .null
    case .no: self = .boolean(false)
    case .yes: self = .boolean(true)
    case .number: self = .number(tape.string(of: place))
    case .string: self = .string(tape.string(of: place))
    case .array:
      var elements: [JSON] = []
      var next = place + 1
      while next < end {
        elements.append(JSON(tape, next))
        next = tape.end(of: next)
      }
      self = .array(elements)
    case .object:
      var members: [Member] = []
      var next = place + 1
      while next < end {
        members.append(Member(tape.string(of: next), JSON(tape, next + 1)))
        next = tape.end(of: next + 1)
      }
      self = .object(members)
    }
  }
}
