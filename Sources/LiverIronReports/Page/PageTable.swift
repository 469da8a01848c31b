internal import MarkupText

/// A table that can be scrolled sideways, with a caption; the first cell of each row is its heading.
func table(_ caption: String, _ headings: [String], _ rows: [[String]]) -> Markup {
  Markup(
    .div,
    [
      .class("wide"), Markup.Attribute("role", "region"), Markup.Attribute("tabindex", "0"),
      Markup.Attribute("aria-label", caption),
    ],
    [
      Markup(
        .table,
        [
          Markup(.caption, [.text(caption)]),
          Markup(
            .thead,
            [
              Markup(
                .tr,
                headings.map { Markup(.th, [Markup.Attribute("scope", "col")], [.text($0)]) })
            ]),
          Markup(
            .tbody,
            rows.map { cells in
              Markup(
                .tr,
                cells.enumerated().map { index, cell in
                  index == 0
                    ? Markup(.th, [Markup.Attribute("scope", "row")], [.text(cell)])
                    : Markup(.td, [.text(cell)])
                })
            }),
        ])
    ])
}
