internal import Diagnostics
internal import PolicyCompilation
internal import PolicyEditing
internal import PolicySources
internal import PolicySyntax

/// A folder of sources in which the files that are open in an editor replace the saved ones.
struct EditedFolder {
  let path: String
  /// The open files, by path.
  var open: [String: OpenFile] = [:]
  private(set) var compilation: Compilation
  /// The last readable version of each file, so that names remain known while a file is being edited.
  private(set) var files: [SourceFile] = []

  /// A file that is open in the editor.
  struct OpenFile {
    /// The URI that the editor uses for it, because a path can be written as several URIs.
    let uri: String
    let text: SourceText
  }

  init(path: String) {
    self.path = path
    compilation = Compilation([], in: path)
  }

  /// Reads the saved files and checks them together with the open texts.
  mutating func check() {
    let saved = (try? SourceFolder(path))?.texts ?? []
    let paths = Set(open.keys)
    let texts = saved.filter { !paths.contains($0.path) } + open.values.map(\.text)
    compilation = Compilation(texts.sorted { $0.path < $1.path }, in: path)
    let current = compilation.tree.files
    let read = Set(current.map(\.path))
    let present = Set(texts.map(\.path))
    files = (current + files.filter { !read.contains($0.path) && present.contains($0.path) })
      .sorted { $0.path < $1.path }
  }

  /// The first source that cannot be read. A rename could miss uses of a name in it.
  var unreadable: String? {
    let read = Set(compilation.tree.files.map(\.path))
    return compilation.sources.map(\.path).first { !read.contains($0) }
  }

  func text(_ path: String) -> SourceText? { compilation.sources.first { $0.path == path } }

  func uri(of path: String) -> String { open[path]?.uri ?? DocumentURI.uri(of: path) }

  /// The components of a path below the folder.
  func components(of path: String) -> [String] {
    path.dropFirst(self.path.count).split(separator: "/").map(String.init)
  }

  func vocabulary(for path: String) -> SourceVocabulary {
    SourceVocabulary(of: components(of: path).first ?? "", in: files)
  }

  /// The innermost name at an offset.
  func name(at offset: Int, in path: String) -> SourceName? {
    compilation.tree.files.first { $0.path == path }?.names
      .filter {
        $0.span.path == path && $0.span.range.lowerBound <= offset
          && offset <= $0.span.range.upperBound
      }
      .min { $0.span.range.count < $1.span.range.count }
  }
}
