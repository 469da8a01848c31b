internal import DecisionTable
internal import Diagnostics
internal import JSONText
internal import PolicySyntax
internal import Values

extension Shapes {
  /// A value of a fact in any form in which a request writes one.
  static let statedValue = Shape<StatedValue>(
    schema: ["anyOf": .array([plainStatedValue.schema, entries.schema])]
  ) { node, findings in
    isEntries(node) ? entries.read(node, &findings) : plainStatedValue.read(node, &findings)
  }

  /// A list of entries as a case states it: all of them, `[{date: 2024-01-05, value: 9.1}]`, or those
  /// that are known, `{present: […], complete: {from: 2023-01-01}}`.
  static let entries = Shape<StatedValue>(
    schema: ["anyOf": [entryList.schema, openList.schema]]
  ) { node, findings in
    let form: StatedValue.Form? =
      node.elements == nil
      ? openList.read(node, &findings)
      : entryList.read(node, &findings).map { .entries($0, .complete) }
    return form.map { StatedValue(form: $0, span: node.span) }
  }

  private static func isEntries(_ node: Node) -> Bool {
    let list = node.elements ?? node["present"]?.elements
    return list?.first?.entries != nil || node["complete"] != nil
  }

  private static let entryList = entry.list(atLeast: 0)

  /// The day of an entry and its attributes, each as a request states a fact of that type.
  private static let entry = plainStatedValue.byName(name).map { members, _ in
    members.map { StatedFact(fact: $0.name, value: $0.value) }
  }

  private static let openList = record(
    required("present", entryList, "The entries that are known."),
    optional("complete", stretch, "The days on which there are no other entries.")
  ) { present, stretch in
    StatedValue.Form.entries(present, stretch ?? .open)
  }

  private static let stretch: Shape<RecordCompleteness> = record(
    optional("from", day.located, "The first of the days; without it, since ever."),
    optional("until", day.located, "The last of the days; without it, until the date of service."),
    checked: { from, until in
      if let from, let until, from.value > until.value {
        return .refused(
          Diagnostic(
            .mistypedValue, "the last day is before the first", at: until.span,
            notes: [.init("the first day is here", at: .init(from.span))],
            help: "correct one of the two"))
      }
      return .sound(.within(from: from?.value, until: until?.value))
    })
}
