/// The requests in flight: read, and not yet answered. The answer to a request goes out when it leaves this table, and it
/// leaves once.
struct Calls {
  private var byID: [RequestID: Call] = [:]
  /// Batches that wait for answers to calls.
  private var batches: [ObjectIdentifier: Batch] = [:]
  /// Bytes of the messages of the calls.
  private(set) var bytes = 0

  var isEmpty: Bool { byID.isEmpty }
  var count: Int { byID.count }

  func contains(_ id: RequestID) -> Bool { byID[id] != nil }

  /// Takes up `call`, whose id must be free.
  mutating func insert(_ call: Call, batch: Batch?) {
    byID[call.id] = call
    batches[ObjectIdentifier(call)] = batch
    bytes += call.size
  }

  /// Removes `call`; nil when it was answered before. The answer belongs to the batch, if there is one.
  mutating func finish(_ call: Call) -> (batch: Batch?, wasPending: Bool) {
    guard byID[call.id] === call else { return (nil, false) }
    byID[call.id] = nil
    bytes -= call.size
    return (batches.removeValue(forKey: ObjectIdentifier(call)), true)
  }

  subscript(id: RequestID) -> Call? { byID[id] }

  /// The calls that read `document`.
  func reading(_ document: String) -> [Call] { all.filter { $0.document == document } }

  /// The calls whose progress is reported under `token`.
  func reporting(_ token: RequestID) -> [Call] { all.filter { $0.workDoneToken == token } }

  /// All calls in the order in which they were read.
  var all: [Call] { byID.values.sorted { $0.serial < $1.serial } }
}
