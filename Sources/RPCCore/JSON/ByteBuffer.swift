#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A growing buffer of bytes with one owner.
///
/// Grows with `realloc`, which moves the pages of a large block instead of copying them, so that a 16 MB message never
/// exists twice while its buffer grows. Unused capacity is not touched and costs no resident memory.
@safe public struct ByteBuffer: ~Copyable, @unchecked Sendable {
  /// Start of the block, nil while `capacity` is 0.
  private var storage: UnsafeMutablePointer<UInt8>?
  /// Bytes in use; at most `capacity`.
  public private(set) var count: Int
  /// Bytes allocated.
  public private(set) var capacity: Int

  /// Makes an empty buffer that has room for `capacity` bytes.
  public init(capacity: Int = 0) {
    unsafe self.storage = nil
    self.count = 0
    self.capacity = 0
    if capacity > 0 { grow(to: capacity) }
  }

  deinit { unsafe free(storage) }

  /// Whether the buffer holds no byte.
  public var isEmpty: Bool { count == 0 }

  /// The bytes in use, valid while the buffer is not changed.
  public var span: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      let bytes = unsafe UnsafeBufferPointer(start: UnsafePointer(storage), count: count)
      let span = unsafe Span(_unsafeElements: bytes)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// A copy of the bytes in use.
  public var array: [UInt8] {
    unsafe [UInt8](UnsafeBufferPointer(start: UnsafePointer(storage), count: count))
  }

  /// Appends one byte.
  @inline(__always)
  public mutating func append(_ byte: UInt8) {
    if count == capacity { grow(by: 1) }
    unsafe storage.unsafelyUnwrapped[count] = byte
    count &+= 1
  }

  /// Appends all bytes of `bytes`.
  public mutating func append(_ bytes: borrowing Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(copying: $0) }
  }

  /// Appends all bytes of `bytes`.
  public mutating func append(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(copying: $0) }
  }

  /// Appends the UTF-8 of `text`.
  public mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { unsafe append(copying: $0) }
  }

  /// Appends the UTF-8 of `text`, without quotes or escapes.
  public mutating func append(utf8 text: String) {
    var text = text
    text.withUTF8 { unsafe append(copying: $0) }
  }

  /// Removes all bytes; the block is given back when it is larger than `limit` bytes.
  public mutating func removeAll(keepingCapacityUpTo limit: Int = .max) {
    count = 0
    guard capacity > limit else { return }
    unsafe free(storage)
    unsafe storage = nil
    capacity = 0
  }

  /// Removes the last `removed` bytes (at most all).
  public mutating func removeLast(_ removed: Int) { count -= min(max(removed, 0), count) }

  /// Removes the first `removed` bytes (at most all) and moves the rest to the front.
  public mutating func removeFirst(_ removed: Int) {
    let removed = min(max(removed, 0), count)
    guard removed > 0, let start = unsafe storage else { return }
    unsafe memmove(start, start + removed, count - removed)
    count -= removed
  }

  /// Makes room for `additional` more bytes.
  @inline(__always)
  public mutating func reserve(_ additional: Int) {
    if capacity &- count < additional { grow(by: additional) }
  }

  /// Lets `body` write into at least `minimum` bytes of free room; it returns how many it has written.
  ///
  /// - Returns: what `body` returned, after the bytes written were added; a number outside the room given is clamped.
  @discardableResult
  public mutating func appendUnsafely(
    minimum: Int, _ body: (UnsafeMutableBufferPointer<UInt8>) throws -> Int
  ) rethrows -> Int {
    reserve(minimum)
    guard let start = unsafe storage else { return 0 }
    let room = unsafe UnsafeMutableBufferPointer(start: start + count, count: capacity - count)
    let written = try unsafe body(room)
    count += min(max(written, 0), capacity - count)
    return written
  }

  /// Appends a copy of `bytes`, which must not lie in this buffer.
  @inline(__always)
  mutating func append(copying bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count > 0, let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    unsafe memcpy(storage.unsafelyUnwrapped + count, source, bytes.count)
    count &+= bytes.count
  }

  /// The first free byte; `reserve` must have made room for what is written there before `advance(by:)`.
  var writePosition: UnsafeMutablePointer<UInt8> {
    @inline(__always) get { unsafe storage.unsafelyUnwrapped + count }
  }

  /// Takes `written` bytes that were written at `writePosition` into use.
  @inline(__always)
  mutating func advance(by written: Int) { count &+= written }

  @inline(never)
  private mutating func grow(by additional: Int) {
    let needed = count + additional
    grow(to: max(needed, capacity > Int.max / 2 ? needed : capacity * 2, 64))
  }

  private mutating func grow(to newCapacity: Int) {
    guard let grown = unsafe realloc(storage, newCapacity) else { fatalError("out of memory") }
    unsafe storage = grown.assumingMemoryBound(to: UInt8.self)
    capacity = newCapacity
  }
}
