package import DecisionTable
package import Values

/// Suggested codes for the terms of a terminology. They are not part of a policy.
package struct Crosswalk: Hashable, Sendable {
  package struct Row: Hashable, Sendable {
    /// What the codes are for: terms of the terminology, or a fact that a code cannot state.
    package enum Subject: Hashable, Sendable {
      case terms([String])
      case fact(String)
    }

    package let subject: Subject
    package let codeDecides: Bool
    /// Why a code may not mean what the row names.
    package let ambiguity: String?
    package let codes: [Suggestion]

    package init(subject: Subject, codeDecides: Bool, ambiguity: String?, codes: [Suggestion]) {
      self.subject = subject
      self.codeDecides = codeDecides
      self.ambiguity = ambiguity
      self.codes = codes
    }
  }

  package struct Suggestion: Hashable, Sendable {
    package let code: Code
    package let title: String
    /// False for a category, which covers the codes below it; nil if this is not known.
    package let isBillable: Bool?
    package let confidence: CodeBinding.Confidence
    package let basis: String
    package let excludes: [String]
    package let source: String

    package init(
      code: Code, title: String, isBillable: Bool?, confidence: CodeBinding.Confidence,
      basis: String, excludes: [String], source: String
    ) {
      self.code = code
      self.title = title
      self.isBillable = isBillable
      self.confidence = confidence
      self.basis = basis
      self.excludes = excludes
      self.source = source
    }
  }

  package let id: String
  package let terminology: String
  package let about: String
  /// The release of the code set, which determines which codes are valid.
  package let release: String
  package let releaseNote: String?
  /// The code systems of which a code is none of the terms if no row lists it.
  package let systems: Set<CodeSystem>
  package let rows: [Row]

  package init(
    id: String, terminology: String, about: String, release: String, releaseNote: String?,
    systems: Set<CodeSystem>, rows: [Row]
  ) {
    self.id = id
    self.terminology = terminology
    self.about = about
    self.release = release
    self.releaseNote = releaseNote
    self.systems = systems
    self.rows = rows
  }

  /// The code systems of which it lists every code that can mean a term.
  package var completeSystems: [CompleteCodeSystem] {
    CodeSystem.allCases.filter(systems.contains).map {
      CompleteCodeSystem(terminology: terminology, system: $0)
    }
  }

  /// The bindings of codes to terms, which deciding uses.
  package var bindings: [CodeBinding] {
    rows.flatMap { row in
      guard case .terms(let terms) = row.subject else { return [CodeBinding]() }
      return row.codes.map { suggestion in
        CodeBinding(
          terminology: terminology, code: suggestion.code,
          isCategory: suggestion.isBillable == false, terms: terms,
          confidence: suggestion.confidence, decides: row.codeDecides)
      }
    }
  }
}
