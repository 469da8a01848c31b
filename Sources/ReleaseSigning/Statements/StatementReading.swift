internal import JSONText

extension ReleaseStatement {
  /// Reads the payload of an envelope whose signature was verified.
  init(payload bytes: [UInt8]) throws(ReleaseRefusal) {
    let json: JSON
    do throws(JSONError) {
      json = try JSON(bytes: bytes)
    } catch {
      throw ReleaseStatement.unreadable(error.message)
    }
    guard json["_type"]?.string == ReleaseStatement.type else {
      throw ReleaseStatement.unreadable("its `_type` is not `\(ReleaseStatement.type)`")
    }
    guard let predicateType = json["predicateType"]?.string else {
      throw ReleaseStatement.unreadable("it does not have a `predicateType`")
    }
    guard predicateType == ReleaseStatement.predicateType else {
      throw ReleaseRefusal(
        .unknownPredicate, "the statement is `\(predicateType)`, which does not release anything",
        help: .askThePublisher)
    }
    var subjects: [Subject] = []
    var paths: Set<String> = []
    for subject in json["subject"]?.array ?? [] {
      guard let path = subject["name"]?.string, let sha256 = subject["digest"]?["sha256"]?.string
      else { throw ReleaseStatement.unreadable("a subject does not have a name and a SHA-256") }
      guard paths.insert(path).inserted else {
        throw ReleaseStatement.unreadable("`\(path)` is a subject twice")
      }
      subjects.append(Subject(path: path, sha256: sha256))
    }
    guard !subjects.isEmpty else { throw ReleaseStatement.unreadable("it does not have a subject") }
    guard let predicate = json["predicate"], let entry = predicate["entry"] else {
      throw ReleaseStatement.unreadable("it does not have the `entry` of the revision")
    }
    func text(_ name: String) throws(ReleaseRefusal) -> String {
      guard let text = predicate[name]?.string, !text.isEmpty else {
        throw ReleaseStatement.unreadable("it does not have a `\(name)`")
      }
      return text
    }
    self.init(
      subjects: subjects,
      release: Release(
        policy: try text("policy"), revision: try text("revision"), entry: entry,
        seal: try text("seal"), office: try text("office"), person: predicate["person"]?.string,
        meaning: try text("meaning"), day: try text("day"), compiler: try text("compiler")))
  }

  private static func unreadable(_ reason: String) -> ReleaseRefusal {
    ReleaseRefusal(
      .unreadableStatement, "the signed statement cannot be read: \(reason)",
      help: .askThePublisher)
  }
}
