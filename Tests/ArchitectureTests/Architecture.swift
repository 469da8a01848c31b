import TestSupport

/// The targets of this package as listed in the documentation, declared in the manifest and imported by sources.
enum Architecture {
  /// The target names in the first column of the documentation's table, in order.
  static let listed: [String] = {
    let table = text(of: "docs/architecture.md").split(separator: "\n")
      .drop { $0 != "| target | owns |" }.dropFirst(2).prefix { $0.hasPrefix("|") }
    return table.flatMap { row in
      quoted(row.split(separator: "|", omittingEmptySubsequences: false)[1], by: "`")
    }
  }()

  /// The sorted folders in `Sources`.
  static let folders = fileNames(in: "\(packageFolder)/Sources")

  /// The modules that the Swift sources of a target import.
  static func imports(of target: String) -> Set<String> {
    var imports: Set<String> = []
    for path in files(below: "Sources/\(target)") where path.hasSuffix(".swift") {
      for line in text(of: path).split(separator: "\n") {
        let words = line.split(separator: " ")
        if let index = words.firstIndex(of: "import"), index <= 1, words.count > index + 1 {
          imports.insert(String(words[index + 1].prefix { $0 != "." }))
        }
      }
    }
    return imports
  }

  /// The dependencies in the manifest's declaration of a target.
  static func declaredDependencies(of target: String) -> Set<String> {
    let manifest = text(of: "Package.swift")
    guard let name = manifest.firstRange(of: "name: \"\(target)\"") else { return [] }
    let rest = manifest[name.upperBound...]
    let own = rest[..<(rest.firstRange(of: "arget(")?.lowerBound ?? rest.endIndex)]
    guard let opening = own.firstRange(of: "dependencies: [") else { return [] }
    let list = own[opening.upperBound...].prefix { $0 != "]" }
    return Set(quoted(list, by: "\""))
  }

  /// The parts of a text that are enclosed in two marks.
  private static func quoted(_ text: Substring, by mark: Character) -> [String] {
    text.split(separator: mark, omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  private static func text(of path: String) -> String {
    String(decoding: readFile("\(packageFolder)/\(path)") ?? [], as: UTF8.self)
  }

  /// The files below a folder of the package. A path without entries is taken for a file.
  private static func files(below folder: String) -> [String] {
    let names = fileNames(in: "\(packageFolder)/\(folder)")
    return names.isEmpty ? [folder] : names.flatMap { files(below: "\(folder)/\($0)") }
  }
}
