internal import Diagnostics
internal import JSONText
package import PolicyModel
internal import PolicySyntax
internal import Values

/// An item of `references.yaml`, which is CSL-YAML.
package struct ReferenceSource: Sendable {
  package let key: Located<String>
  package let reference: Reference
}

private enum Keys {
  static let id = Key("id", Shapes.referenceKey.located, "The key by which prose cites it.")
  static let type = Key("type", Shapes.text, "The CSL type, as in `article-journal`.")
  static let title = Key("title", Shapes.text, "The title.")
  static let author = OptionalKey("author", Shapes.author.list(), "The authors as printed.")
  static let container = OptionalKey(
    "container-title", Shapes.text, "The journal, or the work that holds it.")
  static let publisher = OptionalKey("publisher", Shapes.text, "The publisher.")
  static let volume = OptionalKey("volume", Shapes.textOrNumber, "The volume.")
  static let issue = OptionalKey("issue", Shapes.textOrNumber, "The issue.")
  static let page = OptionalKey("page", Shapes.textOrNumber, "The pages, as in `761-767`.")
  static let issued = OptionalKey("issued", Shapes.dateParts, "When it was published.")
  static let accessed = OptionalKey("accessed", Shapes.dateParts, "When it was looked up.")
  static let doi = OptionalKey("DOI", Shapes.doi, "The DOI, without an address before it.")
  static let url = OptionalKey("URL", Shapes.url, "The address.")
  static let note = OptionalKey("note", Shapes.text, "What else is to be known of it.")

  static let family = OptionalKey("family", Shapes.text, "The family name.")
  static let given = OptionalKey("given", Shapes.text, "Initials or given names.")
  static let literal = OptionalKey("literal", Shapes.text, "An organization, or `et al.`.")
  static let dateParts = Key("date-parts", Shapes.parts, "Year, month and day, as far as known.")
}

extension Shapes {
  static let references = reference.list()

  private static let reference = Shape<ReferenceSource>.record([
    KeyRow(Keys.id), KeyRow(Keys.type), KeyRow(Keys.title), KeyRow(Keys.author),
    KeyRow(Keys.container), KeyRow(Keys.publisher), KeyRow(Keys.volume), KeyRow(Keys.issue),
    KeyRow(Keys.page), KeyRow(Keys.issued), KeyRow(Keys.accessed), KeyRow(Keys.doi),
    KeyRow(Keys.url), KeyRow(Keys.note),
  ]) { fields, _ in
    ReferenceSource(
      key: fields[Keys.id],
      reference: Reference(
        key: fields[Keys.id].value, type: fields[Keys.type], title: fields[Keys.title],
        authors: fields[Keys.author] ?? [], container: fields[Keys.container],
        publisher: fields[Keys.publisher], volume: fields[Keys.volume],
        issue: fields[Keys.issue], pages: fields[Keys.page], issued: fields[Keys.issued],
        accessed: fields[Keys.accessed], doi: fields[Keys.doi], url: fields[Keys.url],
        note: fields[Keys.note]))
  }

  fileprivate static let author = Shape<Reference.Name>.record([
    KeyRow(Keys.family), KeyRow(Keys.given), KeyRow(Keys.literal),
  ]) { fields, findings in
    if let family = fields[Keys.family], fields[Keys.literal] == nil {
      return .person(family: family, given: fields[Keys.given] ?? "")
    }
    if let literal = fields[Keys.literal], fields[Keys.family] == nil,
      fields[Keys.given] == nil
    {
      return .literal(literal)
    }
    let isNameless = fields[Keys.family] == nil && fields[Keys.literal] == nil
    findings.append(
      Diagnostic(
        isNameless ? .missingKey : .conflictingKeys,
        "an author has a `family` name or a `literal` one", at: fields.span,
        help: "write `{family: Wood, given: JC}` or `{literal: Resonance Health}`"))
    return nil
  }

  fileprivate static let dateParts = Shape<Reference.DateParts>.record([KeyRow(Keys.dateParts)]) {
    fields, _ in fields[Keys.dateParts]
  }

  /// CSL writes one date as a list that holds one list.
  fileprivate static let parts = Shape<Reference.DateParts>(
    schema: [
      "type": "array", "minItems": 1, "maxItems": 1,
      "items": [
        "type": "array", "minItems": 1, "maxItems": 3, "items": ["type": ["integer", "string"]],
      ],
    ]
  ) { node, findings in
    let numbers = node.elements?.first?.elements?.map { $0.text.flatMap { Int($0) } } ?? []
    guard node.elements?.count == 1, (1...3).contains(numbers.count), !numbers.contains(nil),
      let year = numbers[0]
    else {
      findings.append(
        Diagnostic(
          .badDate, "the date is not one list of year, month and day in a list", at: node.span,
          help: "write `[[2015]]`, `[[2015, 9]]` or `[[2015, 9, 1]]`"))
      return nil
    }
    let month = (numbers.count > 1 ? numbers[1] : nil) ?? 1
    let day = (numbers.count > 2 ? numbers[2] : nil) ?? 1
    guard (1500...2199).contains(year), (1...12).contains(month),
      (1...CalendarDate.days(inMonth: month, of: year)).contains(day)
    else {
      findings.append(
        Diagnostic(
          .impossibleDate, "the calendar has no such date", at: node.span,
          help: "write year, month and day in this order, as in `[[2015, 9, 1]]`"))
      return nil
    }
    return Reference.DateParts(
      year: year, month: numbers.count > 1 ? numbers[1] : nil,
      day: numbers.count > 2 ? numbers[2] : nil)
  }

  fileprivate static let doi = Shape<String>(
    schema: [
      "type": "string", "pattern": "^10\\.[0-9]{4,9}/[^ ]+$", "examples": ["10.1002/jmri.24584"],
    ]
  ) { node, findings in
    guard let text = Shapes.text.read(node, &findings) else { return nil }
    let registrant = text.dropFirst(3).prefix { $0 != "/" }
    guard text.hasPrefix("10."), (4...9).contains(registrant.utf8.count),
      registrant.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      text.utf8.count > registrant.utf8.count + 4,
      text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F })
    else {
      findings.append(
        Diagnostic(
          .mistypedValue, "`\(text.prefix(80))` is not a DOI", at: node.span,
          help: "write it without an address before it, as in `10.1002/jmri.24584`"))
      return nil
    }
    return text
  }
}
