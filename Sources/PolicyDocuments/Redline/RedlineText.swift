internal import DecisionAnalysis
internal import DecisionTable
internal import PolicyModel
internal import PolicyReview
internal import Values

extension Redline {
  /// For a terminal: `+` is added, `-` is removed, `~` is changed.
  ///
  /// - Parameter isColored: marks words by colour as well.
  package func text(isColored: Bool) -> String {
    var lines = ["\(policy.id): \(old) to \(new)", summary]
    if let counts { lines.append(counts) }
    if let datedEffects { lines.append(datedEffects) }
    lines += unheld
    for entry in entries {
      lines.append("")
      lines.append("\(entry.sign) \(entry.name): \(entry.kinds)")
      lines += self.lines(of: entry.text, isColored).map { "    \($0)" }
      switch entry.effect {
      case .changes(let witness):
        lines.append("    \(witness.old.words) under \(old), \(witness.new.words) under \(new):")
        lines.append("    \(witness.request.text(of: difference.decisions.facts))")
      case .undone: lines.append("    Other changes undo what it does to decisions.")
      case .undecided:
        lines.append("    Whether it changes decisions takes more search than its budget.")
      case nil: break
      case .some(.none): lines.append("    It changes no decision.")
      }
    }
    if !entries.contains(where: { if case .changes = $0.effect { true } else { false } }) {
      for (label, witness) in wholeWitnesses {
        lines += [
          "",
          "\(label): \(witness.old.words) under \(old), \(witness.new.words) under \(new):",
          "    \(witness.request.text(of: difference.decisions.facts))",
        ]
      }
    }
    if !rows.isEmpty { lines += ["", "The log:"] }
    for (place, row) in rows {
      lines.append("  \(row.revision)\(row.isContinuation ? ", continued" : "")")
      for (number, change) in row.changes.enumerated() {
        let verdict = proof?.verdict(row: place, change: number)
        lines.append(
          "    \(change.text.plainText)\(verdict.map { " [\($0.words.dropLast())]" } ?? "")")
      }
      if let effect = row.effect {
        let verdict = proof?.effect.flatMap { $0.row == place ? $0.verdict : nil }
        lines.append(
          "    Effect on decisions: \(effect.rawValue).\(verdict.map { " [\($0.words.dropLast())]" } ?? "")"
        )
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(of text: TextDifference, _ isColored: Bool) -> [String] {
    func marked(_ sign: String, _ words: String, _ color: Int) -> String {
      isColored ? "\u{1B}[\(color)m\(sign)\(words)\u{1B}[0m" : "\(sign)\(words)"
    }
    return text.pieces.compactMap { piece in
      switch piece {
      case .same: nil
      case .removed(let words): marked("- ", words, 31)
      case .added(let words): marked("+ ", words, 32)
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
