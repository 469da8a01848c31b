internal import MarkupText

extension Markup {
  /// - Parameter rows: the cells of each row.
  static func table(_ caption: String, _ columns: [String], _ rows: [[Markup]]) -> Markup {
    let head = columns.map { Markup.tag(.th, ["scope": "col"], [.text($0)]) }
    return .tag(
      .table,
      [
        .tag(.caption, [.text(caption)]), .tag(.thead, [.tag(.tr, head)]),
        .tag(.tbody, rows.map { .tag(.tr, $0) }),
      ])
  }
}
