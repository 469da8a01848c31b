internal import DecisionTable
internal import DecisionWording
internal import MarkupText
internal import PolicyModel
internal import PolicyReview

/// The criteria of both revisions as one outline, with additions and deletions where they belong.
struct RedlineOutline {
  let redline: Redline

  /// A criterion of either revision, with its members in either revision.
  fileprivate struct Node {
    let id: String
    let old: Criterion?
    let new: Criterion?
    var members: [Node] = []
  }

  var content: [Markup] {
    let (old, new) = (redline.difference.old, redline.difference.new)
    let nodes = merged(
      old.table.statements.map(\.criterion), new.table.statements.map(\.criterion))
    return [.tag(.ol, ["class": "criteria"], items(nodes))]
  }

  // MARK: Merging

  /// Criteria in the order of the new revision. A removed one follows the one that it followed before.
  private func merged(_ old: [Criterion], _ new: [Criterion]) -> [Node] {
    var nodes = new.map { criterion in
      node(old.first { $0.id == criterion.id }, criterion)
    }
    for (index, criterion) in old.enumerated() where !new.contains(where: { $0.id == criterion.id })
    {
      let before = index > 0 ? old[index - 1].id : nil
      let at = before.flatMap { id in nodes.firstIndex { $0.id == id } }.map { $0 + 1 } ?? 0
      nodes.insert(node(criterion, nil), at: at)
    }
    return nodes
  }

  private func node(_ old: Criterion?, _ new: Criterion?) -> Node {
    Node(
      id: (new ?? old)?.id ?? "", old: old, new: new,
      members: merged(old?.members ?? [], new?.members ?? []))
  }

  private func changes(_ id: String) -> [Change] {
    (redline.entry(.criterion(id))?.changes ?? []).filter { $0.kind != .relabelled }
  }

  private func isUnchanged(_ node: Node) -> Bool {
    node.old != nil && node.new != nil && changes(node.id).isEmpty
      && node.members.allSatisfy(isUnchanged)
  }

  // MARK: Printing

  private func items(_ nodes: [Node]) -> [Markup] {
    var items: [Markup] = []
    var folded: [Node] = []
    func fold() {
      guard !folded.isEmpty else { return }
      let count = folded.map(\.count).reduce(0, +)
      items.append(
        .tag(
          .li,
          [
            .tag(
              .details,
              [
                .tag(
                  .summary, ["\(count) \(count == 1 ? "criterion" : "criteria") unchanged"]),
                .tag(.ol, ["class": "criteria"], folded.map { plain($0) }),
              ])
          ]))
      folded = []
    }
    for node in nodes {
      if isUnchanged(node) {
        folded.append(node)
      } else {
        fold()
        items.append(changed(node))
      }
    }
    fold()
    return items
  }

  private func plain(_ node: Node) -> Markup {
    guard let criterion = node.new else { return .tag(.li, []) }
    let own = redline.difference.new.ownRules(of: criterion)
    return .tag(
      .li,
      [line(label(node), [.text(criterion.text)], own)]
        + (node.members.isEmpty
          ? [] : [.tag(.ol, ["class": "criteria"], node.members.map { plain($0) })]))
  }

  private func changed(_ node: Node) -> Markup {
    var content: [Markup] = []
    let kinds = changes(node.id).map(\.kind)
    switch (node.old, node.new) {
    case (nil, let criterion?):
      let own = redline.difference.new.ownRules(of: criterion)
      let words = [Markup.text(criterion.text)]
      content.append(
        line(
          [RedlineMarkup.inserted([.text(criterion.label)])],
          [RedlineMarkup.inserted(words)], own, wrap: RedlineMarkup.inserted))
      if kinds.contains(.moved), let from = redline.difference.old.criterion(node.id) {
        content.append(note("Moved here from \(from.label)."))
      }
    case (let criterion?, nil):
      let own = redline.difference.old.ownRules(of: criterion)
      let words = [Markup.text(criterion.text)]
      content.append(
        line(
          [RedlineMarkup.deleted([.text(criterion.label)])],
          [RedlineMarkup.deleted(words)], own, wrap: RedlineMarkup.deleted))
      if kinds.contains(.moved), let to = redline.difference.new.criterion(node.id) {
        content.append(note("Moved to \(to.label)."))
      }
    case (let one?, let other?):
      let words =
        kinds.contains(.reworded)
        ? RedlineMarkup.words(WordDifference(from: one.text, to: other.text))
        : [.text(other.text)]
      content.append(
        .tag(
          .div, ["class": "line"],
          [
            .tag(.span, ["class": "label"], label(node)),
            .tag(.span, ["class": "words"], words),
          ]))
      if kinds.contains(.updated) {
        content += RedlineMarkup.lines(
          TextDifference(
            from: redline.difference.old.ownRules(of: one),
            to: redline.difference.new.ownRules(of: other)))
      }
      if kinds.contains(.moved) { content.append(note("Moved from \(one.label).")) }
    case (nil, nil): break
    }
    if let entry = redline.entry(.criterion(node.id)), !kinds.isEmpty,
      node.new != nil || !kinds.contains(.moved)
    {
      content.append(
        .tag(
          .p, ["class": "marks"],
          [
            .tag(
              .a, ["href": "#\(entry.anchor)", "aria-label": "About \(entry.name)"],
              ["What it does"])
          ]))
    }
    if !node.members.isEmpty {
      content.append(.tag(.ol, ["class": "criteria"], items(node.members)))
    }
    return .tag(.li, content)
  }

  private func note(_ text: String) -> Markup { .tag(.p, ["class": "marks"], [.text(text)]) }

  private func label(_ node: Node) -> [Markup] {
    guard let one = node.old?.label, let other = node.new?.label, one != other else {
      return [.text((node.new ?? node.old)?.label ?? "")]
    }
    return [RedlineMarkup.deleted([.text(one)]), " ", RedlineMarkup.inserted([.text(other)])]
  }

  private func line(
    _ label: [Markup], _ words: [Markup], _ own: [String], wrap: (([Markup]) -> Markup)? = nil
  ) -> Markup {
    let tests: [Markup] = own.map { text in
      let content: [Markup] = .breakable(text)
      return .tag(.span, ["class": "test"], wrap.map { [$0(content)] } ?? content)
    }
    return .tag(
      .div, ["class": "line"],
      [.tag(.span, ["class": "label"], label), .tag(.span, ["class": "words"], words)] + tests)
  }
}

extension RedlineOutline.Node {
  fileprivate var count: Int { 1 + members.map(\.count).reduce(0, +) }
}

extension Criterion {
  fileprivate var members: [Criterion] {
    if case .group(_, let members) = rule { members } else { [] }
  }
}
