internal import DecisionRequests
internal import DecisionTable
internal import Glibc
internal import JSONText
internal import Values

/// Times decisions in memory for `make bench`, and prints each measurement as `name value`.
@main
enum DecisionBench {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 4 else {
      fatalError("usage: DecisionBench decide|answer TABLE REQUESTS")
    }
    let start = seconds
    let compiled = try CompiledTable(json: try bytes(of: arguments[2]))
    let read = seconds
    let decider = Decider(compiled.table)
    print("read_ms \((read - start) * 1e3)")
    print("compile_ms \((seconds - read) * 1e3)")
    print("has_diagram \(decider.hasDiagram)")
    let lines = try bytes(of: arguments[3]).split(separator: 0x0A).map(Array.init)
    let entry = RevisionHistory.Entry(
      id: compiled.revision, printed: compiled.printed, status: .released, supersedes: nil,
      approval: nil, effective: nil, isReconstructed: false)
    let responder = try Responder(
      policies: [
        CompiledPolicy(
          id: compiled.policy, history: RevisionHistory(entries: [entry]),
          tables: [entry.id: compiled.table])
      ])
    switch arguments[1] {
    case "decide": try decide(lines, decider)
    default: answer(lines, responder)
    }
  }

  /// Times decisions on facts that have already been read. Each request is decided many times, and the
  /// percentiles are over requests.
  private static func decide(_ lines: [[UInt8]], _ decider: Decider) throws {
    var facts = decider.facts()
    var decision = decider.decision()
    let mallocCount = mallocCount
    var times: [Double] = []
    times.reserveCapacity(lines.count)
    var allocated = 0
    for line in lines {
      let request = try JSON(bytes: line)
      facts.clear(date: request["date"]?.string.flatMap { CalendarDate($0) })
      for member in request["facts"]?.object ?? [] {
        if let value = FactValue(member.value) {
          try facts.set(member.name, to: value)
        }
      }
      try decider.decide(facts, into: &decision)
      let rounds = 64
      let before = mallocCount?() ?? 0
      let start = seconds
      for _ in 0..<rounds { try decider.decide(facts, into: &decision) }
      times.append((seconds - start) / Double(rounds) * 1e9)
      allocated += (mallocCount?() ?? 0) - before
    }
    times.sort()
    print("decisions \(times.count)")
    print("p50_ns \(times[times.count / 2])")
    print("allocations \(mallocCount == nil ? "uncounted" : String(allocated))")
    print("p99_ns \(times[times.count * 99 / 100])")
  }

  /// Times the whole path in memory, from the bytes of a request to those of its answer.
  private static func answer(_ lines: [[UInt8]], _ responder: Responder) {
    var answerer = Answerer(responder)
    var block = AnsweredBlock()
    var blocks: [[UInt8]] = [[]]
    for line in lines {
      if blocks[blocks.count - 1].count > 1 << 18 { blocks.append([]) }
      blocks[blocks.count - 1] += line + [0x0A]
    }
    for round in 0..<5 {
      let start = seconds
      for text in blocks {
        text.withUnsafeBufferPointer { block.answer($0, by: &answerer) }
      }
      if round > 0 {
        print("answer_ns \((seconds - start) / Double(lines.count) * 1e9)")
      }
    }
  }

  private static func bytes(of path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else { fatalError("cannot read \(path)") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// The number of allocations so far; nil unless the counting library is preloaded.
  private static var mallocCount: (@convention(c) () -> Int)? {
    dlsym(nil, "count_of_malloc").map {
      unsafeBitCast($0, to: (@convention(c) () -> Int).self)
    }
  }

  /// The CPU time of this thread, which does not depend on the load of the machine.
  private static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

extension FactValue {
  /// A fact in one of the JSON forms that the requests of the benchmark use.
  fileprivate init?(_ json: JSON) {
    switch json {
    case .boolean(let value): self = .boolean(value)
    case .string(let text):
      if let date = CalendarDate(text) {
        self = .date(date)
      } else {
        self = (try? Code(text)).map { .code($0) } ?? .choice(text)
      }
    case .number(let digits):
      guard let value = ExactDecimal(digits) else { return nil }
      self = .quantity(value, unit: nil)
    case .array(let elements): self = .set(FactValue.members(elements))
    case .object:
      if case .number(let digits)? = json["value"], let value = ExactDecimal(digits) {
        self = .quantity(value, unit: json["unit"]?.string)
        return
      }
      self = .partialSet(
        present: FactValue.members(json["present"]?.array ?? []),
        absent: FactValue.members(json["absent"]?.array ?? []))
    default: return nil
    }
  }

  private static func members(_ elements: [JSON]) -> [SetMember] {
    elements.compactMap(\.string).map { text in
      (try? Code(text)).map { .code($0) } ?? .term(text)
    }
  }
}
