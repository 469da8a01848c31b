internal import Dispatch
internal import Glibc
internal import JSONText
internal import Machine
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization

/// Listens, answers until a signal ends it, and takes up new builds.
struct Service {
  private let tables: ServedTables
  private let decisions: DecisionLog?
  private let options: Serve
  private let metrics = Metrics()
  private let log = EventLog()

  /// - Parameter decisions: where answers are logged before they are given; nil if they are not.
  init(_ tables: ServedTables, _ decisions: DecisionLog?, options: Serve) {
    self.tables = tables
    self.decisions = decisions
    self.options = options
  }

  func run() throws(Failure) {
    // A client that goes away is an error of one write, not of the process.
    signal(SIGPIPE, SIG_IGN)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: options.threads)
    let connections = ConnectionCount(most: options.connections)
    let idle = TimeAmount.seconds(Int64(options.idle))
    let (tables, metrics, decisions) = (tables, metrics, decisions)
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 512)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        guard connections.open() else {
          metrics.refuse()
          return channel.eventLoop.makeFailedFuture(TooManyConnections())
        }
        channel.closeFuture.whenComplete { _ in connections.close() }
        return channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.addHandler(IdleStateHandler(allTimeout: idle))
          try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
          try pipeline.addHandler(RequestHandler(tables, metrics, decisions, patience: idle))
        }
      }
      .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
      .childChannelOption(.maxMessagesPerRead, value: 16)
    let channel: any Channel
    do {
      channel = try bootstrap.bind(host: options.host, port: options.port).wait()
    } catch {
      throw Failure(
        .machineFailed, "cannot listen on \(options.host), port \(options.port): \(error)",
        help: "choose another --port or --host")
    }
    log.write(
      "listening",
      [
        "address": .string(options.host),
        "port": .number(String(channel.localAddress?.port ?? options.port)),
        "tables": tables.build.list["policies"] ?? .null,
      ])
    let signals = watch(channel)
    try? channel.closeFuture.wait()
    // Connections that are open are closed once their requests are answered, or when they are silent.
    connections.drain(within: 10)
    decisions?.end()
    try? group.syncShutdownGracefully()
    log.write("stopped", [:])
    withExtendedLifetime(signals) {}
  }

  /// Ends or reloads on signals, and looks for new builds.
  private func watch(_ channel: any Channel) -> [any DispatchSourceProtocol] {
    let queue = DispatchQueue(label: "policyd")
    func source(_ number: Int32, _ body: @escaping @Sendable () -> Void)
      -> any DispatchSourceProtocol
    {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler(handler: body)
      source.activate()
      return source
    }
    let (tables, log) = (tables, log)
    let reload: @Sendable () -> Void = {
      do throws(Failure) {
        let build = try tables.reload()
        log.write(
          "reloaded",
          ["build": .number(String(build.number)), "tables": build.list["policies"] ?? .null])
      } catch {
        log.write("kept", ["problem": .string(error.message)])
      }
    }
    let stop: @Sendable () -> Void = { channel.close(promise: nil) }
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now() + 2, repeating: 2)
    timer.setEventHandler { if tables.isOutdated { reload() } }
    timer.activate()
    return [source(SIGTERM, stop), source(SIGINT, stop), source(SIGHUP, reload), timer]
  }
}

struct TooManyConnections: Error {}

/// Counts the connections, of which there are at most so many.
final class ConnectionCount: Sendable {
  private let most: Int
  private let count = Atomic(0)

  init(most: Int) { self.most = most }

  func open() -> Bool {
    if count.wrappingAdd(1, ordering: .relaxed).newValue <= most { return true }
    close()
    return false
  }

  func close() { count.wrappingSubtract(1, ordering: .relaxed) }

  /// Waits until there are none.
  func drain(within seconds: Int) {
    for _ in 0..<seconds * 20 where count.load(ordering: .relaxed) > 0 { usleep(50_000) }
  }
}

/// Writes events to standard error, each as one line of JSON.
final class EventLog: Sendable {
  private let lock = Mutex(())

  func write(_ event: String, _ members: JSON) {
    let head = [JSON.Member("time", .now), JSON.Member("event", .string(event))]
    let line = JSON.object(head + (members.object ?? [])).compact
    lock.withLock { _ in Terminal.error(line) }
  }
}
