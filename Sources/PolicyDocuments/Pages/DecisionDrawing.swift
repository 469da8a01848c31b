internal import DecisionTable
internal import DecisionWording
internal import MarkupText
internal import PolicyModel
internal import Values

/// The decision as a drawing: the questions in their order, and where each answer leads.
///
/// The outline shows how criteria nest; the drawing shows what the outline cannot, the way a request
/// takes through scope, requirements and alternatives to an answer.
struct DecisionDrawing {
  private let revision: Revision
  private let steps: [Step]

  /// A question with the answers to which it leads; a step without `no` is an answer.
  private struct Step {
    let title: String
    let detail: String
    let no: String?
  }

  init(_ revision: Revision) {
    self.revision = revision
    var steps = DecisionDrawing.steps(of: revision.table.scope, revision, no: "Out of scope")
    let statements = revision.table.statements
    for (place, statement) in statements.enumerated() {
      let isLast = place == statements.count - 1
      let no = isLast ? "Not met" : "Go to \(statements[place + 1].criterion.label)"
      let criterion = statement.criterion
      for requirement in criterion.requirements {
        steps += DecisionDrawing.steps(of: requirement, revision, no: no)
      }
      for exception in criterion.exceptions {
        steps += DecisionDrawing.steps(of: .group(.noneOf, [exception]), revision, no: no)
      }
      switch criterion.rule {
      case .test(let test): steps.append(DecisionDrawing.step(of: test, revision, no: no))
      case .reference(let reference):
        let spoken = revision.table.spoken(reference)
        steps.append(Step(title: spoken.question, detail: spoken.answer, no: no))
      case .group(let connective, let criteria):
        let first = criteria[0].label
        let last = criteria[criteria.count - 1].label
        steps.append(
          Step(
            title: connective.phrase.replacing(":", with: ""),
            detail: first == last ? first : "\(first) to \(last)", no: no))
      }
      steps.append(
        Step(
          title: statement.outcome.favors ? "Met" : "Not met",
          detail: statement.outcome.words, no: nil))
    }
    self.steps = steps
  }

  private static func steps(of condition: FactCondition, _ revision: Revision, no: String) -> [Step]
  {
    switch condition {
    case .test(let test): [step(of: test, revision, no: no)]
    case .reference(let reference):
      [
        Step(
          title: revision.table.spoken(reference).question,
          detail: revision.table.spoken(reference).answer, no: no)
      ]
    case .group(.allOf, let conditions):
      conditions.flatMap { steps(of: $0, revision, no: no) }
    case .group(let connective, let conditions):
      [
        Step(
          title: connective.phrase.replacing(":", with: ""),
          detail: conditions.map { words(of: $0, revision) }.joined(separator: "; "), no: no)
      ]
    }
  }

  /// A condition on one line: a group within a group stands in parentheses.
  private static func words(of condition: FactCondition, _ revision: Revision) -> String {
    switch condition {
    case .test(let test):
      let spoken = revision.table.spoken(test)
      return "\(spoken.question) \(spoken.answer)"
    case .reference(let reference):
      let spoken = revision.table.spoken(reference)
      return "\(spoken.question) \(spoken.answer)"
    case .group(let connective, let conditions):
      let members = conditions.map { words(of: $0, revision) }.joined(separator: "; ")
      return "(\(connective.phrase.lowercased()) \(members))"
    }
  }

  private static func step(of test: UnaryTest, _ revision: Revision, no: String) -> Step {
    let spoken = revision.table.spoken(test)
    return Step(title: spoken.question, detail: spoken.answer, no: no)
  }

  private static let width = 360
  private static let boxWidth = 216
  private static let answerX = 262
  private static let lineHeight = 16
  private static let gap = 26

  var figure: Markup {
    var drawn: [Markup] = []
    var y = 4
    for (place, step) in steps.enumerated() {
      let title = wrapped(step.title, columns: 27)
      let detail = wrapped(step.detail, columns: 29)
      let height = 16 + (title.count + detail.count) * DecisionDrawing.lineHeight
      drawn += box(
        x: 2, y: y, width: DecisionDrawing.boxWidth, height: height,
        isAnswer: step.no == nil, title: title, detail: detail)
      if let no = step.no {
        let middle = y + height / 2
        drawn.append(
          arrow("M\(2 + DecisionDrawing.boxWidth) \(middle)H\(DecisionDrawing.answerX - 2)"))
        drawn.append(label("no", x: 231, y: middle - 5))
        drawn += box(
          x: DecisionDrawing.answerX, y: middle - 17, width: 96, height: 34, isAnswer: true,
          title: wrapped(no, columns: 12), detail: [])
        if place < steps.count - 1 {
          drawn.append(arrow("M110 \(y + height)V\(y + height + DecisionDrawing.gap - 2)"))
          drawn.append(label("yes", x: 118, y: y + height + 16))
        }
      }
      y += height + DecisionDrawing.gap
    }
    let height = y - DecisionDrawing.gap + 4
    return .tag(
      .figure,
      [
        .tag(
          .svg,
          [
            "viewBox": "0 0 \(DecisionDrawing.width) \(height)", "role": "img",
            "aria-labelledby": "drawing-title drawing-text",
          ],
          [
            .tag(.title, ["id": "drawing-title"], ["The way of a request to its answer"]),
            .tag(.desc, ["id": "drawing-text"], [.text(spoken)]),
          ] + drawn),
        .tag(
          .figcaption,
          [
            "Where an answer is not known and the result hangs on it, the result is “needs information”, with the facts that are missing."
          ]),
      ])
  }

  /// The drawing in words, for those who do not see it.
  private var spoken: String {
    steps.map { step in
      step.no.map { "\(step.title) \(step.detail): if not, \($0.lowercased())." }
        ?? "Otherwise \(step.title.lowercased()): \(step.detail.lowercased())."
    }.joined(separator: " ")
  }

  private func box(
    x: Int, y: Int, width: Int, height: Int, isAnswer: Bool, title: [String], detail: [String]
  ) -> [Markup] {
    var nodes: [Markup] = [
      .tag(
        .rect,
        [
          "x": "\(x)", "y": "\(y)", "width": "\(width)", "height": "\(height)",
          "rx": isAnswer ? "17" : "3", "fill": isAnswer ? "#ffffff" : "#eef4f5",
          "stroke": "#0a5363", "stroke-width": isAnswer ? "2" : "1",
        ])
    ]
    let lines = title.map { ($0, true) } + detail.map { ($0, false) }
    var baseline = y + (height - lines.count * DecisionDrawing.lineHeight) / 2 + 12
    for (line, isTitle) in lines {
      nodes.append(
        .tag(
          .svgText,
          [
            "x": "\(x + width / 2)", "y": "\(baseline)", "text-anchor": "middle",
            "font-family": DecisionDrawing.font, "font-size": "11.5",
            "font-weight": isTitle ? "600" : "400", "fill": "#1c2126",
          ], [.text(line)]))
      baseline += DecisionDrawing.lineHeight
    }
    return nodes
  }

  private func arrow(_ path: String) -> Markup {
    let isDown = path.contains("V")
    let end = path.split(separator: isDown ? "V" : "H").last.map(String.init) ?? ""
    let head =
      isDown
      ? "M110 \(end)l-4 -7h8z"
      : "M\(end) \(path.dropFirst().split(separator: " ").last?.split(separator: "H").first ?? "0")l-7 -4v8z"
    return .tag(
      .path, ["d": "\(path) \(head)", "fill": "#0a5363", "stroke": "#0a5363", "stroke-width": "1"])
  }

  private func label(_ words: String, x: Int, y: Int) -> Markup {
    .tag(
      .svgText,
      [
        "x": "\(x)", "y": "\(y)", "font-family": DecisionDrawing.font, "font-size": "10.5",
        "fill": "#4a555f",
      ], [.text(words)])
  }

  private static let font = "system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif"

  /// Breaks at spaces; a word that is too long stands alone.
  private func wrapped(_ text: String, columns: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + word.count < columns {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
