package import Values

/// One way in which a subject, identified by its id, differs between two revisions.
package struct Change: Hashable, Sendable {
  package enum Subject: Hashable, Sendable {
    case title
    case scope
    case description
    case criterion(String)
    case fact(String)
    /// A term that tests name.
    case term(fact: String, id: String)
    case section(String)
    /// The text of the coding section, as opposed to its codes.
    case coding
    case code(Code)
    case reference(String)
    case reminder
    case measurement
  }

  package enum Kind: String, Sendable, CaseIterable {
    case added
    case removed
    case moved
    /// It has another label because criteria before it were added or removed.
    case relabelled
    case reworded
    /// Its meaning changed: its test, connective, outcome, value or period of validity.
    case updated

    /// The same change, seen from the new revision.
    package var reversed: Kind {
      switch self {
      case .added: .removed
      case .removed: .added
      case .moved, .relabelled, .reworded, .updated: self
      }
    }
  }

  package let subject: Subject
  package let kind: Kind

  package init(_ subject: Subject, _ kind: Kind) {
    self.subject = subject
    self.kind = kind
  }

  /// Whether the log has to state it. It does not have to state what follows from other changes, or
  /// what is this project's rather than the payer's.
  package var needsClaim: Bool {
    switch subject {
    case .fact, .term, .measurement: false
    case .title, .scope, .description, .criterion, .section, .coding, .code, .reference, .reminder:
      kind != .relabelled
    }
  }

  /// Whether it can change decisions.
  package var bearsOnDecisions: Bool {
    switch subject {
    case .criterion: [.added, .removed, .moved, .updated].contains(kind)
    case .scope, .code: true
    default: false
    }
  }

  /// The fragment identifier for links: `criterion-anemia-added`.
  package var anchor: String {
    let name =
      switch subject {
      case .title: "title"
      case .scope: "scope"
      case .description: "description"
      case .criterion(let id): "criterion-\(id)"
      case .fact(let id): "fact-\(id)"
      case .term(let fact, let id): "term-\(fact)-\(id)"
      case .section(let id): "section-\(id)"
      case .coding: "coding"
      case .code(let code): "code-\(code.system.rawValue)-\(code.value)"
      case .reference(let key): "reference-\(key)"
      case .reminder: "reminder"
      case .measurement: "measurement"
      }
    return "\(name)-\(kind.rawValue)"
  }
}
