/// The answers to one batch, kept until all are there.
final class Batch {
  private var writer = JSONWriter()
  private var isEmpty = true
  /// Answers that are still to come; the batch itself counts as one while its members are read.
  private var pending = 1

  init() { writer.beginArray() }

  /// Bytes of the answers so far.
  var size: Int { writer.output.count }

  /// Expects one more answer.
  func expect() { pending += 1 }

  /// Adds an answer that was not expected beforehand.
  func add(_ answer: borrowing Span<UInt8>) {
    writer.raw(answer)
    isEmpty = false
  }

  /// Marks one expected answer, or the reading of the members, as done.
  ///
  /// - Returns: the message, when it is complete and holds an answer.
  func complete() -> ByteBuffer? {
    pending -= 1
    guard pending == 0, !isEmpty else { return nil }
    writer.endArray()
    var message = ByteBuffer()
    swap(&message, &writer.output)
    return message
  }
}
