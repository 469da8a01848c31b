internal import DecisionAnalysis
internal import DecisionTable
internal import PolicyModel
internal import PolicyReview
internal import Values

extension Redline {
  /// The redline for a terminal, where `+` marks additions, `-` removals and `~` changes.
  ///
  /// - Parameter isColored: whether colors mark them too.
  package func text(isColored: Bool) -> String {
    var lines = ["\(difference.new.title) (\(policy.id)): \(old) to \(new)", summary]
    if let counts { lines.append(counts) }
    if let datedEffects { lines.append(datedEffects) }
    lines += missingParts
    for entry in entries {
      lines += ["", "\(entry.sign) \(entry.name): \(entry.kinds)"]
      lines += changedLines(entry.text, isColored).map { "    \($0)" }
      if case .changes(let witness) = entry.effect {
        lines += ["    \(answers(to: witness))", "    \(request(witness))"]
      } else if let sentence = entry.effectSentence {
        lines.append("    \(sentence)")
      }
    }
    for (entry, label, witness) in witnesses where entry == nil {
      lines += ["", "\(label): \(answers(to: witness))", "    \(request(witness))"]
    }
    if !rows.isEmpty { lines += ["", "The revision log:"] }
    for entry in log {
      lines.append("  \(entry.heading)")
      lines += entry.statements.map { statement in
        "    \(statement.text.plainText)\(statement.verdict.map { " [\($0.dropLast())]" } ?? "")"
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func answers(to witness: TableComparison.Witness) -> String {
    "\(witness.old.text) under \(old), \(witness.new.text) under \(new):"
  }

  private func request(_ witness: TableComparison.Witness) -> String {
    witness.request.text(of: difference.decisions.facts)
  }

  private func changedLines(_ text: TextDifference, _ isColored: Bool) -> [String] {
    func marked(_ sign: String, _ text: String, _ color: Int) -> String {
      isColored ? "\u{1B}[\(color)m\(sign)\(text)\u{1B}[0m" : "\(sign)\(text)"
    }
    return text.pieces.compactMap { piece in
      switch piece {
      case .same: nil
      case .removed(let line): marked("- ", line, 31)
      case .added(let line): marked("+ ", line, 32)
      case .changed(let difference):
        "~ "
          + difference.runs.map { run in
            switch run.kind {
            case .same: run.text
            case .removed: marked("[-", run.text + "-]", 31)
            case .added: marked("{+", run.text + "+}", 32)
            }
          }.joined(separator: " ")
      }
    }
  }
}

extension Redline.Entry {
  fileprivate var sign: String {
    switch changes[0].kind {
    case .added: "+"
    case .removed: "-"
    case .moved, .relabelled, .reworded, .updated: "~"
    }
  }
}
