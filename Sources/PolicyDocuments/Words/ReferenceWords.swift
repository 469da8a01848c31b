package import PolicyModel

/// A reference in the manner of American Medical Association style, 11th edition.
extension Reference {
  /// The entry without marks.
  package var words: String { Prose(blocks: [.paragraph(entry)]).plainText }

  /// The pieces of the entry, in order.
  var entry: [Prose.Inline] {
    var pieces: [Prose.Inline] = []
    if !authors.isEmpty {
      pieces.append(.text(sentence(authors.map(\.words).joined(separator: ", ")) + " "))
    }
    pieces.append(.text(sentence(title) + " "))
    if let container {
      pieces.append(type == "article-journal" ? .emphasis([.text(container)]) : .text(container))
      pieces.append(.text(". "))
    }
    if let publisher { pieces.append(.text(sentence(publisher) + " ")) }
    let isArticle = type == "article-journal"
    if isArticle, let issued {
      pieces.append(.text(String(issued.year) + place + ". "))
    } else if let issued {
      pieces.append(.text("\(container == "UpToDate" ? "Updated" : "Published") \(issued.words). "))
    }
    if let accessed { pieces.append(.text("Accessed \(accessed.words). ")) }
    if let doi {
      pieces.append(.link(url: "https://doi.org/\(doi)", [.text("doi:\(doi)")]))
    } else if let url {
      pieces.append(.link(url: url, [.text(url)]))
    }
    if let note { pieces.append(.text(" " + sentence(note))) }
    return pieces
  }

  /// Volume, issue and pages: `;33(6):761-767`.
  private var place: String {
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
  fileprivate var words: String {
    switch self {
    case .person(let family, let given): given.isEmpty ? family : "\(family) \(given)"
    case .literal(let name): name
    }
  }
}
