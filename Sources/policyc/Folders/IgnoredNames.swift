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
    "$recycle.bin", "4913", "@eadir", "__macosx", "desktop.ini", "ehthumbs.db", "icon\r",
    "lost+found", "thumbs.db",
  ]

  private static let suffixes = [
    "~", ".autosave", ".bak", ".kate-swp", ".orig", ".rej", ".save", ".swo", ".swp", ".swx", ".tmp",
    "___jb_old___",
    "___jb_tmp___",
  ]
}
