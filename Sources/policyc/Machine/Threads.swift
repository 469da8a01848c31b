internal import Glibc
internal import Synchronization

/// Threads with the stack of the main one, which deciding needs for deep tables.
enum Threads {
  /// Runs the work on so many threads, this one included, and waits for all.
  static func run(_ count: Int, _ work: @escaping @Sendable () -> Void) {
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
      // One thread fewer does the same work.
      if status == 0 {
        threads.append(thread)
      } else {
        Unmanaged<Work>.fromOpaque(context).release()
      }
    }
    work()
    for thread in threads { pthread_join(thread, nil) }
  }

  /// What each element becomes, in the order of the elements, on as many threads as the machine
  /// has processors.
  static func map<Element: Sendable, Value: Sendable>(
    _ elements: [Element], _ transform: @escaping @Sendable (Element) -> Value
  ) -> [Value] {
    let turns = Turns<Value>(elements.count)
    run(min(elements.count, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) {
      while true {
        let place = turns.next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard place < elements.count else { return }
        let value = transform(elements[place])
        turns.values.withLock { $0[place] = value }
      }
    }
    return turns.values.withLock { $0.compactMap(\.self) }
  }
}

/// Which of several elements is next, and what became of those before.
private final class Turns<Value: Sendable>: Sendable {
  let next = Atomic(0)
  let values: Mutex<[Value?]>

  init(_ count: Int) { values = Mutex(Array(repeating: nil, count: count)) }
}

/// Something that threads wait for another to change.
final class Condition: @unchecked Sendable {
  // Both live as long as this object and are only handed to pthread's functions.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func wait(until isSo: () -> Bool) {
    pthread_mutex_lock(mutex)
    while !isSo() { pthread_cond_wait(condition, mutex) }
    pthread_mutex_unlock(mutex)
  }

  func changed() {
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }
}
