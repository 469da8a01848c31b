internal import Machine

/// The names of files that editors, file managers and version control leave next to sources.
enum IgnoredNames {
  static func contains(_ name: String) -> Bool {
    let lowercased = name.lowercased()
    return name.hasPrefix(".") || names.contains(lowercased)
      || suffixes.contains { lowercased.hasSuffix($0) && lowercased.count > $0.count }
      || (name.hasPrefix("#") && name.hasSuffix("#"))
      || name.hasPrefix("~$")
      || Files.isTemporaryName(name)
  }

  /// Vim creates `4913` to test whether it can write to a folder.
  private static let names: Set<String> = [
    "4913", "desktop.ini", "icon\r", "thumbs.db", "__macosx",
  ]

  private static let suffixes = [
    "~", ".bak", ".orig", ".rej", ".swo", ".swp", ".swx", ".tmp", "___jb_old___", "___jb_tmp___",
  ]
}
