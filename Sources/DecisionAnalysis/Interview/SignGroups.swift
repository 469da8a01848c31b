internal import DecisionTable

/// The signs of a variable, grouped by the subdiagrams that remain under them.
///
/// On a line only adjacent signs are grouped, because a premise names a single stretch.
struct SignGroups {
  /// The signs of each group, as bits.
  private let groups: [UInt64]
  private let isLine: Bool

  init(_ variable: ObservedVariable, leaving: (ObservedVariable.Sign) -> [Diagram.Ref]) {
    var groups: [UInt64] = []
    var left: [[Diagram.Ref]] = []
    for (index, sign) in variable.signs.enumerated() {
      let refs = leaving(sign)
      let same =
        variable.isLine ? (left.last == refs ? left.count - 1 : nil) : left.firstIndex(of: refs)
      if let same {
        groups[same] |= 1 << UInt64(index)
      } else {
        groups.append(1 << UInt64(index))
        left.append(refs)
      }
    }
    self.groups = groups
    isLine = variable.isLine
  }

  /// All groups, as bits.
  var everything: UInt64 { (1 << UInt64(groups.count)) - 1 }

  /// Sets of groups to combine in one premise, the largest first. If there are more than `most` groups,
  /// only the set of all groups and each single group.
  func selections(atMost most: Int) -> [UInt64] {
    guard groups.count <= most else {
      return [groups.count < 64 ? everything : .max] + groups.indices.map { 1 << UInt64($0) }
    }
    let all: [UInt64]
    if isLine {
      all = groups.indices.flatMap { first in
        groups[first...].indices.map { last in
          (1 << UInt64(last + 1)) - (1 << UInt64(first))
        }
      }
    } else {
      all = Array(1...everything)
    }
    return all.enumerated().sorted { one, other in
      (-one.element.nonzeroBitCount, one.offset) < (-other.element.nonzeroBitCount, other.offset)
    }.map(\.element)
  }

  /// The signs of some groups, as bits.
  func signs(of selection: UInt64) -> UInt64 {
    groups.indices.reduce(0) { selection >> UInt64($1) & 1 == 1 ? $0 | groups[$1] : $0 }
  }

  /// The cells in which the variable may be under the signs of some groups.
  func cells(of selection: UInt64, in variable: ObservedVariable) -> Set<Int> {
    let signs = signs(of: selection)
    return Set(
      variable.signs.indices.filter { signs >> UInt64($0) & 1 == 1 }
        .flatMap { variable.signs[$0].cells })
  }
}
