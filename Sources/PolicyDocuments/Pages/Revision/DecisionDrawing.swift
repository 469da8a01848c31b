internal import DecisionTable
internal import MarkupText
internal import PolicyModel

/// The decision as a flow chart: the conditions from top to bottom, with the answer that each leads
/// to on the right.
///
/// The outline of the criteria shows how they nest. The drawing shows the path of a request through
/// scope, requirements and alternatives to its answer.
struct DecisionDrawing {
  private let steps: DecisionSteps

  init(_ revision: Revision) { steps = DecisionSteps(revision) }

  var figure: Markup {
    let caption =
      "If an unknown answer would change the result, the result is “needs information”, and the missing facts are listed."
    return .tag(.figure, [svg, .tag(.figcaption, [.text(caption)])])
  }

  private var svg: Markup {
    var shapes: [Markup] = []
    var top = Layout.margin
    for (index, step) in steps.steps.enumerated() {
      let box = Box(step, top: top)
      shapes += box.markup
      if case .condition(_, _, let otherwise) = step {
        let middle = top + box.height / 2
        shapes += exit(to: otherwise, at: middle)
        if index < steps.steps.count - 1 {
          shapes.append(.arrow(down: Layout.axis, from: box.bottom, to: box.bottom + Layout.gap))
          shapes.append(.label("yes", x: Layout.axis + 8, y: box.bottom + 16))
        }
      }
      top = box.bottom + Layout.gap
    }
    let height = top - Layout.gap + Layout.margin
    return .tag(
      .svg,
      [
        "viewBox": "0 0 \(Layout.width) \(height)", "role": "img",
        "aria-labelledby": "drawing-title drawing-text",
      ],
      [
        .tag(.title, ["id": "drawing-title"], ["How a request reaches its answer"]),
        .tag(.desc, ["id": "drawing-text"], [.text(steps.text)]),
      ] + shapes)
  }

  /// The arrow from a condition to the answer of requests that fail it.
  private func exit(to answer: String, at middle: Int) -> [Markup] {
    let start = Layout.margin + Layout.boxWidth
    let box = Box(
      x: Layout.exitX, top: middle - 17, width: Layout.exitWidth, height: 34, isAnswer: true,
      title: wrapped(answer, columns: 12), detail: [])
    return [
      .arrow(right: middle, from: start, to: Layout.exitX),
      .label("no", x: start + 13, y: middle - 5),
    ] + box.markup
  }
}

private enum Layout {
  static let margin = 2
  static let boxWidth = 216
  /// The vertical line through the middle of the boxes on the left.
  static let axis = margin + boxWidth / 2
  static let exitX = 262
  static let exitWidth = 96
  static let width = exitX + exitWidth + margin
  static let lineHeight = 16
  static let gap = 26
}

/// A condition or an answer.
private struct Box {
  let x: Int
  let top: Int
  let width: Int
  let height: Int
  let isAnswer: Bool
  let title: [String]
  let detail: [String]

  var bottom: Int { top + height }

  init(
    x: Int, top: Int, width: Int, height: Int, isAnswer: Bool, title: [String], detail: [String]
  ) {
    self.x = x
    self.top = top
    self.width = width
    self.height = height
    self.isAnswer = isAnswer
    self.title = title
    self.detail = detail
  }

  /// As high as its text needs.
  init(_ step: DecisionSteps.Step, top: Int) {
    let (title, detail, isAnswer) =
      switch step {
      case .condition(let title, let detail, _): (title, detail, false)
      case .answer(let title, let detail): (title, detail, true)
      }
    let titleLines = wrapped(title, columns: 27)
    let detailLines = wrapped(detail, columns: 29)
    self.init(
      x: Layout.margin, top: top, width: Layout.boxWidth,
      height: 16 + (titleLines.count + detailLines.count) * Layout.lineHeight, isAnswer: isAnswer,
      title: titleLines, detail: detailLines)
  }

  var markup: [Markup] {
    let outline: Markup = .tag(
      .rect,
      [
        "class": isAnswer ? "answer" : "question", "x": "\(x)", "y": "\(top)",
        "width": "\(width)", "height": "\(height)", "rx": isAnswer ? "17" : "3",
      ])
    let lines = title.map { ($0, "title") } + detail.map { ($0, "detail") }
    let baseline = top + (height - lines.count * Layout.lineHeight) / 2 + 12
    return [outline]
      + lines.enumerated().map { index, line in
        .tag(
          .svgText,
          [
            "class": line.1, "x": "\(x + width / 2)",
            "y": "\(baseline + index * Layout.lineHeight)",
          ], [.text(line.0)])
      }
  }
}

extension Markup {
  fileprivate static func arrow(down x: Int, from start: Int, to end: Int) -> Markup {
    arrow("M\(x) \(start)V\(end - 2) M\(x) \(end - 2)l-4 -7h8z")
  }

  fileprivate static func arrow(right y: Int, from start: Int, to end: Int) -> Markup {
    arrow("M\(start) \(y)H\(end - 2) M\(end - 2) \(y)l-7 -4v8z")
  }

  private static func arrow(_ path: String) -> Markup {
    .tag(.path, ["class": "arrow", "d": path])
  }

  fileprivate static func label(_ text: String, x: Int, y: Int) -> Markup {
    .tag(.svgText, ["class": "branch", "x": "\(x)", "y": "\(y)"], [.text(text)])
  }
}

/// Lines of at most so many characters, broken at spaces; a longer word is broken where it has to be.
private func wrapped(_ text: String, columns: Int) -> [String] {
  var lines: [String] = []
  for word in text.split(separator: " ") {
    if let last = lines.last, last.count + word.count < columns {
      lines[lines.count - 1] = "\(last) \(word)"
      continue
    }
    var rest = word
    while rest.count > columns {
      lines.append(String(rest.prefix(columns)))
      rest = rest.dropFirst(columns)
    }
    lines.append(String(rest))
  }
  return lines
}
