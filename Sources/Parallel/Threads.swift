internal import Glibc
internal import Synchronization

/// Runs work on threads whose stack is as large as that of the main thread, which deep tables need.
package enum Threads {
  /// Runs the work on `count` threads, the current one included, and waits for all of them.
  package static func run(_ count: Int, _ work: @escaping @Sendable () -> Void) {
    final class Work: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var threads: [pthread_t] = []
    for _ in 1..<max(1, count) {
      var thread = pthread_t()
      let context = Unmanaged.passRetained(Work(work)).toOpaque()
      let status = pthread_create(
        &thread, nil,
        { context in
          guard let context else { return nil }
          Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
          return nil
        }, context)
      // If a thread cannot be started, the others do its work.
      if status == 0 {
        threads.append(thread)
      } else {
        Unmanaged<Work>.fromOpaque(context).release()
      }
    }
    work()
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Transforms each element, using one thread per processor. The results are in the order of the elements.
  package static func map<Element: Sendable, Value: Sendable>(
    _ elements: [Element], _ transform: @escaping @Sendable (Element) -> Value
  ) -> [Value] {
    map(elements, threads: sysconf(Int32(_SC_NPROCESSORS_ONLN)), transform)
  }

  package static func map<Element: Sendable, Value: Sendable>(
    _ elements: [Element], threads: Int, _ transform: @escaping @Sendable (Element) -> Value
  ) -> [Value] {
    let results = Results<Value>(elements.count)
    run(min(elements.count, threads)) {
      while true {
        let index = results.next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < elements.count else { return }
        let value = transform(elements[index])
        results.values.withLock { $0[index] = value }
      }
    }
    return results.values.withLock { $0.compactMap(\.self) }
  }
}

/// The index of the next element to take, and the results so far.
private final class Results<Value: Sendable>: Sendable {
  let next = Atomic(0)
  let values: Mutex<[Value?]>

  init(_ count: Int) { values = Mutex(Array(repeating: nil, count: count)) }
}
