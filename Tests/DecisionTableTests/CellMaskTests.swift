import TestSupport
import Testing

@testable import DecisionTable

@Suite struct CellMaskTests {
  /// A mask agrees with the set of its cells, for numbers of cells on both sides of word boundaries.
  @Test(arguments: [1, 2, 63, 64, 65, 128, 129, 1_024, 4_096])
  func agreesWithASetOfCells(_ cellCount: Int) {
    forAll(seeds: 0..<20) { random in
      func some() -> Set<Int> {
        Set((0..<cellCount).filter { _ in Bool.random(using: &random) })
      }
      let (one, other) = (some(), some())
      let mask = CellMask(one, of: cellCount)
      var union = mask
      union.formUnion(CellMask(other, of: cellCount))
      var intersection = mask
      intersection.formIntersection(CellMask(other, of: cellCount))
      return mask.cells == one.sorted() && mask.count == one.count
        && mask.isEmpty == one.isEmpty && mask.isAll == (one.count == cellCount)
        && (0..<cellCount).allSatisfy { mask.contains($0) == one.contains($0) }
        && mask.only == (one.count == 1 ? one.first : nil)
        && union == CellMask(one.union(other), of: cellCount)
        && intersection == CellMask(one.intersection(other), of: cellCount)
    }
  }

  @Test(arguments: [1, 2, 64, 65, 4_096])
  func startsEmptyOrFull(_ cellCount: Int) {
    #expect(CellMask(noneOf: cellCount).isEmpty)
    #expect(CellMask(allOf: cellCount) == CellMask(0..<cellCount, of: cellCount))
    #expect(CellMask([cellCount - 1], of: cellCount).only == cellCount - 1)
  }
}
