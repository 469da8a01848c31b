import CArrow
import DecisionTable
import DecisionTableTestSupport
import TestSupport
import Testing
import Values

@testable import DecisionColumns

/// Requests in columns get the answers of the same requests by name.
@Suite struct ColumnDecisionTests {
  @Test func answersAsTheTableDoes() throws {
    try forAll(seeds: 0..<120) { random in
      let table = RandomTable(&random, facts: 4)
      let decider = Decider(table.table)
      let requests = (0..<Int.random(in: 1...40, using: &random)).map { _ in table.facts(&random) }
      let columns = try TestRequests(requests, of: table.table, &random).columns
      let skipped = Int.random(in: 0...min(2, requests.count), using: &random)
      let expected = try requests.dropFirst(skipped).map {
        TestAnswer(try decider.decide($0, on: RandomTable.service))
      }
      var stream = TestStream([columns], skipping: skipped).exported
      let encoding: AnswerEncoding = Bool.random(using: &random) ? .texts : .dictionaries
      let answered = try AnswerStream(&stream, of: decider, encoding, threads: 1).exported()
      return try answers(answered) == expected
    }
  }

  /// Rows are split among threads, and the answers are in the order of the requests all the same.
  @Test(arguments: [1, 2, 3, 8])
  func keepsTheOrder(threads: Int) throws {
    var random = SplitMix64(seed: 1)
    let table = RandomTable(&random, facts: 4)
    let decider = Decider(table.table)
    let kinds = (0..<50).map { _ in table.facts(&random) }
    let expected = try kinds.map { TestAnswer(try decider.decide($0, on: RandomTable.service)) }
    let sizes = [3, 9_001, 0, 70_000, 1]
    let picked = sizes.map { count in
      (0..<count).map { _ in Int.random(in: kinds.indices, using: &random) }
    }
    var forms = SplitMix64(seed: 2)
    let batches = try picked.map { rows in
      try TestRequests(rows.map { kinds[$0] }, of: table.table, &forms, isVaried: false).columns
    }
    let source = TestStream(batches)
    var stream = source.exported
    let answered = try AnswerStream(&stream, of: decider, .texts, threads: threads).exported()
    #expect(stream.release == nil)
    #expect(try answers(answered) == picked.joined().map { expected[$0] })
    #expect(source.isReleased)
  }

  @Test func aRowThatCannotBeReadDoesNotStopOthers() throws {
    let decider = Decider(try mixedTable())
    func errors(_ columns: [TestColumn]) throws -> [String?] {
      var stream = TestStream([columns]).exported
      return try answers(AnswerStream(&stream, of: decider, .texts, threads: 1).exported())
        .map(\.error)
    }
    #expect(
      try errors([.texts("c", ["w0", "w9", nil], .view)]) == [nil, "unknown-word: c", nil])
    #expect(
      try errors([.texts("p", ["CPT:10001", "10001", "CPT:1"], .dictionary)])
        == [nil, "bad-code: p", "bad-code: p"])
    // The bounds of the fact, from both sides.
    #expect(
      try errors([.values("i", "l", [-1, 0, 4, 5], or: 0)])
        == ["out-of-range: i", nil, nil, "out-of-range: i"])
    #expect(
      try errors([.values("n", "g", [.nan, 0.1, -.infinity, 2.000000000000001], or: 0.0)])
        == ["out-of-range: n", nil, "out-of-range: n", "out-of-range: n"])
    // The first and the last day there is, and those beyond.
    #expect(
      try errors([
        .values("d", "tdD", [Int32](arrayLiteral: -25_568, -25_567, 84_005, 84_006), or: 0)
      ])
        == ["bad-date: d", nil, nil, "bad-date: d"])
    #expect(
      try errors([.values("date", "tss:", [Int64](arrayLiteral: 0, 1, -86_400), or: 0)])
        == [nil, "bad-date: date", nil])
    #expect(
      try errors([
        .values("date", "tdD", [Int32(100), nil, 100], or: 0),
        .values("t_since", "tdD", [Int32](arrayLiteral: 100, 100, 101), or: 0),
      ]) == [nil, "missing-date: t", "date-after-service: t"])
    #expect(
      try errors([
        .values("date", "tdD", [Int32(100), 100], or: 0),
        .values("t_since", "tdD", [Int32(100), nil], or: 0),
        .values("t_months", "s", [Int16(1), 1], or: 0),
      ]) == ["conflict: t", nil])
    #expect(
      try errors([
        .lists("s", [["t0"], nil, ["t0", "other"], [nil], nil]),
        .lists("s_present", [[], ["t1"], nil, nil, ["t1"]]),
        .lists("s_absent", [nil, ["t2"], nil, nil, ["t1"]], .wideView, .view),
      ]) == [
        "conflict: s", nil, "unknown-word: s", "wrong-type: s", "contradiction: s",
      ])
    #expect(
      try errors([.texts("error", [nil, "unknown-policy", ""]), .texts("c", ["w0", "w0", "w0"])])
        == [nil, "unknown-policy", ""])
  }

  @Test func aColumnThatDoesNotSuitIsNamed() throws {
    let decider = Decider(try mixedTable())
    func error(_ columns: [TestColumn]) -> String? {
      let source = TestStream([columns])
      var stream = source.exported
      do throws(ColumnError) {
        _ = try AnswerStream(&stream, of: decider, .texts, threads: 1)
        return nil
      } catch {
        #expect(source.isReleased && stream.release == nil)
        return "\(error)"
      }
    }
    #expect(error([.texts("cc", [])]) == "column `cc` is not one of this table; write `c`")
    #expect(
      error([.texts("c", []), .texts("c", [])]) == "there are two columns `c`")
    #expect(
      error([.texts("i", [], .dictionary)])
        == "column `i` is a number, not the Arrow type `C, a dictionary of u`")
    #expect(error([.booleans("c", [])]) == "column `c` is a text, not the Arrow type `b`")
    #expect(error([.texts("t_since", [])]) == "column `t_since` is a date, not the Arrow type `u`")
    #expect(
      error([.values("s", "l", [Int64](), or: 0)])
        == "column `s` is a list of texts, not the Arrow type `l`")
    #expect(
      error([.values("id", "g", [Double](), or: 0)])
        == "column `id` is a text or an integer, not the Arrow type `g`")
    for format in ["z", "d:40,2,256", "tsu:UTC", "ttu", "+m", "d:,2", "+w:-1"] {
      #expect(
        error([.values("n", format, [Int64](), or: 0)])
          == "column `n` has the Arrow type `\(format)`, which is not read here")
    }
    #expect(error([.texts("c", []), .booleans("b", []), .texts("id", [])]) == nil)
  }

  @Test func theErrorOfAProducerIsPassedOn() throws {
    let decider = Decider(try mixedTable())
    let source = TestStream([[.booleans("b", [true])]], failure: "the disk is full")
    var stream = source.exported
    let answered = try AnswerStream(&stream, of: decider, .texts, threads: 1).exported()
    #expect(throws: StreamFailure(message: "the stream failed with error 5: the disk is full")) {
      try answers(answered)
    }
    #expect(source.isReleased)
    var released = ArrowArrayStream()
    #expect(throws: ColumnError.badStream("it was released before")) {
      try AnswerStream(&released, of: decider, .texts, threads: 1)
    }
  }

  /// Ids are given back as they came, over the memory of the requests.
  @Test func idsAreGivenBack() throws {
    let decider = Decider(try mixedTable())
    for form in TestColumn.TextForm.allCases {
      let ids: [String?] = ["a", nil, "a longer name for a request", "b"]
      var stream = TestStream(
        [[.texts("id", ids, form), .booleans("b", [true, nil, false, nil])]], skipping: 1
      )
      .exported
      var answered = try AnswerStream(&stream, of: decider, .texts, threads: 1).exported()
      var batch = ArrowArray()
      #expect(answered.get_next(&answered, &batch) == 0)
      // The batch outlives the stream.
      answered.release(&answered)
      let rows = try ColumnArray(
        batch.children[0]!,
        form == .dictionary ? .dictionary(bytes: 1, isSigned: false, .text(.narrow)) : type(form))
      let texts = try #require(
        try TextArray(
          rows,
          form == .dictionary ? .dictionary(bytes: 1, isSigned: false, .text(.narrow)) : type(form))
      )
      let read = (0..<rows.length).map { row in
        rows.isValid(row)
          ? texts.index(row).map { String(decoding: texts.text(at: $0), as: UTF8.self) } : nil
      }
      #expect(read == Array(ids.dropFirst()))
      batch.release(&batch)
    }
  }

  private func type(_ form: TestColumn.TextForm) -> ColumnType {
    .text(form == .view ? .view : form == .wide ? .wide : .narrow)
  }

  /// A table with a fact of every type.
  private func mixedTable() throws -> DecisionTable {
    var random = SplitMix64(seed: 3)
    return RandomTable(&random, facts: 8).table
  }
}
