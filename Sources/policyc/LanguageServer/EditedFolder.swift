internal import Diagnostics
internal import PolicyCompilation
internal import PolicyEditing
internal import PolicySources
internal import PolicySyntax

/// A folder of sources with what is open in an editor and not saved yet.
struct EditedFolder {
  let path: String
  /// The texts of open files, by path.
  var open: [String: SourceText] = [:]
  private(set) var compilation: Compilation
  /// The files as they could last be read, so that a file that is being written keeps its names.
  private(set) var files: [SourceFile] = []

  init(path: String) {
    self.path = path
    compilation = Compilation([], in: path)
  }

  /// Reads what is saved, and checks all of it with what is open.
  mutating func check() {
    let saved = (try? SourceFolder(path))?.texts ?? []
    let paths = Set(open.keys)
    let texts = saved.filter { !paths.contains($0.path) } + open.values
    compilation = Compilation(texts.sorted { $0.path < $1.path }, in: path)
    let current = compilation.tree.files
    let read = Set(current.map(\.path))
    let present = Set(texts.map(\.path))
    files = (current + files.filter { !read.contains($0.path) && present.contains($0.path) })
      .sorted { $0.path < $1.path }
  }

  /// Whether every source can be read, so that no use of a name is missed.
  var unreadable: String? {
    let read = Set(compilation.tree.files.map(\.path))
    return compilation.sources.map(\.path).first { !read.contains($0) }
  }

  func text(_ path: String) -> SourceText? { compilation.sources.first { $0.path == path } }

  /// The parts of a path below the folder.
  func place(of path: String) -> [String] {
    path.dropFirst(self.path.count).split(separator: "/").map(String.init)
  }

  func vocabulary(for path: String) -> SourceVocabulary {
    SourceVocabulary(of: place(of: path).first ?? "", in: files)
  }

  /// The name at a place, the innermost first.
  func name(at offset: Int, in path: String) -> SourceName? {
    compilation.tree.files.first { $0.path == path }?.names
      .filter {
        $0.span.path == path && $0.span.range.lowerBound <= offset
          && offset <= $0.span.range.upperBound
      }
      .min { $0.span.range.count < $1.span.range.count }
  }
}
