internal import DecisionRequests
internal import JSONText
internal import Machine
internal import NIOCore
internal import NIOHTTP1

/// Answers the requests of one connection, one after the other.
///
/// The lines of a body of NDJSON are answered as they come, so a body has no limit; a client that does not read its
/// answers is not read from either.
final class RequestHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = Never
  typealias OutboundOut = HTTPServerResponsePart

  private let tables: ServedTables
  let metrics: Metrics
  private let decisions: DecisionLog?
  /// The bytes of answers whose records are not on the disk yet.
  private var unrecorded = 0
  private static let mostUnrecorded = 4 << 20
  private var session: DecisionSession?
  var exchange = Exchange.idle
  var isKeptAlive = true
  var started = NIODeadline.now()
  private var wantsToRead = false
  /// Closes the connection if a request that is not a stream of lines takes too long to arrive.
  private var deadline: Scheduled<Void>?
  private let patience: TimeAmount

  enum Exchange {
    case idle
    /// A request whose body is collected.
    case collecting(Route, NIOCore.ByteBuffer)
    /// Lines that are answered as they come.
    case streaming
    /// An answer was given, and the rest of the body is not read.
    case refused
  }

  /// - Parameter patience: how long a request may take to arrive, and the next one to begin.
  init(
    _ tables: ServedTables, _ metrics: Metrics, _ decisions: DecisionLog?, patience: TimeAmount
  ) {
    self.patience = patience
    self.tables = tables
    self.metrics = metrics
    self.decisions = decisions
  }

  // MARK: Patience

  func channelActive(context: ChannelHandlerContext) {
    expectRequest(on: context.channel)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    context.fireChannelInactive()
  }

  /// Waits for the end of a request. A client that sends a byte now and then is not silent, but is not waited for either.
  func expectRequest(on channel: any Channel) {
    deadline?.cancel()
    deadline = channel.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
  }

  // MARK: Reading

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): begin(head, context)
    case .body(let part): take(part, context)
    case .end: end(context)
    }
  }

  /// Reads only while the client takes its answers.
  func read(context: ChannelHandlerContext) {
    if mayRead(context) { context.read() } else { wantsToRead = true }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    readAgain(context)
    context.fireChannelWritabilityChanged()
  }

  private func mayRead(_ context: ChannelHandlerContext) -> Bool {
    context.channel.isWritable && unrecorded < RequestHandler.mostUnrecorded
  }

  private func readAgain(_ context: ChannelHandlerContext) {
    guard wantsToRead, mayRead(context) else { return }
    wantsToRead = false
    context.read()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent {
      context.close(promise: nil)
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    started = .now()
    isKeptAlive = head.isKeepAlive
    do throws(Problem) {
      let route = try Route(head)
      if case .decideLines(let addition) = route {
        let session = fittingSession()
        session.begin(adding: addition)
        exchange = .streaming
        deadline?.cancel()
        letContinue(head, context)
        write(head: .ok, type: "application/x-ndjson", length: nil, context)
      } else {
        let stated = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        guard stated <= Responder.longestLine else { throw .tooLarge }
        letContinue(head, context)
        exchange = .collecting(route, NIOCore.ByteBuffer())
      }
    } catch {
      refuse(error, context)
    }
  }

  /// Tells a client that waits for it to send the body.
  private func letContinue(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    guard head.headers.first(name: "expect")?.lowercased() == "100-continue" else { return }
    let answer = HTTPResponseHead(version: .http1_1, status: .continue)
    context.writeAndFlush(wrapOutboundOut(.head(answer)), promise: nil)
  }

  private func take(_ part: NIOCore.ByteBuffer, _ context: ChannelHandlerContext) {
    switch exchange {
    case .collecting(let route, var body):
      exchange = .idle
      guard body.readableBytes + part.readableBytes <= Responder.longestLine else {
        return refuse(.tooLarge, context)
      }
      body.writeImmutableBuffer(part)
      exchange = .collecting(route, body)
    case .streaming:
      guard let session else { return }
      give(session.answer(part.readableBytesView), of: session, context)
    case .idle, .refused: break
    }
  }

  private func end(_ context: ChannelHandlerContext) {
    deadline?.cancel()
    switch exchange {
    case .collecting(let route, let body): answer(route, body, context)
    case .streaming:
      if let session {
        give(session.end(), of: session, context)
        metrics.add(session.takeTally())
      }
      afterRecords([], context) { handler, context in handler.finish(200, context) }
    case .refused: context.close(promise: nil)
    case .idle: break
    }
    exchange = .idle
  }

  // MARK: Answering

  /// The session of the present build.
  private func fittingSession() -> DecisionSession {
    let build = tables.build
    if let session, session.build === build { return session }
    let session = DecisionSession(build, keepsRequests: decisions != nil)
    self.session = session
    return session
  }

  private func answer(_ route: Route, _ body: NIOCore.ByteBuffer, _ context: ChannelHandlerContext)
  {
    do throws(Problem) {
      switch route {
      case .decide(let addition):
        let session = fittingSession()
        session.begin(adding: addition)
        defer { metrics.add(session.takeTally()) }
        let answer = session.answer(one: body.readableBytesView)
        let records = decisions.map { log in
          DecisionRecords(
            one: Array(body.readableBytesView), answer.line, by: session.build,
            keepsRequests: log.keepsRequests
          ).bytes
        }
        afterRecords(records ?? [], context) { handler, context in
          if let problem = answer.problem {
            handler.respond(problem, context)
          } else {
            handler.respond(.ok, "application/json", answer.line, context)
          }
        }
      case .decideLines: preconditionFailure("lines are answered as they come")
      case .tables: respond(.ok, "application/json", tables.build.list.compact, context)
      case .table(let policy, let revision):
        let bytes: [UInt8]?
        do throws(Failure) {
          bytes = try tables.table(policy, revision)
        } catch {
          throw .unavailable
        }
        guard let bytes else { throw .notFound }
        respond(.ok, "application/json", bytes, context)
      case .release(let policy, let revision):
        guard let envelope = tables.build.releases["\(policy)/\(revision)"] else { throw .notFound }
        respond(.ok, "application/json", envelope, context)
      case .openAPI: respond(.ok, "application/json", tables.build.openAPI, context)
      case .health: respond(.ok, "application/json", #"{"status":"ok"}"#, context)
      case .metrics:
        respond(.ok, "text/plain; version=0.0.4", metrics.text(tables.build), context)
      }
    } catch {
      respond(error, context)
    }
  }

  /// Writes the answers to lines of a body, once their records are on the disk.
  private func give(
    _ lines: AnsweredLines, of session: DecisionSession, _ context: ChannelHandlerContext
  ) {
    guard let decisions else { return write(lines.answers, context) }
    guard !lines.answers.isEmpty else { return }
    let records = DecisionRecords(
      lines.requests, lines.answers, by: session.build, keepsRequests: decisions.keepsRequests)
    unrecorded += lines.answers.count
    afterRecords(records.bytes, context) { handler, context in
      handler.unrecorded -= lines.answers.count
      handler.write(lines.answers, context)
      context.flush()
      handler.readAgain(context)
    }
  }

  /// Calls `body` once these records and all before them are on the disk; at once if there is no log. If they cannot be
  /// written, the connection is closed without an answer.
  private func afterRecords(
    _ records: [UInt8], _ context: ChannelHandlerContext,
    _ body: @escaping (RequestHandler, ChannelHandlerContext) -> Void
  ) {
    guard let decisions else { return body(self, context) }
    decisions.append(records, on: context.eventLoop).assumeIsolated().whenComplete { result in
      switch result {
      case .success: body(self, context)
      case .failure: context.close(promise: nil)
      }
    }
  }
}
