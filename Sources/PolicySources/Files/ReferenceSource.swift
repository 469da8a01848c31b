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

extension Shapes {
  static let references = reference.list()

  private static let reference = record(
    required("id", referenceKey.located, "The key by which prose cites the reference."),
    required("type", text, "The CSL type, as in `article-journal`."),
    required("title", text, "The title."),
    optional("author", author.list(), "The authors as printed.", default: []),
    optional("container-title", text, "The journal, or the work that contains it."),
    optional("publisher", text, "The publisher."),
    optional("volume", textOrNumber, "The volume."),
    optional("issue", textOrNumber, "The issue."),
    optional("page", textOrNumber, "The pages, as in `761-767`."),
    optional("issued", dateParts, "When it was published."),
    optional("accessed", dateParts, "When it was looked up."),
    optional("DOI", doi, "The DOI, without an address in front of it."),
    optional("URL", url, "The address."),
    optional("note", text, "Anything else that readers need to know.")
  ) {
    key, type, title, authors, container, publisher, volume, issue, pages, issued, accessed, doi,
    url, note in
    ReferenceSource(
      key: key,
      reference: Reference(
        key: key.value, type: type, title: title, authors: authors, container: container,
        publisher: publisher, volume: volume, issue: issue, pages: pages, issued: issued,
        accessed: accessed, doi: doi, url: url, note: note))
  }

  private static let author: Shape<Reference.Name> = record(
    optional("family", text, "The family name."),
    optional("given", text, "Initials or given names."),
    optional("literal", text, "An organization, or `et al.`."),
    recordSpan,
    checked: { family, given, literal, span in
      switch (family, given, literal) {
      case (let family?, _, nil): return .sound(.person(family: family, given: given ?? ""))
      case (nil, nil, let literal?): return .sound(.literal(literal))
      default:
        return .refused(
          Diagnostic(
            family == nil && literal == nil ? .missingKey : .conflictingKeys,
            "an author has either a `family` name or a `literal` name", at: span,
            help: "write `{family: Wood, given: JC}` or `{literal: Resonance Health}`"))
      }
    })

  private static let doi = Shape<String>(
    schema: [
      "type": "string", "pattern": "^10\\.[0-9]{4,9}/[^ ]+$", "examples": ["10.1002/jmri.24584"],
    ]
  ) { node, findings in
    guard let text = text.read(node, &findings) else { return nil }
    let registrant = text.dropFirst(3).prefix { $0 != "/" }
    guard text.hasPrefix("10."), (4...9).contains(registrant.utf8.count),
      registrant.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      text.utf8.count > registrant.utf8.count + 4,
      text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F })
    else {
      findings.append(
        Diagnostic(
          .mistypedValue, "`\(text.prefix(80))` is not a DOI", at: node.span,
          help: "write it without an address in front of it, as in `10.1002/jmri.24584`"))
      return nil
    }
    return text
  }
}

// MARK: Dates

extension Shapes {
  private static let dateParts = record(
    required("date-parts", parts, "Year, month and day, as far as they are known.")
  ) { $0 }

  /// CSL writes one date as a list that contains one list.
  private static let parts = Shape<Reference.DateParts>(
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
    let month = numbers.count > 1 ? numbers[1] : nil
    let day = numbers.count > 2 ? numbers[2] : nil
    guard (1500...2199).contains(year), (1...12).contains(month ?? 1),
      (1...CalendarDate.days(inMonth: month ?? 1, of: year)).contains(day ?? 1)
    else {
      findings.append(
        Diagnostic(
          .impossibleDate, "the calendar does not have this date", at: node.span,
          help: "write year, month and day in this order, as in `[[2015, 9, 1]]`"))
      return nil
    }
    return Reference.DateParts(year: year, month: month, day: day)
  }
}
