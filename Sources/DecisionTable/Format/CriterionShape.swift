package import JSONShapes
internal import Values

extension JSONShape<TypedPart<Statement>> {
  static let statement: JSONShape = .object(
    [.required("outcome", .word, \.part.outcome)]
      + JSONMember.criterionMembers.map { member in member.of { $0.with($0.part.criterion) } },
    constraints: [.oneRule])
}

extension JSONShape<TypedPart<Criterion>> {
  static let criterion: JSONShape = .object(JSONMember.criterionMembers, constraints: [.oneRule])
}

extension JSONSchema.Keyword {
  /// A criterion has a test or a reference, or joins other criteria in one way.
  package static let oneRule = exactlyOne(of: ["when"] + Connective.Key.allCases.map(\.rawValue))
}

extension JSONMember<TypedPart<Criterion>> {
  fileprivate static let criterionMembers: [JSONMember] =
    [
      .required("label", .text, \.part.label), .required("id", .name, \.part.id),
      .required("text", .text, \.part.text),
      .optional("require", .list(of: .reference("condition") { .condition }, atLeast: 1)) {
        $0.written($0.part.requirements)
      },
      .optional("unless", .list(of: .reference("condition") { .condition }, atLeast: 1)) {
        $0.written($0.part.exceptions)
      },
      .optional("when", .reference("condition") { .condition }) { typed in
        switch typed.part.rule {
        case .test(let test): typed.with(FactCondition.test(test))
        case .reference(let reference): typed.with(FactCondition.reference(reference))
        case .group: nil
        }
      },
    ]
    + Connective.Key.allCases.map { key in
      .group(key, of: .reference("criterion") { .criterion }, isRequired: false) { typed in
        guard case .group(let connective, let members) = typed.part.rule else { return nil }
        return JoinedMembers(connective, members.map { typed.with($0) })
      }
    }
}

extension TypedPart {
  /// A list of conditions, or nil for an empty one, which is not written.
  fileprivate func written(_ conditions: [FactCondition]) -> [TypedPart<FactCondition>]? {
    conditions.isEmpty ? nil : conditions.map { with($0) }
  }
}

extension JSONShape<TypedPart<FactCondition>> {
  /// A test or a group; with `criterion`, the criterion that it is written in place of.
  static let condition: JSONShape = .alternatives(
    [
      JSONAlternative(.reference("test") { .test }) { typed in
        let (condition, criterion) = typed.part.writtenOut
        guard case .test(let test) = condition else { return nil }
        return WrittenTest(
          test: test, type: typed.types[test.fact] ?? .boolean, criterion: criterion)
      }
    ]
      + Connective.Key.allCases.map { key in
        JSONAlternative(
          JSONShape.object([
            .group(key, of: .reference("condition") { .condition }, isRequired: true) { typed in
              guard case .group(let connective, let members) = typed.part.writtenOut.condition
              else { return nil }
              return JoinedMembers(connective, members.map { typed.with($0) })
            },
            .optional("criterion", .text) { $0.part.writtenOut.criterion },
          ])
        ) { typed in
          guard case .group(let connective, _) = typed.part.writtenOut.condition else { return nil }
          return connective.key == key ? typed : nil
        }
      })
}

extension FactCondition {
  /// The condition, and the id of the criterion that it refers to.
  fileprivate var writtenOut: (condition: FactCondition, criterion: String?) {
    if case .reference(let reference) = self {
      (reference.condition, reference.id)
    } else {
      (self, nil)
    }
  }
}

// MARK: Groups

/// Members that a connective joins.
package struct JoinedMembers<Member: Sendable>: Sendable {
  package let connective: Connective
  let members: [Member]

  package init(_ connective: Connective, _ members: [Member]) {
    self.connective = connective
    self.members = members
  }

  fileprivate var least: Int { if case .atLeast(let least) = connective { least } else { 0 } }
}

extension JSONMember {
  /// `any_of: […]` or `some_of: {at_least: 2, of: […]}`, as in sources; left out where the members are
  /// joined in another way.
  package static func group<Member>(
    _ key: Connective.Key, of member: JSONShape<Member>, isRequired: Bool,
    _ joined: @escaping @Sendable (Value) -> JoinedMembers<Member>?
  ) -> JSONMember {
    let list = JSONShape<[Member]>.list(of: member, atLeast: 1)
    let shape: JSONShape<JoinedMembers<Member>> =
      key == .someOf
      ? .object(
        .required("at_least", .count(atLeast: 1), \.least), .required("of", list, \.members))
      : list.of { $0.members }
    return .chosen(key.rawValue, shape, isRequired: isRequired) { value in
      joined(value).flatMap { $0.connective.key == key ? $0 : nil }
    }
  }
}
