internal import DecisionRequests
internal import DecisionTable
internal import Values

/// Reads the columns of a set: a complete list, or the members that are present and absent.
struct SetReader: BitwiseCopyable {
  private let layout: UnsafePointer<FactLayout>
  private let set: UnsafePointer<SetLayout>
  private let complete: Members?
  private let present: Members?
  private let absent: Members?

  /// - Returns: nil if the fact is not a set.
  init?(
    _ layout: UnsafePointer<FactLayout>, complete: Members?, present: Members?, absent: Members?
  ) {
    guard let set = layout.pointee.set else { return nil }
    self.layout = layout
    self.set = set
    self.complete = complete
    self.present = present
    self.absent = absent
  }

  @inline(__always)
  func state(_ row: Int, in facts: inout Facts) throws(RequestError) {
    let isPartial =
      (present?.lists.rows.isValid(row) ?? false) || (absent?.lists.rows.isValid(row) ?? false)
    if let complete, complete.lists.rows.isValid(row) {
      guard !isPartial else {
        throw RequestError(
          .conflict,
          "`\(facts.fact(of: layout).id)` is stated both as a complete list and in parts")
      }
      facts.beginSet(isComplete: true, of: set)
      try complete.state(row, isPresent: true, in: &facts, layout, set)
    } else if isPartial {
      facts.beginSet(isComplete: false, of: set)
      try absent?.state(row, isPresent: false, in: &facts, layout, set)
      try present?.state(row, isPresent: true, in: &facts, layout, set)
    } else {
      return
    }
    try facts.checked { (facts) throws(FactError) in try facts.endSet(of: layout) }
  }

  /// A column of lists of terms and codes.
  struct Members: BitwiseCopyable {
    let lists: ListArray
    /// Nil if all elements are null.
    private let texts: TextArray?
    /// By index in the dictionary of elements, the index of the term, or `isCode`.
    private let terms: CellMemory?
    /// By index in the dictionary, the codes that were read before.
    private let codes: UnsafeMutablePointer<Code>?
    private static let isCode: Int32 = -1

    /// - Returns: nil if the column states nothing.
    init?(_ array: ColumnArray, _ type: ColumnType, _ memories: Memories) throws(ColumnError) {
      guard let lists = try ListArray(array, type), case .list(_, let element) = type else {
        return nil
      }
      self.lists = lists
      texts = try TextArray(try ColumnArray(lists.elements, element), element)
      let size = texts.flatMap { $0.indices == nil ? nil : $0.texts.length }
      terms = size.map { memories.memory(.indices($0)) }
      codes = size.map { memories.codes($0) }
    }

    @inline(__always)
    func state(
      _ row: Int, isPresent: Bool, in facts: inout Facts, _ layout: UnsafePointer<FactLayout>,
      _ set: UnsafePointer<SetLayout>
    ) throws(RequestError) {
      guard lists.rows.isValid(row) else { return }
      for element in lists.range(row) {
        guard let texts, texts.rows.isValid(element), let index = texts.index(element) else {
          throw RequestError(
            .wrongType, "`\(facts.fact(of: layout).id)` is a list with a member that is null")
        }
        if let terms, let codes {
          let known = terms.cell(at: index)
          if known >= 0 {
            facts.state(Int(known), isPresent: isPresent, of: set)
            continue
          }
          if known == Members.isCode {
            if isPresent { facts.state(codes[index], of: set) }
            continue
          }
        }
        let text = texts.text(at: index)
        if let term = set.pointee.names.index(of: text) {
          terms?.note(Int32(term), at: index)
          facts.state(term, isPresent: isPresent, of: set)
        } else {
          try facts.read(member: text, isPresent: isPresent, as: layout, set)
          if let terms, let codes, let code = Code(text) {
            codes[index] = code
            terms.note(Members.isCode, at: index)
          }
        }
      }
    }
  }
}
