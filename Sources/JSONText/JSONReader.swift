extension JSON {
  /// Reads a text that consists of one value.
  package init(bytes: [UInt8]) throws(JSONError) {
    var tape = JSONTape()
    let read = bytes.withUnsafeBufferPointer { text -> Result<JSON, JSONError> in
      do throws(JSONError) {
        return .success(JSON(try tape.read(text), 0))
      } catch {
        return .failure(error)
      }
    }
    self = try read.get()
  }

  /// The value at an index of a tape.
  package init(_ tokens: JSONTokens, _ index: Int) {
    let end = tokens.end(of: index)
    switch tokens[index].kind {
    case .null: self = .null
    case .no: self = .boolean(false)
    case .yes: self = .boolean(true)
    case .number: self = .number(tokens.string(of: index))
    case .string: self = .string(tokens.string(of: index))
    case .array:
      var elements: [JSON] = []
      var next = index + 1
      while next < end {
        elements.append(JSON(tokens, next))
        next = tokens.end(of: next)
      }
      self = .array(elements)
    case .object:
      var members: [Member] = []
      var next = index + 1
      while next < end {
        members.append(Member(tokens.string(of: next), JSON(tokens, next + 1)))
        next = tokens.end(of: next + 1)
      }
      self = .object(members)
    }
  }
}
