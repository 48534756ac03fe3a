/// What a session accepts before it answers with an error, slows its client down, or gives up.
public struct Limits: Sendable, Equatable {
  /// Bytes of one header block.
  public var headerBytes = 8 * 1024
  /// Bytes of one message. A longer one is answered with an error and skipped without being stored.
  public var messageBytes = 64 * 1024 * 1024
  /// Depth of nested arrays and objects.
  public var depth = 512
  /// Members of one batch.
  public var batchMembers = 10_000
  /// Heavy requests read and not yet answered. At this number reading stops until one is answered.
  public var requestsInFlight = 1024
  /// Bytes of the messages of heavy requests read and not yet answered. At this number reading stops.
  public var requestBytesInFlight = 32 * 1024 * 1024
  /// Bytes written by the service that the client has not read. At this number reading stops and no queued
  /// request starts; a client that writes everything first and reads later may leave that much unread.
  public var unreadBytes = 16 * 1024 * 1024
  /// Seconds without a single byte read by the client, at the limit `unreadBytes`, after which the client is
  /// taken to be writing everything first: requests are read again and refused with `overloaded`.
  public var stuckSeconds = 2
  /// Bytes that refusals may add to `unreadBytes` before reading stops for good.
  public var refusalBytes = 8 * 1024 * 1024
  /// Requests sent to the client and not yet answered by it; the next one fails at once.
  public var requestsToClient = 100
  /// Seconds after which a frame that does not complete is reported.
  public var incompleteSeconds = 10
  /// Milliseconds that the answers of a session that ends may take to be written.
  public var farewellMilliseconds = 1_000
  /// Threads that run heavy requests.
  public var workers = 2

  public init() {}
}
