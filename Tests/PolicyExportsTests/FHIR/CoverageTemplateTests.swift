import JSONText
import Testing

@testable import PolicyExports

/// The invariants of the extension `coverage-information` of Da Vinci CRD.
private enum CoverageInvariant: String, CaseIterable {
  case q1, q2, q3, q4, q5, q6, q8, q9

  enum Version: CaseIterable { case of201, of22 }

  func holds(of template: CoverageTemplate, in version: Version) -> Bool {
    let isConditional =
      template.covered == .conditional || template.authorization == .conditional
      || template.documentation == .conditional
    switch self {
    case .q1: return template.questionnaire == nil || template.documentation != nil
    case .q2:
      // 2.0.1 requires it unless the service is "not covered", which cannot be written; 2.2 forbids it
      // if it is.
      return version == .of22 || template.authorization != nil
    case .q3: return isConditional == !template.information.isEmpty
    case .q4:
      return template.authorization != .satisfied || !template.purposes.contains(.withAuthorization)
    case .q5: return (template.authorization == .satisfied) == (template.satisfiedBy != nil)
    case .q6: return !template.information.contains(.other) || !template.reasons.isEmpty
    case .q8: return template.purposes.isEmpty || !template.reasons.isEmpty
    // `indeterminate` cannot be written. q7 requires reasons to have a text, and they consist of one.
    case .q9: return true
    }
  }
}

@Suite struct CoverageTemplateTests {
  private static let sound = CoverageTemplate(
    id: "x", covered: .conditional, authorization: .conditional, documentation: .clinical,
    information: [.other], billingCodes: [], reasons: ["why"],
    questionnaire: Canonical(url: "q", version: "1"))

  private static func broken(_ edit: (inout CoverageTemplate) -> Void) -> CoverageTemplate {
    var template = sound
    edit(&template)
    return template
  }

  /// A template that breaks one rule is reported for that rule.
  @Test func theInvariantsSeeWhatBreaksThem() {
    let cases: [(CoverageInvariant, CoverageInvariant.Version, CoverageTemplate)] = [
      (.q1, .of201, Self.broken { $0.documentation = nil }),
      (.q2, .of201, Self.broken { $0.authorization = nil }),
      (.q3, .of22, Self.broken { $0.information = [] }),
      (
        .q4, .of22,
        Self.broken {
          $0.authorization = .satisfied
          $0.purposes = [.withAuthorization]
        }
      ),
      (.q5, .of201, Self.broken { $0.authorization = .satisfied }),
      (.q5, .of22, Self.broken { $0.satisfiedBy = "1" }),
      (.q6, .of22, Self.broken { $0.reasons = [] }),
      (
        .q8, .of201,
        Self.broken {
          $0.reasons = []
          $0.purposes = [.withOrder]
        }
      ),
    ]
    for (invariant, version, template) in cases {
      #expect(!invariant.holds(of: template, in: version), "\(invariant) \(version)")
      #expect(invariant.holds(of: Self.sound, in: version))
    }
  }

  /// Every template of every policy keeps the rules of both versions, and never says that a service is not
  /// covered.
  @Test(arguments: GeneratedFHIR.revisions) func everyTemplateIsSound(_ revision: String) throws {
    let bundle = try GeneratedFHIR.resource("coverage-information", of: revision)
    let entries = try #require(bundle["entry"]?.array)
    #expect(entries.count == 3)
    for entry in entries {
      let information = try #require(entry["resource"]?["extension"]?.array?.first)
      let template = try #require(CoverageTemplate(read: information))
      for invariant in CoverageInvariant.allCases {
        for version in CoverageInvariant.Version.allCases {
          #expect(invariant.holds(of: template, in: version), "\(invariant) \(version)")
        }
      }
      #expect(!information.compact.contains("not-covered"))
    }
  }
}

extension CoverageTemplate {
  /// Reads back the parts that the invariants concern.
  fileprivate init?(read json: JSON) {
    let parts = json["extension"]?.array ?? []
    func values(_ url: String, _ type: String) -> [JSON] {
      parts.filter { $0["url"]?.string == url }.compactMap { $0[type] }
    }
    guard let covered = values("covered", "valueCode").first?.string.flatMap(Covered.init) else {
      return nil
    }
    self.init(
      id: "", covered: covered,
      authorization: values("pa-needed", "valueCode").first?.string.flatMap(Authorization.init),
      documentation: values("doc-needed", "valueCode").first?.string.flatMap(Documentation.init),
      purposes: values("doc-purpose", "valueCode").compactMap { $0.string.flatMap(Purpose.init) },
      information: values("info-needed", "valueCode").compactMap {
        $0.string.flatMap(Information.init)
      }, billingCodes: [],
      reasons: values("reason", "valueCodeableConcept").compactMap { $0["text"]?.string },
      questionnaire: values("questionnaire", "valueCanonical").first.map { _ in
        Canonical(url: "", version: "")
      }, satisfiedBy: values("satisfied-pa-id", "valueString").first?.string)
  }
}
