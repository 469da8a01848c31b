internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
internal import JSONText
internal import MarkupText
internal import PolicyModel
internal import Values

/// "Check a case": the questions of the policy, asked as far as they matter, answered in the page.
///
/// The script walks the diagram of the exact decision, which stands beside it as JSON. Without
/// script the section is hidden, and the page complete.
struct CaseCheck {
  let section: Markup

  /// Nil where the decision is too large for a page.
  init?(_ revision: Revision, _ policy: Policy) {
    guard let diagram = CaseDiagram(revision.table) else { return nil }
    let json: JSON = .object([
      "policy": .string(policy.id), "revision": .string(revision.id),
      "facts": .array(
        revision.table.facts.enumerated().map { place, fact in
          .object([
            "id": .string(fact.id), "ask": .string(fact.question),
            "terms": CaseCheck.terms(of: fact, at: place, in: diagram),
          ])
        }),
      "variables": .array(
        diagram.variables.map { variable in
          let fact = revision.table.facts[variable.fact]
          let cells = variable.cells.map { cell -> JSON in
            .object([
              "words": .string(CaseCheck.words(cell, of: fact, in: variable, revision.table)),
              // As text: a number must not go through a double.
              "example": .string(cell.example.compact),
              // A day on which the code of the example is valid, where that matters.
              "date": revision.table.period(of: cell.values.first)?.day.map {
                .string($0.description)
              },
            ])
          }
          return .object([
            "fact": .number("\(variable.fact)"), "term": variable.term.map(JSON.string),
            "cells": variable.term == nil ? .array(cells) : nil,
          ])
        }),
      "nodes": .array(diagram.nodes.map(JSON.array)), "root": diagram.root,
      "statements": .array(
        zip(revision.table.statements, diagram.leaves).map { statement, leaves in
          [
            "label": .string(statement.criterion.label),
            "outcome": .string(statement.outcome.rawValue),
            "words": .string(statement.outcome.words),
            "favors": .boolean(statement.outcome.favors),
            "leaves": .array(
              leaves.map { leaf in
                [
                  "label": .string(leaf.label), "text": .string(leaf.text),
                  "function": leaf.function,
                ]
              }),
          ]
        }),
    ])
    section = .tag(
      .section, ["id": "check", "aria-labelledby": "check-title", "hidden": ""],
      [
        .tag(.h2, ["id": "check-title"], ["Check a case"]),
        .tag(
          .p,
          [
            "Answer what you know; you are asked only what still matters. Nothing that you enter leaves this page."
          ]),
        .tag(
          .div, ["class": "check"],
          [
            .tag(.div, ["id": "check-questions"]),
            .tag(.div, ["id": "check-result", "role": "status", "aria-live": "polite"]),
          ]),
        .data(id: "check-data", json: json.compact),
        .script(caseScript),
      ])
  }

  /// The terms of a set that tests name, in the order of the terminology.
  private static func terms(of fact: Fact, at place: Int, in diagram: CaseDiagram) -> JSON? {
    guard case .set(_, let terms) = fact.type else { return nil }
    var variables: [String: Int] = [:]
    for (number, variable) in diagram.variables.enumerated() where variable.fact == place {
      if let term = variable.term { variables[term] = number }
    }
    return .array(
      terms.compactMap { term in
        variables[term.id].map { variable in
          [
            "id": .string(term.id), "label": .string(term.label),
            "variable": .number("\(variable)"),
          ]
        }
      })
  }

  /// What people choose among.
  private static func words(
    _ cell: CaseDiagram.Cell, of fact: Fact, in variable: CaseDiagram.Variable,
    _ table: DecisionTable
  ) -> String {
    func spaced(_ word: String) -> String { word.split(separator: "_").joined(separator: " ") }
    let text: String
    switch fact.type {
    case .boolean: return cell.example == true ? "Yes" : "No"
    case .code:
      text = cell.values.map { value in
        value.text + (table.period(of: value).map { " (\($0.words))" } ?? "")
      }.joined(separator: " or ")
      return text.isEmpty ? "Another code" : text
    case .choice(let words):
      let named = variable.cells.flatMap(\.values).map(\.text)
      let own =
        cell.values.isEmpty
        ? words.filter { !named.contains($0) } : cell.values.map(\.text)
      text = own.map(spaced).joined(separator: " or ")
    case .number, .date, .duration:
      text = cell.intervals.map { $0.words(of: fact.type) }.joined(separator: "; or ")
    case .set: text = ""
    }
    return text.prefix(1).uppercased() + text.dropFirst()
  }
}

extension DecisionTable {
  /// When a value that is a code is valid, where it is not always.
  fileprivate func period(of value: TestValue?) -> CodePeriod? {
    value?.code.flatMap { period(of: $0) }
  }
}

extension CodePeriod {
  /// A day on which the code is valid.
  fileprivate var day: CalendarDate? { until ?? from }
}
