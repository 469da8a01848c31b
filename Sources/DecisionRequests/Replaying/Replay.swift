package import DecisionTable
internal import JSONText
internal import Values

/// Requests put to two tables, whatever revision they name: how many answers change, and how.
///
/// Requests are read as `policyc decide` reads them, from lines of JSON or rows of CSV.
package struct Replay: ~Copyable {
  private var old: ReplaySide
  private var new: ReplaySide
  private var tape = JSONTape()
  private var csv: CSVRequestReader?
  private let policy: String
  private let writesChanges: Bool
  /// A line of JSON for each answer that changed, for the caller to take out.
  package var changes = ByteBuffer(capacity: 1 << 12)
  package private(set) var tally: ReplayTally

  /// - Parameters:
  ///   - columns: the columns of a CSV file; nil for lines of JSON.
  ///   - writesChanges: whether `changes` is filled.
  package init(
    policy: String, old: Decider, new: Decider, columns: CSVColumns?, writesChanges: Bool
  ) {
    self.policy = policy
    self.writesChanges = writesChanges
    self.old = ReplaySide(old, comparedWith: new)
    self.new = ReplaySide(new, comparedWith: old)
    csv = columns.map { CSVRequestReader($0, tableCount: 2) }
    tally = ReplayTally(old: old.criteria, new: new.criteria)
  }

  /// Puts the requests of a block to both tables. Blank lines and rows are skipped.
  package mutating func put(_ block: UnsafeBufferPointer<UInt8>) {
    if let delimiter = csv?.columns.delimiter {
      var records = CSVRecords(block, delimiter: delimiter)
      while let record = records.next() { put(record) }
    } else {
      var lines = RequestLines(block)
      while let line = lines.next() {
        if !line.isBlank { put(line: line) }
      }
    }
  }

  private mutating func put(line: UnsafeBufferPointer<UInt8>) {
    tally.requests += 1
    guard line.count <= Responder.longestLine, let values = try? tape.read(line),
      let members = try? RequestMembers(of: values),
      let stated = try? members.statedFacts(of: values)
    else {
      tally.unreadable += 1
      return
    }
    var id: String?
    do throws(RequestError) {
      id = try members.text(members.id, "id", of: values).map { values.string(of: $0) }
      let name = try members.text(members.policy, "policy", of: values)
      guard passes(name.map { values.string(of: $0) }) else { return }
      let day = try date(
        members.text(members.date, "date", of: values).map { values.string(of: $0) })
      old.answer(on: day) { (facts, decider, others) throws(RequestError) in
        try facts.read(stated, of: values, for: decider, besides: others)
      }
      new.answer(on: day) { (facts, decider, others) throws(RequestError) in
        try facts.read(stated, of: values, for: decider, besides: others)
      }
    } catch {
      old.fail(error)
      new.fail(error)
    }
    compare(id)
  }

  private mutating func put(_ record: CSVRecords.Record) {
    do throws(RequestError) {
      guard try csv?.read(record) == true else { return }
    } catch {
      tally.requests += 1
      tally.unreadable += 1
      return
    }
    tally.requests += 1
    guard let head = csv?.head, passes(head.policy) else { return }
    do throws(RequestError) {
      let day = try date(head.date)
      old.answer(on: day) { (facts, decider, others) throws(RequestError) in
        try csv?.state(&facts, of: 0, for: decider, besides: others)
      }
      new.answer(on: day) { (facts, decider, others) throws(RequestError) in
        try csv?.state(&facts, of: 1, for: decider, besides: others)
      }
    } catch {
      old.fail(error)
      new.fail(error)
    }
    compare(csv?.id)
  }

  /// Whether a request is for the policy that is compared.
  private mutating func passes(_ name: String?) -> Bool {
    guard let name, name != policy else { return true }
    tally.ofOtherPolicies += 1
    return false
  }

  private func date(_ text: String?) throws(RequestError) -> CalendarDate? {
    guard let text else { return nil }
    guard let date = CalendarDate(text) else { throw RequestError(badDate: text) }
    return date
  }

  private mutating func compare(_ id: String?) {
    let (one, other) = (old.kind, new.kind)
    tally.count(one, other)
    guard one != other else { return }
    tally.count(lost: old.criteria, gained: new.criteria)
    guard writesChanges else { return }
    let json: JSON = [
      "id": id.map(JSON.string) ?? .null, "old": old.json, "new": new.json,
    ]
    changes.append(json.compact + "\n")
  }
}
