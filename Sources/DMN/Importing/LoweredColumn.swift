internal import DecisionTable
internal import Values

/// An input column as a fact. Columns that test the same expression share one.
struct LoweredColumn {
  let fact: Fact
  /// The choice values of the strings that requests can state.
  let words: [String: String]
  /// The choice value for every other string; nil where the strings are listed.
  let otherWord: String?
  /// The positions of its columns in the table.
  let clauses: [Int]
  /// Whether it says that a cell holds which is not one of constants.
  let isOpen: Bool
  /// The cells by rule, one for each of its columns.
  let cells: [[FactCell]]
}

/// Turns the input columns of a table into facts, and collects what cannot be carried over.
struct ColumnLowering {
  private let table: RuleTable
  private let open: OpenCells
  private let model: DecisionModel
  private var names = ImportedNames.ofFacts
  private(set) var columns: [LoweredColumn] = []
  private(set) var problems: [ModelProblem] = []
  private(set) var remarks: [ModelProblem] = []

  init(_ open: OpenCells, of model: DecisionModel) {
    self.open = open
    table = open.table
    self.model = model
    var seen: Set<FEELExpression> = []
    for (index, clause) in table.inputs.enumerated() {
      let isNamed = clause.expression != .unread("")
      guard !isNamed || seen.insert(clause.expression).inserted else { continue }
      let clauses =
        isNamed
        ? table.inputs.indices.filter { table.inputs[$0].expression == clause.expression } : [index]
      if let column = column(clause, number: index + 1, clauses) { columns.append(column) }
    }
  }

  /// Nil, with a remark or problems, where no rule tests the column or a cell cannot be read.
  private mutating func column(_ clause: InputClause, number: Int, _ clauses: [Int])
    -> LoweredColumn?
  {
    guard let cells = constantCells(clauses) else { return nil }
    let title = clause.title ?? "column \(number)"
    guard cells.joined().contains(where: { $0.form != .any }) else {
      // The facts for its cells stand in for it.
      guard open.opened.isDisjoint(with: clauses) else { return nil }
      remarks.append(
        ModelProblem(
          "`\(title)` is left out: no rule tests it", line: clause.line,
          help: "delete the column, or fill in its cells"))
      return nil
    }
    guard clause.expression != .unread("") else {
      problems.append(
        ModelProblem(
          "the column does not have an expression, and rules test it", line: clause.line,
          help: "write the name of an input in its head"))
      return nil
    }
    let declared = DeclaredType(of: clause, in: model)
    guard let kind = kind(of: cells.joined(), declared, clause) else { return nil }
    let opened = open.cells[clause.expression]
    let id = names.add(
      opened?.nameSource ?? clause.nameSource, numbered: "input_\(number)")
    if let opened {
      remarks.append(
        ModelProblem(
          "`\(opened.text)` is not a comparison with constants: the draft asks as `\(id)` whether "
            + "it holds", line: opened.line, help: opened.help))
    } else {
      reportOrigin(of: clause, as: id)
    }
    var words = ChoiceWords()
    let type: FactType
    switch kind {
    case .boolean: type = .boolean
    case .date: type = .date
    case .number: type = .number(numberType(id, cells.joined(), declared, clause))
    case .string:
      words = ChoiceWords(
        listed: declared.strings,
        named: cells.joined().flatMap(\.constants).compactMap { value in
          if case .string(let text) = value { text } else { nil }
        })
      type = .choice(words.all)
      reportWords(words, clause)
    }
    let fact = Fact(
      id: id, type: type,
      question: opened?.question
        ?? "What is \(title.plainText.isEmpty ? "input \(number)" : title.plainText)?")
    var factCells: [[FactCell]] = []
    do throws(ModelProblem) {
      for row in cells {
        var lowered: [FactCell] = []
        for cell in row { lowered.append(try FactCell(cell, of: fact, words: words.byText)) }
        factCells.append(lowered)
      }
    } catch {
      problems.append(error)
      return nil
    }
    return LoweredColumn(
      fact: fact, words: words.byText, otherWord: words.other, clauses: clauses,
      isOpen: opened != nil, cells: factCells)
  }

  /// The cells of columns by rule, or nil where one of them cannot be read.
  private mutating func constantCells(_ clauses: [Int]) -> [[ConstantCell]]? {
    var cells: [[ConstantCell]] = []
    let before = problems.count
    for rule in table.rules {
      var row: [ConstantCell] = []
      for clause in clauses {
        do throws(ModelProblem) {
          row.append(try ConstantCell(rule.tests[clause], line: rule.line(ofTest: clause)))
        } catch {
          problems.append(error)
        }
      }
      cells.append(row)
    }
    return problems.count == before ? cells : nil
  }

  // MARK: Types

  /// The kind of all literals in the cells; the type that the model declares decides where they
  /// disagree.
  private mutating func kind(
    of cells: some Sequence<ConstantCell>, _ declared: DeclaredType, _ clause: InputClause
  ) -> LiteralKind? {
    var kinds: [(kind: LiteralKind, text: String, line: Int)] = []
    for cell in cells {
      for value in cell.constants {
        guard let kind = LiteralKind(value) else {
          problems.append(
            ModelProblem(
              "`\(cell.text)` compares with a \(value.typeName), which a fact cannot have",
              line: cell.line, help: "test a string, a number, a boolean or a date"))
          return nil
        }
        kinds.append((kind, cell.text, cell.line))
      }
    }
    let expected =
      declared.kind.flatMap { kind in kinds.contains { $0.kind == kind } ? kind : nil }
      ?? kinds.first?.kind ?? declared.kind ?? .boolean
    if let other = kinds.first(where: { $0.kind != expected }) {
      problems.append(
        ModelProblem(
          "`\(other.text)` compares with \(other.kind.plural), and other cells of the column with "
            + expected.plural, line: other.line, help: "compare with one type in each column"))
      return nil
    }
    if let base = declared.base, let kind = declared.kind, kind != expected {
      remarks.append(
        ModelProblem(
          "the column is declared as `\(base)`, and its cells compare \(expected.plural): the draft "
            + "asks for \(expected.plural)", line: clause.line, help: "declare the type that it has"
        ))
    }
    return expected
  }

  private mutating func numberType(
    _ fact: String, _ cells: some Sequence<ConstantCell>, _ declared: DeclaredType,
    _ clause: InputClause
  ) -> NumberType {
    let fraction = cells.lazy.flatMap(\.constants).compactMap(\.point).first { !$0.isInteger }
    if declared.isInteger, let fraction {
      remarks.append(
        ModelProblem(
          "the column is declared as integers, and a cell compares with \(fraction): the draft asks "
            + "for a number", line: clause.line, help: "declare the type that it has"))
    }
    return declared.numberType(
      of: fact, isInteger: declared.isInteger && fraction == nil, line: clause.line, &remarks)
  }

  // MARK: Remarks

  private mutating func reportOrigin(of clause: InputClause, as id: String) {
    guard case .name(let parts) = clause.expression else {
      remarks.append(
        ModelProblem(
          "the column tests `\(clause.expression.text)`, which is computed: the draft asks for its "
            + "value as `\(id)`", line: clause.line,
          help: "compute it before the decision, or ask for its parts"))
      return
    }
    let name = parts.joined(separator: ".")
    if model.decisions.contains(where: { $0.name == parts[0] }) {
      remarks.append(
        ModelProblem(
          "`\(parts[0])` is another decision of the model: the draft asks for its answer as `\(id)`",
          line: clause.line, help: "write the criteria of that decision instead"))
    } else if !model.inputs.contains(where: { $0.name == parts[0] }) {
      remarks.append(
        ModelProblem(
          "the model does not declare `\(name)`: the draft asks for it as `\(id)`",
          line: clause.line, help: "check that requests state it under this name"))
    } else if id != name {
      remarks.append(
        ModelProblem(
          "the draft writes `\(name)` as `\(id)`", line: clause.line,
          help: "check that requests state it under this name"))
    }
  }

  private mutating func reportWords(_ words: ChoiceWords, _ clause: InputClause) {
    let most = 12
    var pairs = words.renamed.prefix(most).map { "`\($0.text)` as `\($0.word)`" }
    guard !pairs.isEmpty else { return }
    if words.renamed.count > most { pairs.append("and \(words.renamed.count - most) more") }
    remarks.append(
      ModelProblem(
        "the draft writes \(pairs.joined(separator: ", "))", line: clause.line,
        help: "check that requests state these words"))
  }
}

extension OpenCells.Cell {
  fileprivate var nameSource: String { "\(clause.nameSource) \(text)" }

  fileprivate var question: String {
    "Does \((clause.title ?? "the input").plainText) pass the test `\(text.oneLine)`?"
  }

  fileprivate var help: String {
    let isWord = text.unicodeScalars.allSatisfy(FEELNames.isPart)
    return isWord
      ? "write `\"\(text)\"` if it is a text; otherwise work it out before the decision"
      : "work it out before the decision, or ask for its parts"
  }
}

extension InputClause {
  /// The text that people know the column by.
  fileprivate var title: String? {
    let label = FEELNames.spaced(label ?? "")
    let expression = expression.text
    return label.isEmpty ? (expression.isEmpty ? nil : expression) : label
  }

  /// The text that the fact is named after: the variable, or the label of what is computed.
  fileprivate var nameSource: String {
    if case .name(let parts) = expression { return parts.joined(separator: " ") }
    return title ?? ""
  }
}
