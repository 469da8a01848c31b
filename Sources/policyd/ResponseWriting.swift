internal import JSONText
internal import NIOCore
internal import NIOHTTP1

/// Writing the parts of responses.
extension RequestHandler {
  func respond(
    _ status: HTTPResponseStatus, _ type: String, _ text: String, _ context: ChannelHandlerContext
  ) {
    respond(status, type, Array(text.utf8), context)
  }

  func respond(
    _ status: HTTPResponseStatus, _ type: String, _ body: some Collection<UInt8>,
    _ context: ChannelHandlerContext, headers: [(String, String)] = []
  ) {
    write(head: status, type: type, length: body.count, context, headers)
    write(body, context)
    finish(Int(status.code), context)
  }

  func respond(_ problem: Problem, _ context: ChannelHandlerContext) {
    respond(
      problem.status, "application/problem+json", Array(problem.json.compact.utf8), context,
      headers: problem.headers)
  }

  /// Answers before the body was read. The connection is closed when the client has sent all of it, since closing it
  /// before could keep the answer from the client.
  func refuse(_ problem: Problem, _ context: ChannelHandlerContext) {
    exchange = .refused
    isKeptAlive = false
    let body = Array(problem.json.compact.utf8)
    write(
      head: problem.status, type: "application/problem+json", length: body.count, context,
      problem.headers)
    write(body, context)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    metrics.count(status: Int(problem.status.code), nanoseconds: elapsed)
  }

  func write(
    head status: HTTPResponseStatus, type: String, length: Int?, _ context: ChannelHandlerContext,
    _ others: [(String, String)] = []
  ) {
    var headers = HTTPHeaders([("content-type", type)] + others)
    if let length { headers.add(name: "content-length", value: String(length)) }
    if !isKeptAlive { headers.add(name: "connection", value: "close") }
    let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
  }

  func write(_ bytes: some Collection<UInt8>, _ context: ChannelHandlerContext) {
    guard !bytes.isEmpty else { return }
    var buffer = context.channel.allocator.buffer(capacity: bytes.count)
    buffer.writeBytes(bytes)
    if case .streaming = exchange {
      context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
    } else {
      context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
    }
  }

  func finish(_ status: Int, _ context: ChannelHandlerContext) {
    metrics.count(status: status, nanoseconds: elapsed)
    let isKeptAlive = isKeptAlive
    let channel = context.channel
    if isKeptAlive { expectRequest(on: channel) }
    let written = context.eventLoop.makePromise(of: Void.self)
    if !isKeptAlive { written.futureResult.whenComplete { _ in channel.close(promise: nil) } }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
  }

  private var elapsed: UInt64 { UInt64(max(0, (NIODeadline.now() - started).nanoseconds)) }
}
