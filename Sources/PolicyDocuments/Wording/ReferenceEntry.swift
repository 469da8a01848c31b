package import PolicyModel

/// References in the style of the American Medical Association, 11th edition.
extension Reference {
  /// The entry as plain text.
  package var words: String { Prose(blocks: [.paragraph(entry)]).plainText }

  /// The entry with its emphasis and links.
  var entry: [Prose.Inline] {
    var inlines: [Prose.Inline] = []
    if !authors.isEmpty {
      inlines.append(.text(sentence(authors.map(\.text).joined(separator: ", ")) + " "))
    }
    inlines.append(.text(sentence(title) + " "))
    let isArticle = type == "article-journal"
    if let container {
      inlines.append(isArticle ? .emphasis([.text(container)]) : .text(container))
      inlines.append(.text(". "))
    }
    if let publisher { inlines.append(.text(sentence(publisher) + " ")) }
    if isArticle, let issued {
      inlines.append(.text("\(issued.year)\(volumeIssueAndPages). "))
    } else if let issued {
      inlines.append(
        .text("\(container == "UpToDate" ? "Updated" : "Published") \(issued.text). "))
    }
    if let accessed { inlines.append(.text("Accessed \(accessed.text). ")) }
    if let doi {
      inlines.append(.link(url: "https://doi.org/\(doi)", [.text("doi:\(doi)")]))
    } else if let url {
      inlines.append(.link(url: url, [.text(url)]))
    }
    if let note { inlines.append(.text(" " + sentence(note))) }
    return inlines
  }

  /// `;33(6):761-767`
  private var volumeIssueAndPages: String {
    var text = volume.map { ";\($0)" } ?? ""
    if let issue { text += "(\(issue))" }
    if let pages { text += ":\(pages)" }
    return text
  }

  private func sentence(_ text: String) -> String {
    text.hasSuffix(".") || text.hasSuffix("?") ? text : text + "."
  }
}

extension Reference.Name {
  fileprivate var text: String {
    switch self {
    case .person(let family, let given): given.isEmpty ? family : "\(family) \(given)"
    case .literal(let name): name
    }
  }
}
