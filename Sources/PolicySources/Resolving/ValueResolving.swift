package import DecisionTable
package import Values

/// Why a text is no value of a fact.
package enum ValueMismatch: Error, Hashable, Sendable {
  case notBoolean
  case notCode(CodeError)
  case unknownChoice(known: [String])
  case unknownTerm(terminology: String, known: [String])
}

extension Value {
  /// The one place where the text of a test gets its meaning, for checks and for resolving alike.
  package init(_ text: String, of fact: FactSource, in tree: SourceTree) throws(ValueMismatch) {
    switch fact.kind {
    case .boolean:
      guard text == "true" || text == "false" else { throw .notBoolean }
      self = .boolean(text == "true")
    case .code:
      do throws(CodeError) {
        self = .code(try Code(text))
      } catch {
        throw .notCode(error)
      }
    case .choice:
      let known = fact.of.map(\.value)
      guard known.contains(text) else { throw .unknownChoice(known: known) }
      self = .word(text)
    case .set:
      let terminology = fact.of[0].value
      let known = tree.terminology(terminology)?.terms.map(\.id.value) ?? []
      guard known.contains(text) else {
        throw .unknownTerm(terminology: terminology, known: known)
      }
      self = .word(text)
    }
  }
}
