/// A reference of a policy, with the variables of the Citation Style Language that policies use.
package struct Reference: Hashable, Sendable {
  package enum Name: Hashable, Sendable {
    case person(family: String, given: String)
    /// An organization, or `et al.` at the end of the printed list.
    case literal(String)
  }

  /// A date at its known precision: a year, a month, or a day.
  package struct DateParts: Hashable, Sendable {
    package let year: Int
    package let month: Int?
    package let day: Int?

    package init(year: Int, month: Int?, day: Int?) {
      self.year = year
      self.month = month
      self.day = day
    }
  }

  package let key: String
  package let type: String
  package let title: String
  package let authors: [Name]
  /// The journal, or the work that contains it.
  package let container: String?
  package let publisher: String?
  package let volume: String?
  package let issue: String?
  package let pages: String?
  package let issued: DateParts?
  package let accessed: DateParts?
  package let doi: String?
  package let url: String?
  package let note: String?

  package init(
    key: String, type: String, title: String, authors: [Name], container: String?,
    publisher: String?, volume: String?, issue: String?, pages: String?, issued: DateParts?,
    accessed: DateParts?, doi: String?, url: String?, note: String?
  ) {
    self.key = key
    self.type = type
    self.title = title
    self.authors = authors
    self.container = container
    self.publisher = publisher
    self.volume = volume
    self.issue = issue
    self.pages = pages
    self.issued = issued
    self.accessed = accessed
    self.doi = doi
    self.url = url
    self.note = note
  }
}
