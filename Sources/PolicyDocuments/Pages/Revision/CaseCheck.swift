internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
internal import JSONText
internal import MarkupText
internal import PolicyModel
internal import Values

/// "Check a case": the page asks the questions of the policy, as far as they still matter, and
/// answers as `policyc decide` does.
///
/// The page embeds the diagram of the exact decision as JSON, and a script walks it. In browsers
/// without scripts the section is hidden, and the rest of the page is complete.
struct CaseCheck {
  private let revision: Revision
  private let policy: Policy
  /// Nil if the decision is too large for a page, or reads lists of entries.
  private let diagram: CaseDiagram?

  init(_ revision: Revision, _ policy: Policy) {
    self.revision = revision
    self.policy = policy
    diagram = CaseDiagram(revision.table)
  }

  var section: PageSection {
    guard let diagram else {
      let reason: Markup =
        revision.table.facts.contains(where: \.isRecords)
        ? "This page does not ask for lists of entries, which this decision reads. Use "
        : "This decision is too large to check a case on this page. Use "
      return PageSection(
        id: "check", title: "Check a case",
        content: [
          .tag(
            .p,
            [
              reason,
              .tag(.code, ["policyc decide --policy \(policy.id) --revision \(revision.date)"]),
              " instead.",
            ])
        ])
    }
    return PageSection(
      id: "check", title: "Check a case", isScripted: true,
      content: [
        .tag(
          .p,
          [
            "Answer what you know. You are asked only what can still change the result. Nothing that you enter leaves this page."
          ]),
        .tag(
          .div, ["class": "check"],
          [
            .tag(.div, ["id": "check-questions"]),
            .tag(.div, ["id": "check-result", "role": "status", "aria-live": "polite"]),
          ]),
        .data(id: "check-data", json: data(diagram).compact),
        .script(PageResource.decideScript), .script(PageResource.checkScript),
      ])
  }

  // MARK: The data that the scripts read

  private func data(_ diagram: CaseDiagram) -> JSON {
    .object([
      "policy": .string(policy.id), "revision": .string(revision.id),
      "facts": .array(
        revision.table.facts.enumerated().map { index, fact in
          .object([
            "id": .string(fact.id), "ask": .string(fact.question),
            "terms": terms(of: fact, at: index, in: diagram),
          ])
        }),
      "variables": .array(
        diagram.variables.map { variable in
          let fact = revision.table.facts[variable.fact]
          return .object([
            "fact": .number("\(variable.fact)"), "term": variable.term.map(JSON.string),
            "cells": variable.term == nil
              ? .array(variable.cells.map { cell($0, of: fact, in: variable) }) : nil,
          ])
        }),
      "nodes": .array(diagram.nodes.map(JSON.array)), "root": diagram.root,
      "statements": .array(zip(revision.table.statements, diagram.leaves).map(statement)),
    ])
  }

  /// The terms of a set that tests name, in the order of the terminology.
  private func terms(of fact: Fact, at index: Int, in diagram: CaseDiagram) -> JSON? {
    guard case .set(_, let terms) = fact.type else { return nil }
    var variables: [String: Int] = [:]
    for (number, variable) in diagram.variables.enumerated() where variable.fact == index {
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

  private func cell(
    _ cell: CaseDiagram.Cell, of fact: Fact, in variable: CaseDiagram.Variable
  ) -> JSON {
    .object([
      "words": .string(CaseOption(cell, of: fact, in: variable, revision.table).text),
      // As text, because JavaScript would round a number.
      "example": .string(cell.example.compact),
      // A date of service on which the example's code is valid, if it is not always.
      "date": revision.table.period(of: cell.values.first)?.validDay.map {
        .string($0.description)
      },
    ])
  }

  private func statement(_ statement: Statement, _ leaves: [CaseDiagram.Leaf]) -> JSON {
    [
      "id": .string(statement.criterion.id), "label": .string(statement.criterion.label),
      "outcome": .string(statement.outcome.rawValue),
      "words": .string(statement.outcome.wording),
      "favors": .boolean(statement.outcome.favors),
      "leaves": .array(
        leaves.map { leaf in
          [
            "id": .string(leaf.id), "label": .string(leaf.label), "text": .string(leaf.text),
            "function": leaf.function,
          ]
        }),
    ]
  }
}

extension CodePeriod {
  /// A day on which the code is valid.
  fileprivate var validDay: CalendarDate? { until ?? from }
}
