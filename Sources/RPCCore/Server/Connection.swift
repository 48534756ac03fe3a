/// One session with one client, without input or output of its own: bytes are put in, bytes are taken out.
///
/// All of it belongs to one thread, that of the loop. Workers reach it through the mailbox alone.
final class Connection<State> {
  let server: Server<State>
  let mailbox: Mailbox
  /// Called with what a person who looks for a fault may want to know.
  var log: (LogEvent) -> Void = { _ in }
  /// Called with the process id that `initialize` names.
  var watchClient: (Int) -> Void = { _ in }
  /// Mirrors all messages.
  var recording: Recording?

  private var state: State
  private let limits: Limits
  private let executor: any Executor
  private let context: Context<State>
  private var framer: Framer
  private var parser: JSONParser?
  private(set) var session = Session()
  private var calls = Calls()
  private var serial = 0
  /// Jobs given to the executor that have not ended, cancelled ones included.
  private var jobs = 0
  private(set) var outbox = Outbox()
  private var scratch = JSONWriter()
  /// Messages that wait until the client shows which framing it speaks.
  private var unframed: [ByteBox] = []
  private var outgoing: [Int: Outgoing] = [:]
  private var background = Background()
  private var isPaused = false
  /// Whether requests are refused because the client does not read.
  var isRefusing = false
  private var isInputEnded = false

  /// Whether a large message has left memory behind that the next one could use.
  private(set) var holdsSpareMemory = false

  /// What makes a message large.
  private static var largeBytes: Int { 256 * 1024 }

  private struct Outgoing {
    let reply: ClientReply<State>
    let deadline: Int
  }

  init(_ server: Server<State>, state: State, mailbox: Mailbox, executor: any Executor) {
    self.server = server
    self.state = state
    self.mailbox = mailbox
    self.executor = executor
    limits = server.limits
    context = Context(client: Client(mailbox: mailbox, call: nil), call: nil)
    framer = Framer(framing: server.framing, limits: limits)
  }

  // MARK: Bytes in

  /// Lets `fill` add bytes from the client; it returns how many.
  func receive<E: Error>(_ fill: (UnsafeMutableRawBufferPointer) throws(E) -> Int) throws(E) -> Int {
    unsafe try framer.append(room: framer.readSize, fill)
  }

  /// Handles all messages that are complete, as far as the limits allow.
  func process() {
    collect()
    while session.exitCode == nil, !isSaturated, let event = framer.next() {
      handle(event)
      collect()
    }
    if isInputEnded, session.exitCode == nil, !isSaturated, calls.isEmpty { end() }
    balance()
  }

  /// Whether more bytes from the client would be handled now.
  var wantsInput: Bool { session.exitCode == nil && !isInputEnded && !isSaturated }

  /// Whether a message has begun and not ended.
  var isIncomplete: Bool { framer.isIncomplete && !isSaturated }

  /// Whether nothing but the client can make anything happen.
  var isQuiet: Bool {
    jobs == 0 && outbox.isEmpty && outgoing.isEmpty && background.isEmpty && !framer.isIncomplete && mailbox.isEmpty
  }

  /// Whether reading stops until something is answered, or read by the client.
  private var isSaturated: Bool {
    isOutputFull || jobs >= limits.requestsInFlight || calls.bytes >= limits.requestBytesInFlight
  }

  /// Whether the client has to read before anything else is answered.
  var isOutputFull: Bool {
    outbox.count >= limits.unreadBytes + (isRefusing ? limits.refusalBytes : 0)
  }

  /// Says that the client sends no more.
  ///
  /// A script writes its lines, closes, and reads the answers, so those are worked out first. An editor that closes is
  /// gone.
  func endInput() {
    isInputEnded = true
    framer.finish()
    process()
    if framer.framing == .headers { end() }
  }

  /// A message has been incomplete for long.
  func reportIncomplete() {
    log(.incompleteFrame)
    if let event = framer.expire() { handle(event) }
    if session.phase == .initialized {
      context.client.notify("window/logMessage") { writer in
        writer.object { writer in
          writer.member("type", 2)
          writer.member("message", "a message has begun and not ended: is its Content-Length right?")
        }
      }
    }
    process()
  }

  // MARK: Bytes out

  /// Sends as much as `write` takes.
  func flush(_ write: (UnsafeRawBufferPointer) -> Int?) {
    unsafe outbox.flush(write)
    balance()
    if holdsSpareMemory { outbox.reclaim(into: &scratch.output) }
  }

  /// Sends a whole message.
  private func send(_ message: inout ByteBuffer) {
    guard let framing = framer.framing else {
      var waiting = ByteBuffer()
      swap(&waiting, &message)
      // A client that sends nothing but noise is not owed an answer to each of it.
      if unframed.count < 64 { unframed.append(ByteBox(waiting)) }
      return
    }
    recording?.record(.server, message.span)
    if message.count > Self.largeBytes { holdsSpareMemory = true }
    outbox.append(&message, framing: framing)
  }

  private func sendUnframed() {
    guard !unframed.isEmpty, framer.framing != nil else { return }
    let waiting = unframed
    unframed = []
    for box in waiting {
      var message = box.take()
      send(&message)
    }
  }

  /// Stops or starts the work, and gives memory back, as the client reads.
  private func balance() {
    let isFull = outbox.count >= limits.unreadBytes
    if isFull != isPaused, isFull || outbox.count <= limits.unreadBytes / 2 {
      isPaused = isFull
      if isFull { executor.pause() } else { executor.resume() }
    }
    if isRefusing, outbox.count < limits.unreadBytes / 2 { isRefusing = false }
  }

  /// Gives the memory back that large messages have left behind.
  func trim() {
    holdsSpareMemory = false
    framer.trim()
    scratch.output.removeAll(keepingCapacityUpTo: 1 << 16)
    var parser = self.parser.take()
    parser?.shrink(to: 1 << 16)
    self.parser = consume parser
  }

  // MARK: Frames

  private func handle(_ event: Framer.Event) {
    switch event {
    case .frame(let range):
      if !unframed.isEmpty { sendUnframed() }
      receive(range)
    case .fault(let fault, let opening):
      log(.badFrame(fault))
      let start = unsafe UnsafeRawBufferPointer(rebasing: framer.bytes[opening])
      recording?.recordFault(fault)
      let data: JSON = ["reason": .string(fault.rawValue)]
      guard fault == .messageTooLong else { return refuse(RPCError(.parseError, fault.rawValue, data: data)) }
      let id = unsafe OpeningID.find(in: start) ?? []
      refuse(RPCError(.invalidRequest, fault.rawValue, data: data), id: id.span)
    case .skipped(let count):
      log(.skippedBytes(count))
    }
  }

  private func receive(_ range: Range<Int>) {
    let bytes = unsafe UnsafeRawBufferPointer(rebasing: framer.bytes[range])
    let span = unsafe Span<UInt8>(_unsafeBytes: bytes)
    recording?.record(.client, span)
    var parser =
      self.parser.take() ?? JSONParser(limits: JSONLimits(depth: limits.depth, bytes: limits.messageBytes))
    do throws(JSONError) {
      let message = try parser.parse(span)
      if message.isArray {
        receiveBatch(message)
      } else {
        receive(message, size: range.count, batch: nil)
      }
    } catch {
      let hidesAnother = framer.reject(range)
      log(.badJSON(error))
      let fault = hidesAnother ? FrameFault.bodyCutShort.rawValue : nil
      refuse(RPCError(parsing: error, reason: fault))
    }
    if range.count > Self.largeBytes { holdsSpareMemory = true }
    self.parser = consume parser
  }

  /// Answers something whose id cannot be told.
  private func refuse(_ error: RPCError, batch: Batch? = nil) {
    let none: [UInt8] = []
    refuse(error, id: none.span, batch: batch)
  }

  /// Answers something that is not carried out.
  private func refuse(_ error: RPCError, id: borrowing Span<UInt8>, batch: Batch? = nil) {
    Answer.write(error, for: id, to: &scratch)
    deliver(to: batch)
  }

  /// Sends the answer that stands in the scratch buffer.
  private func deliver(to batch: Batch?) {
    if let batch {
      batch.add(scratch.output.span)
      scratch.output.removeAll(keepingCapacityUpTo: Self.largeBytes)
    } else {
      send(&scratch.output)
    }
  }

  private func receiveBatch(_ message: JSONView) {
    guard !server.refusesBatches else { return refuse(RPCError(.invalidRequest, "no batches here")) }
    guard let count = try? message.elements().countUpTo(limits.batchMembers + 1), count > 0 else {
      return refuse(RPCError(.invalidRequest, "an empty batch"))
    }
    guard count <= limits.batchMembers else {
      let error = RPCError(.invalidRequest, "a batch of more than \(limits.batchMembers) members")
      return refuse(error)
    }
    let batch = Batch()
    if var members = try? message.elements() {
      while let member = members.next() { receive(member, size: member.byteRange.count, batch: batch) }
    }
    complete(batch)
  }

  private func complete(_ batch: Batch) {
    if var message = batch.complete() { send(&message) }
  }

  // MARK: Messages

  private func receive(_ message: JSONView, size: Int, batch: Batch?) {
    let envelope = Envelope(message)
    switch envelope.kind {
    case .request: receiveRequest(envelope, size: size, batch: batch)
    case .notification: receiveNotification(envelope)
    case .response: receiveResponse(envelope)
    case .uselessResponse: log(.uselessResponse)
    case .invalid(let reason):
      let error = RPCError(.invalidRequest, reason, data: ["expected": .string(reason)])
      guard let id = envelope.id else { return refuse(error, batch: batch) }
      refuse(error, id: id.rawBytes, batch: batch)
    }
  }

  private func receiveRequest(_ envelope: borrowing Envelope, size: Int, batch: Batch?) {
    guard let id = envelope.id, let name = envelope.method else { return }
    let method = (try? name.withUTF8 { server.table.find($0) }) ?? nil
    if let refusal = refusal(of: method, id: id, batch: batch) {
      return refuse(refusal, id: id.rawBytes, batch: batch)
    }
    guard let method, method.isRequest else {
      Answer.writeMethodNotFound(name, for: id.rawBytes, to: &scratch)
      return deliver(to: batch)
    }
    if session.trace != .off { trace("received", method.name, id) }
    do throws(RPCError) {
      guard let params = envelope.params else {
        let none = Parameters.none
        return try perform(method, id, none.root, size: size, batch: batch)
      }
      guard params.isArray else { return try perform(method, id, params, size: size, batch: batch) }
      let names = method.description.parameters.map(\.name)
      let document = try Parameters.named(params, names)
      try perform(method, id, document.root, positions: names, size: size, batch: batch)
    } catch {
      refuse(error, id: id.rawBytes, batch: batch)
    }
  }

  /// Why a request is not carried out; nil when it is.
  private func refusal(of method: Method<State>?, id: JSONView, batch: Batch?) -> RPCError? {
    let refusal = session.refusal(
      needsInitialize: method?.needsInitialize ?? false, isInitialize: method?.name == "initialize")
    if let refusal { return refusal }
    if !calls.isEmpty, let id = RequestID(id), calls.contains(id) {
      return RPCError(.invalidRequest, "the id is in use by a request in flight")
    }
    if isRefusing || (batch?.size ?? 0) > limits.unreadBytes { return RPCError(.overloaded) }
    return nil
  }

  private func perform(
    _ method: Method<State>, _ id: JSONView, _ params: JSONView, positions: [String]? = nil, size: Int, batch: Batch?
  ) throws(RPCError) {
    switch method.handler {
    case .inline(let handler):
      if case .edits(let path) = method.ordering { modify(path, params) }
      Answer.begin(id.rawBytes, in: &scratch)
      let start = scratch.output.count
      do {
        try handler(&state, params, context, &scratch)
        Answer.end(resultStart: start, in: &scratch)
      } catch {
        scratch.output.removeAll()
        throw answer(for: error, params, positions)
      }
      if method.name == "initialize" { initialize(params) }
      // What the handler told the client comes before its answer.
      collectIntoOutbox()
      deliver(to: batch)
    case .heavy(let handler):
      guard let call = call(id, method, params, size) else { return }
      let context = Context<State>(client: Client(mailbox: mailbox, call: call), call: call)
      do {
        let work = try handler(&state, params, context)
        call.prepare { [mailbox] in
          Reply<State>(mailbox: mailbox, call: call).send { try work(context, &$0) }
        }
      } catch {
        throw answer(for: error, params, positions)
      }
      take(up: call, batch)
      jobs += 1
      executor.submit { [mailbox] in
        call.run()
        mailbox.post(.workEnded)
      }
    case .deferred(let handler):
      guard let call = call(id, method, params, size) else { return }
      let context = Context<State>(client: Client(mailbox: mailbox, call: call), call: call)
      take(up: call, batch)
      do {
        try handler(&state, params, context, Reply(mailbox: mailbox, call: call))
      } catch {
        fail(call, with: answer(for: error, params, positions))
      }
    case .protocolRequest(.shutdown):
      session.shutDown()
      Answer.begin(id.rawBytes, in: &scratch)
      Answer.end(resultStart: scratch.output.count, in: &scratch)
      deliver(to: batch)
    case .protocolRequest(.discover):
      Answer.begin(id.rawBytes, in: &scratch)
      let start = scratch.output.count
      server.writeOpenRPC(to: &scratch)
      Answer.end(resultStart: start, in: &scratch)
      deliver(to: batch)
    case .notification, .protocolNotification: throw RPCError(.methodNotFound)
    }
  }

  private func answer(for error: any Error, _ params: JSONView, _ positions: [String]?) -> RPCError {
    if let error = error as? JSONError {
      return RPCError(reading: error, base: params.pointer, positions: positions)
    }
    if !(error is RPCError), !(error is Cancelled) { log(.handlerFailed("\(error)")) }
    return Answer.error(for: error)
  }

  private func initialize(_ params: JSONView) {
    session.initialize()
    if let trace = params["trace"], let value = try? trace.string() { session.trace = .init(rawValue: value) ?? .off }
    if let process = params["processId"], let id = try? process.int(), id > 0 { watchClient(id) }
  }

  // MARK: Calls

  private func call(_ id: JSONView, _ method: Method<State>, _ params: JSONView, _ size: Int) -> Call? {
    guard let id = RequestID(id) else { return nil }
    var document: String?
    if case .reads(let path) = method.ordering { document = Parameters.string(at: path, in: params) }
    if case .edits(let path) = method.ordering { modify(path, params) }
    var workDoneToken: RequestID?
    var partialResultToken: RequestID?
    if let token = params["workDoneToken"] { workDoneToken = RequestID(token) }
    if let token = params["partialResultToken"] { partialResultToken = RequestID(token) }
    serial += 1
    return Call(
      id: id, serial: serial, size: size, document: document, workDoneToken: workDoneToken,
      partialResultToken: partialResultToken)
  }

  private func take(up call: Call, _ batch: Batch?) {
    calls.insert(call, batch: batch)
    batch?.expect()
  }

  /// Answers a call in flight with an error, and stops its work.
  private func fail(_ call: Call, with error: RPCError) {
    call.cancel()
    mailbox.release()
    Progress(mailbox: mailbox, call: call).end()
    collectIntoOutbox()
    let id = call.id.token
    Answer.write(error, for: id.span, to: &scratch)
    finish(call, &scratch.output)
  }

  /// Sends the answer to a call, unless it was answered before.
  private func finish(_ call: Call, _ message: inout ByteBuffer) {
    let (batch, wasPending) = calls.finish(call)
    if wasPending, let batch {
      batch.add(message.span)
      complete(batch)
    } else if wasPending {
      send(&message)
    }
    message.removeAll(keepingCapacityUpTo: Self.largeBytes)
  }

  /// Ends the calls that read the document that a message edits.
  private func modify(_ path: [String], _ params: JSONView) {
    guard !calls.isEmpty, let document = Parameters.string(at: path, in: params) else { return }
    for call in calls.reading(document) { fail(call, with: RPCError(.contentModified)) }
  }

  // MARK: Notifications

  private func receiveNotification(_ envelope: borrowing Envelope) {
    guard let name = envelope.method else { return }
    guard let method = (try? name.withUTF8 { server.table.find($0) }) ?? nil else { return }
    if case .protocolNotification(.exit) = method.handler { return leave() }
    guard session.admitsNotification(needsInitialize: method.needsInitialize) else { return }
    do {
      guard let params = envelope.params else {
        let none = Parameters.none
        return try notice(method, none.root)
      }
      guard params.isArray else { return try notice(method, params) }
      let document = try Parameters.named(params, method.description.parameters.map(\.name))
      try notice(method, document.root)
    } catch {
      log(.notificationFailed(method.name, "\(error)"))
    }
  }

  private func notice(_ method: Method<State>, _ params: JSONView) throws {
    switch method.handler {
    case .notification(let handler):
      if case .edits(let path) = method.ordering { modify(path, params) }
      try handler(&state, params, context)
    case .protocolNotification(.cancelRequest):
      guard let value = params["id"], let id = RequestID(value) else {
        throw RPCError.invalidParams(at: "/id", expected: "a string or a number", found: "something else")
      }
      if let call = calls[id] { fail(call, with: RPCError(.requestCancelled)) }
    case .protocolNotification(.cancelProgress):
      guard let value = params["token"], let token = RequestID(value) else { return }
      for call in calls.reporting(token) { fail(call, with: RPCError(.requestCancelled)) }
    case .protocolNotification(.setTrace):
      if let value = params["value"] { session.trace = Session.Trace(rawValue: try value.string()) ?? session.trace }
    default: break
    }
  }

  private func trace(_ verb: String, _ method: String, _ id: JSONView) {
    let id = id.rawText
    context.client.notify("$/logTrace") { writer in
      writer.object { $0.member("message", "\(verb) \(method) (\(id))") }
    }
  }

  // MARK: Requests to the client

  private func receiveResponse(_ envelope: borrowing Envelope) {
    guard let id = envelope.id, let serial = try? id.int(), let waiting = outgoing.removeValue(forKey: serial) else {
      return log(.uselessResponse)
    }
    if let result = envelope.result {
      waiting.reply.take(&state, .success(JSON(json: result)), context)
    } else if let error = envelope.error {
      let code = error["code"].flatMapInt ?? ErrorCode.internalError.value
      var message = ""
      if let text = error["message"] { message = (try? text.string()) ?? "" }
      var data: JSON?
      if let value = error["data"] { data = JSON(json: value) }
      let failure = RPCError(ErrorCode(code, name: "ClientError", meaning: message), data: data)
      waiting.reply.take(&state, .failure(failure), context)
    }
  }

  private func request(_ method: String, _ params: borrowing Span<UInt8>, _ reply: ClientReply<State>, seconds: Int) {
    guard outgoing.count < limits.requestsToClient else {
      return reply.take(&state, .failure(RPCError(.overloaded, "too many requests to the client")), context)
    }
    guard session.exitCode == nil else {
      return reply.take(&state, .failure(RPCError(.stopping)), context)
    }
    serial += 1
    outgoing[serial] = Outgoing(reply: reply, deadline: Clock.milliseconds() + seconds * 1000)
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("jsonrpc", "2.0")
    writer.member("id", serial)
    writer.member("method", method)
    writer.key("params")
    writer.raw(params)
    writer.endObject()
    var message = writer.finish()
    send(&message)
  }

  private func failOutgoing(_ serial: Int, _ error: RPCError) {
    guard let waiting = outgoing.removeValue(forKey: serial) else { return }
    waiting.reply.take(&state, .failure(error), context)
  }

  // MARK: Mailbox

  /// Takes what workers and the service have to say, as long as the client reads.
  private func collect() {
    while !mailbox.isEmpty, !isOutputFull, let item = mailbox.take() { collect(item) }
  }

  /// Takes all that was said, whether the client reads or not.
  private func collectIntoOutbox() {
    while !mailbox.isEmpty, let item = mailbox.take() { collect(item) }
  }

  private func collect(_ item: Mailbox.Item) {
    switch item {
    case .answer(let call, let box):
      var message = box.take()
      finish(call, &message)
    case .workEnded: jobs -= 1
    case .notification(let box):
      var message = box.take()
      send(&message)
    case .request(let method, let box, let reply, let seconds):
      guard let reply = reply as? ClientReply<State> else { return }
      let params = box.take()
      request(method, params.span, reply, seconds: seconds)
    case .background(let name, let milliseconds, let work, let call):
      background.put(name, call, due: Clock.milliseconds() + milliseconds, work)
      startBackground(at: Clock.milliseconds())
    }
  }

  private func startBackground(at now: Int) {
    for (call, work) in background.takeDue(at: now) {
      jobs += 1
      executor.submit { [mailbox] in
        if !call.isCancelled { work() }
        mailbox.post(.workEnded)
      }
    }
  }

  // MARK: Time

  /// When `tick` has something to do, in milliseconds of the monotonic clock.
  var deadline: Int? {
    [outgoing.values.map(\.deadline).min(), background.due].compactMap { $0 }.min()
  }

  /// Does what is due.
  func tick(at now: Int) {
    for serial in outgoing.filter({ $0.value.deadline <= now }).keys.sorted() {
      failOutgoing(serial, RPCError(.requestFailed, "the client gave no answer in time"))
    }
    startBackground(at: now)
    process()
  }

  // MARK: The end

  /// Told to leave by the client.
  private func leave() {
    session.exit()
    stop()
  }

  /// Ends the session because its input has ended, its client has died or the process was told to stop.
  func end() {
    session.end(isScript: framer.framing != .headers)
    stop()
  }

  /// Ends the session whose client does not read any more.
  func abandon() -> Int32 {
    let code = session.exitCode
    end()
    forgetOutput()
    return code ?? 1
  }

  /// Forgets what nobody will read.
  func forgetOutput() { outbox.removeAll() }

  /// Whether a script has closed its input and waits for the answers.
  var endedByScript: Bool { isInputEnded && framer.framing != .headers }

  /// Answers everything that is in flight.
  private func stop() {
    for call in calls.all { fail(call, with: RPCError(.stopping)) }
    for serial in outgoing.keys.sorted() { failOutgoing(serial, RPCError(.stopping)) }
    background.cancelAll()
    collectIntoOutbox()
    mailbox.close()
    if framer.framing == nil, !unframed.isEmpty {
      for box in unframed {
        var message = box.take()
        outbox.append(&message, framing: .lines)
      }
      unframed = []
    }
  }
}

extension Optional where Wrapped == JSONView, Wrapped: ~Escapable {
  /// The integer, if there is one.
  fileprivate var flatMapInt: Int? {
    guard let value = self else { return nil }
    return try? value.int()
  }
}

extension JSONElements {
  /// The number of elements, counted up to `limit`.
  fileprivate func countUpTo(_ limit: Int) -> Int {
    var rest = self
    var count = 0
    while count < limit, rest.next() != nil { count += 1 }
    return count
  }
}
