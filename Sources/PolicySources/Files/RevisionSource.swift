internal import DecisionTable
internal import Diagnostics
package import PolicyModel
internal import PolicySyntax
package import Values

/// One complete revision of a policy, as in `2023-11.yaml`.
package struct RevisionSource: Sendable {
  package let policy: Located<String>
  package let revision: Located<PrintedDate>
  package let title: String
  package let reconstructed: ReconstructedSource?
  package let facts: [FactSource]
  package let scope: ConditionSource
  package let description: Located<Prose>?
  package let statements: [StatementSource]
  package let sections: [SectionSource]
  package let coding: CodingSource?
  package let references: [Located<String>]
  package let reminder: Located<Prose>?
  package let accept: [AcceptSource]

  /// Every criterion and statement, in document order.
  package var criteria: [CriterionSource] { statements.flatMap(\.criterion.all) }

  /// Every test; those of the scope come first.
  package var tests: [TestSource] { scope.tests + criteria.flatMap(\.ownTests) }

  /// Every declaration: the facts, each followed by the attributes of its entries.
  package var declarations: [FactSource] { facts.flatMap { [$0] + $0.attributes } }

  /// Every piece of prose that may cite references.
  package var prose: [Located<Prose>] {
    let texts = criteria.flatMap { $0.wordedTests.map(\.text) } + sections.map(\.text)
    return [description, coding?.text, reminder].compactMap(\.self) + texts
  }
}

/// What is known about a revision whose text is not held.
package struct ReconstructedSource: Sendable {
  package let basis: Prose
  package let inferred: [(name: Located<Reconstruction.Part>, reason: Prose)]
  package let notHeld: [Located<Reconstruction.Part>]
}

package struct SectionSource: Sendable {
  package let id: Located<String>
  package let title: String
  package let text: Located<Prose>
}

/// A warning that the author accepts. The reason is for readers of the source.
package struct AcceptSource: Sendable {
  package let warning: Located<String>
  package let of: [Located<String>]
}

extension Shapes {
  static let revision = record(
    required("policy", token.located, "The payer's reference number, as in `LA.CP.MP.53`."),
    required("revision", date.located, "The date of last revision as printed, as in `11/23`."),
    required("title", text, "The title of the policy."),
    optional(
      "reconstructed", reconstructed,
      "Says that the text of this revision is not held, and what it was reconstructed from."),
    required(
      "facts", facts, "What a request may know, by name, in the order in which it is asked."),
    required("scope", condition, "What must hold for the policy to apply to a request at all."),
    optional("description", prose.located, "What the service is."),
    required(
      "statements", statement.list(),
      "What the policy says, in order of precedence: the first statement that holds decides."),
    optional("sections", section.list(), "Titled prose after the criteria.", default: []),
    optional("coding", coding, "The codes that the policy prints."),
    optional(
      "references", listedReference.located.list(),
      "Keys of `references.yaml`, in the order of their numbers.", default: []),
    optional("reminder", prose.located, "The legal notice at the end."),
    optional("accept", accept.list(), "Warnings that the author accepts.", default: [])
  ) {
    policy, revision, title, reconstructed, facts, scope, description, statements, sections,
    coding, references, reminder, accept in
    RevisionSource(
      policy: policy, revision: revision, title: title, reconstructed: reconstructed,
      facts: facts, scope: scope, description: description, statements: statements,
      sections: sections, coding: coding, references: references, reminder: reminder,
      accept: accept)
  }

  private static let reconstructed = record(
    required("basis", uncitedLine, "What the revision was reconstructed from."),
    optional(
      "inferred", uncitedLine.byName(part), "Parts that are presumed, each with the reason.",
      default: []),
    required("not_held", part.list(), "Parts about which nothing is known.")
  ) { basis, inferred, notHeld in
    ReconstructedSource(
      basis: basis, inferred: inferred.map { (name: $0.name, reason: $0.value) },
      notHeld: notHeld)
  }

  private static let part = word(Reconstruction.Part.self).located

  private static let section = record(
    required("id", name, "A name that links can point to."),
    required("title", text, "The title of the section."),
    required("text", prose.located, "CommonMark, citing as `[@key]`.")
  ) { id, title, text in
    SectionSource(id: id, title: title, text: text)
  }

  private static let accept = record(
    required("warning", token.located, "The code of the warning."),
    required("of", token.located.list(), "What the warning is about, such as keys of references."),
    required("because", text, "Why it is correct as it is.")
  ) { warning, of, _ in
    AcceptSource(warning: warning, of: of)
  }
}
