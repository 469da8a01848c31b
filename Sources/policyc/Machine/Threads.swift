internal import Glibc

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
