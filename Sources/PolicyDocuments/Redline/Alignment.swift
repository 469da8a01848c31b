/// A step through two lists: an element that both have, or one that only one of them has.
enum AlignmentStep<Element> {
  case same(Element)
  case removed(Element)
  case added(Element)
}

/// The shortest way to turn one list into the other. Removals precede additions at the same position.
func alignment<Element: Hashable>(
  of old: [Element], with new: [Element]
) -> [AlignmentStep<Element>] {
  var removed: Set<Int> = []
  var added: Set<Int> = []
  for change in new.difference(from: old) {
    switch change {
    case .remove(let index, _, _): removed.insert(index)
    case .insert(let index, _, _): added.insert(index)
    }
  }
  var steps: [AlignmentStep<Element>] = []
  var (oldIndex, newIndex) = (0, 0)
  while oldIndex < old.count || newIndex < new.count {
    if oldIndex < old.count, removed.contains(oldIndex) {
      steps.append(.removed(old[oldIndex]))
      oldIndex += 1
    } else if newIndex < new.count, added.contains(newIndex) {
      steps.append(.added(new[newIndex]))
      newIndex += 1
    } else {
      steps.append(.same(new[newIndex]))
      oldIndex += 1
      newIndex += 1
    }
  }
  return steps
}
