internal import Machine

/// Files that editors, file managers and version control leave next to sources, and that nobody wrote as a source.
enum IgnoredNames {
  static func contains(_ name: String) -> Bool {
    let lowercased = name.lowercased()
    return name.hasPrefix(".") || names.contains(lowercased)
      || suffixes.contains { lowercased.hasSuffix($0) && lowercased.count > $0.count }
      || (name.hasPrefix("#") && name.hasSuffix("#"))
      || name.hasPrefix("~$")
      || Files.isTemporaryName(name)
  }

  /// `4913` is the name with which Vim tries whether it may write into a folder.
  private static let names: Set<String> = [
    "4913", "desktop.ini", "icon\r", "thumbs.db", "__macosx",
  ]

  private static let suffixes = [
    "~", ".bak", ".orig", ".rej", ".swo", ".swp", ".swx", ".tmp", "___jb_old___", "___jb_tmp___",
  ]
}
