import JSONShapes
import JSONText
import Testing

/// A tree of notes, as a value to write.
private struct Note: Sendable {
  enum Mood: String, CaseIterable, Sendable { case calm, cross }

  var text = "Written"
  var mood: Mood? = nil
  var pages = 1
  var replies: [Note] = []
}

extension JSONShape<Note> {
  fileprivate static let note: JSONShape = .object([
    .constant("format", "note"), .required("text", .text, \.text),
    .optional("mood", .word, \.mood),
    .required("pages", JSONShape<Int>.count(atLeast: 1).described("How long it is."), \.pages),
    .optional("replies", .list(of: .reference("note") { .note }, atLeast: 1)) {
      $0.replies.isEmpty ? nil : $0.replies
    },
  ])
}

@Suite struct JSONShapeTests {
  @Test func writesMembersInOrderAndOmitsMissingParts() {
    let note = Note(replies: [Note(text: "Read", mood: .calm, pages: 2)])
    let written = JSONShape<Note>.note.json(note)
    #expect(
      written.compact == """
        {"format":"note","text":"Written","pages":1,"replies":[\
        {"format":"note","text":"Read","mood":"calm","pages":2}]}
        """)
  }

  @Test func theSchemaContainsEachMemberWithItsType() {
    let schema = JSONShape<Note>.note.schema.json
    #expect(schema["required"]?.compact == #"["format","text","pages"]"#)
    #expect(
      schema["properties"]?.compact == """
        {"format":{"const":"note"},"text":{"type":"string","minLength":1},\
        "mood":{"enum":["calm","cross"]},\
        "pages":{"description":"How long it is.","type":"integer","minimum":1},\
        "replies":{"type":"array","minItems":1,"items":{"$ref":"#/definitions/note"}}}
        """)
  }

  @Test func nullIsWrittenAndAllowedByTheSchema() {
    let shape = JSONShape<String>.text.orNull
    #expect(shape.json(nil) == .null)
    #expect(shape.json("x") == "x")
    #expect(
      shape.schema.json.compact == #"{"anyOf":[{"type":"string","minLength":1},{"type":"null"}]}"#)
  }

  /// A value is written by the first alternative that accepts it, and the schema contains all of
  /// them.
  @Test func theFirstMatchingAlternativeWritesTheValue() {
    let shape = JSONShape<Int>.alternatives([
      JSONAlternative(.text) { $0 == 0 ? "none" : nil },
      JSONAlternative(.count(atLeast: 1)) { $0 > 0 ? $0 : nil },
    ])
    #expect(shape.json(0) == "none")
    #expect(shape.json(7) == 7)
    #expect(shape.schema.json["anyOf"]?.array?.count == 2)
  }

  @Test func aPublishedSchemaIsADocument() throws {
    let text = PublishedSchema(
      "note", title: "A note", JSONShape<Note>.note.schema,
      definitions: [.init("note", JSONShape<Note>.note.schema)]
    ).text
    let schema = try JSON(bytes: Array(text.utf8))
    #expect(schema["$schema"] == "http://json-schema.org/draft-07/schema#")
    #expect(schema["title"] == "A note")
    #expect(schema["definitions"]?["note"]?["type"] == "object")
  }
}
