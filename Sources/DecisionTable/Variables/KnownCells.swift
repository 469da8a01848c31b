/// What is known of each variable of a request: the cell that it is in, a mask of the cells that it may
/// be in, or nothing.
package struct KnownCells: Sendable {
  /// The state of each variable: its cell, `unknown`, or less than that for a mask.
  package private(set) var states: [Int32]
  /// The words of the masks, at the offsets that the states name.
  private var masks: [UInt64] = []

  /// Nothing is known of the variable, so it may be in any of its cells.
  package static let unknown: Int32 = -1

  /// The state of a variable whose mask starts at this offset among the words of all masks.
  static func state(maskAt start: Int) -> Int32 { -2 - Int32(start) }

  /// Nothing is known of any variable.
  package init(unknown variableCount: Int) {
    states = Array(repeating: KnownCells.unknown, count: variableCount)
  }

  /// - Parameter states: the cell of each variable, or `unknown`.
  package init(_ states: [Int32]) {
    precondition(states.allSatisfy { $0 >= KnownCells.unknown }, "a mask without its words")
    self.states = states
  }

  /// A copy of what a request states.
  package init(_ facts: borrowing Facts) {
    states = Array(facts.cells)
    guard states.contains(where: { $0 < KnownCells.unknown }) else { return }
    masks = Array(facts.masks)
  }

  /// The cell of a variable, or nil if it is not known.
  package func cell(of variable: Int) -> Int? {
    states[variable] >= 0 ? Int(states[variable]) : nil
  }

  /// Whether the cells of all variables are known.
  package var isComplete: Bool { states.allSatisfy { $0 >= 0 } }

  package mutating func set(_ variable: Int, to cell: Int) { states[variable] = Int32(cell) }

  /// Makes what is known of a variable the same as in another request of the same table.
  package mutating func restore(_ variable: Int, from other: KnownCells) {
    states[variable] = other.states[variable]
  }

  /// Calls `body` with a view of what is known.
  package func with<Result, Failure>(_ body: (Circuit.Cells) throws(Failure) -> Result)
    throws(Failure) -> Result
  {
    try states.withUnsafeBufferPointer { (states) throws(Failure) in
      try masks.withUnsafeBufferPointer { (masks) throws(Failure) in
        try body(Circuit.Cells(states, masks: masks.baseAddress))
      }
    }
  }
}

extension Circuit {
  /// A view of what is known of each variable. It is valid for as long as the storage that it views.
  package struct Cells: BitwiseCopyable {
    private let states: UnsafePointer<Int32>
    private let masks: UnsafePointer<UInt64>?

    init(_ states: UnsafeBufferPointer<Int32>, masks: UnsafePointer<UInt64>?) {
      self.states = states.baseAddress.unsafelyUnwrapped
      self.masks = masks
    }

    /// The state of a variable: its cell, `KnownCells.unknown`, or less than that for a mask.
    @inline(__always)
    package subscript(variable: Int) -> Int32 { states[variable] }

    /// The words of the mask to which a state refers.
    @inline(__always)
    private func words(_ state: Int32) -> UnsafePointer<UInt64> {
      masks.unsafelyUnwrapped + Int(-2 - state)
    }

    /// Whether a variable is certainly in one of some cells, or certainly in none of them.
    ///
    /// - Parameters:
    ///   - state: the state of a variable of which a mask is known.
    ///   - cells: the cells as bits, in as many words as the mask has.
    func truth(_ state: Int32, in cells: UnsafeBufferPointer<UInt64>) -> Truth {
      let mask = words(state)
      var inside: UInt64 = 0
      var outside: UInt64 = 0
      for index in cells.indices {
        inside |= mask[index] & cells[index]
        outside |= mask[index] & ~cells[index]
      }
      return outside == 0 ? .yes : inside == 0 ? .no : .unknown
    }

    /// Whether a variable is certainly in one of some cells.
    ///
    /// - Parameter cells: the cells as bits, of a variable with at most 64 cells.
    @inline(__always)
    func isCertain(_ variable: Int, in cells: UInt64) -> Bool {
      let state = self[variable]
      if state >= 0 { return cells &>> UInt64(state) & 1 == 1 }
      return state < KnownCells.unknown && words(state)[0] & ~cells == 0
    }

    /// The cells that a variable may be in; nil for a variable of which nothing is known.
    package func possible(_ variable: Int, of cellCount: Int) -> [Int]? {
      let state = self[variable]
      if state >= 0 { return [Int(state)] }
      guard state < KnownCells.unknown else { return nil }
      let mask = words(state)
      return (0..<cellCount).filter { mask[$0 >> 6] >> UInt64($0 & 63) & 1 == 1 }
    }
  }
}
