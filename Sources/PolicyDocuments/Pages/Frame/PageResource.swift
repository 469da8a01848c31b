/// The style sheet and scripts of pages, which the package embeds from `Resources/`.
enum PageResource {
  static let styleSheet = text(PackageResources.page_css)
  /// Decides cases in the page.
  static let decideScript = text(PackageResources.decide_js)
  /// Asks the questions of "Check a case"; needs `decideScript`.
  static let checkScript = text(PackageResources.check_js)
  /// The search of the index.
  static let searchScript = text(PackageResources.search_js)

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
