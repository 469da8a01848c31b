package import Diagnostics
internal import PolicyModel
package import PolicySources
internal import PolicySyntax
internal import Values

/// One occurrence of a name in the sources: its declaration or a use.
package struct SourceName: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case fact
    /// A value of the choice of this name.
    case choice(fact: String)
    case term
    case terminology
    case reference
    case criterion
    case revision
  }

  package let kind: Kind
  /// The policy that the name belongs to; nil if policies share the name.
  package let policy: String?
  package let name: String
  /// The range of the name alone, which renaming replaces.
  package let span: Span
  package let isDeclaration: Bool

  /// Whether both occurrences name the same thing.
  package func isSame(as other: SourceName) -> Bool {
    kind == other.kind && policy == other.policy && name == other.name
  }
}

extension SourceFile {
  /// Every name in the file.
  package var names: [SourceName] {
    switch content {
    case .revision(let revision): names(of: revision)
    case .log(let log):
      log.entries.flatMap { entry in
        ([entry.revision] + [entry.supersedes].compactMap(\.self)).map { name($0, false) }
      } + log.rows.map { name($0.revision, false) }
    case .references(let references):
      references.map { name(.reference, $0.key, isDeclaration: true) }
    case .measurement(let measurement): measurement.pins.map { name($0.revision, false) }
    case .released(let released):
      released.parts.flatMap(\.revisions).map { name($0, false) }
    case .terminology(let terminology):
      [name(.terminology, terminology.name, isDeclaration: true)]
        + terminology.terms.map { name(.term, $0.id, isDeclaration: true) }
    case .cases(let cases): names(of: cases)
    case .crosswalk(let crosswalk):
      [name(.terminology, crosswalk.terminology)]
        + crosswalk.rows.flatMap(\.terms).map { name(.term, $0) }
    }
  }

  private func names(of revision: RevisionSource) -> [SourceName] {
    var names = [name(revision.revision, true)]
    var kinds: [String: FactSource.Kind] = [:]
    for fact in revision.facts {
      kinds[fact.id.value] = fact.kind
      names.append(name(.fact, fact.id, isDeclaration: true))
      for value in fact.of {
        names.append(
          fact.kind == .set
            ? name(.terminology, value)
            : name(.choice(fact: fact.id.value), value, isDeclaration: true))
      }
    }
    for test in revision.tests {
      names.append(name(.fact, test.fact))
      let words = test.values.compactMap { value in
        if case .text(let word) = value { word } else { nil }
      }
      switch kinds[test.fact.value] {
      case .choice: names += words.map { name(.choice(fact: test.fact.value), $0) }
      case .set: names += words.map { name(.term, $0) }
      default: break
      }
    }
    names += revision.criteria.map { name(.criterion, $0.id, isDeclaration: true) }
    names += (revision.scope.references + revision.criteria.flatMap(\.ownReferences))
      .map { name(.criterion, $0) }
    names += revision.references.map { name(.reference, $0) }
    for prose in revision.prose { names += citations(in: prose) }
    return names
  }

  private func names(of source: CasesSource) -> [SourceName] {
    let stated = source.given + source.cases.flatMap(\.facts)
    var names = stated.map { name(.fact, $0.fact) }
    for fact in stated {
      switch fact.value.form {
      case .list(let members): names += members.map { name(.term, $0) }
      case .partial(let present, let absent):
        names += (present + absent).map { name(.term, $0) }
      case .scalar(let text) where isIdentifier(text) && text != "true" && text != "false":
        names.append(
          SourceName(
            kind: .choice(fact: fact.fact.value), policy: folder, name: text,
            span: fact.value.span, isDeclaration: false))
      case .alternatives(let words, _):
        // The alternatives of a code are not names.
        names += words.filter { isIdentifier($0.value) }.map { word in
          SourceName(
            kind: .choice(fact: fact.fact.value), policy: folder, name: word.value,
            span: word.span, isDeclaration: false)
        }
      case .scalar, .quantity, .range, .days: break
      }
    }
    for one in source.cases {
      names += one.without.map { name(.fact, $0) }
      names += (one.revisions + one.exceptions.map(\.name)).map { name($0, false) }
      for expected in [one.expected] + one.exceptions.map(\.value) {
        names += (expected.criteria ?? []).map { name(.criterion, $0) }
        names += (expected.needs ?? []).map { name(.fact, $0) }
      }
    }
    return names
  }

  /// The keys of citations in a text, except those that are broken across lines.
  private func citations(in prose: Located<Prose>) -> [SourceName] {
    let bytes = document.source.bytes
    return Set(prose.value.citedKeys).sorted().flatMap { key -> [SourceName] in
      var names: [SourceName] = []
      let mark = Array("@\(key)".utf8)
      var rest = bytes[prose.span.range]
      while let range = rest.firstRange(of: mark) {
        rest = bytes[range.upperBound..<prose.span.range.upperBound]
        // Otherwise the key is only the beginning of a longer one.
        guard let next = rest.first, [UInt8(ascii: "]"), UInt8(ascii: ";"), 0x20].contains(next)
        else { continue }
        names.append(
          SourceName(
            kind: .reference, policy: folder, name: key,
            span: Span(path: path, range: range.dropFirst()), isDeclaration: false))
      }
      return names
    }
  }

  private func name(
    _ kind: SourceName.Kind, _ located: Located<String>, isDeclaration: Bool = false
  ) -> SourceName {
    SourceName(
      kind: kind, policy: kind == .term || kind == .terminology ? nil : folder,
      name: located.value, span: located.span, isDeclaration: isDeclaration)
  }

  private func name(_ date: Located<PrintedDate>, _ isDeclaration: Bool) -> SourceName {
    SourceName(
      kind: .revision, policy: folder, name: date.value.iso, span: date.span,
      isDeclaration: isDeclaration)
  }
}
