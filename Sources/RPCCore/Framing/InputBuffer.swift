#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The bytes read from the client and not yet consumed.
///
/// Positions count from the first unconsumed byte, so they stay valid while bytes are added and end with `consume`.
/// Memory is resized in place where the system can (large blocks are remapped, not copied), and given back when
/// it is asked for.
@safe struct InputBuffer: ~Copyable {
  /// What a buffer holds without having grown: one read of a pipe of ordinary size.
  static let restingCapacity = 64 * 1024

  // Invariant: 0 <= start <= end <= capacity; memory has `capacity` bytes, of which start..<end are initialised.
  private var memory: UnsafeMutableRawPointer
  private var capacity: Int
  private var start = 0
  private var end = 0

  init() {
    capacity = Self.restingCapacity
    unsafe memory = Self.resize(nil, to: capacity)
  }

  deinit { unsafe free(memory) }

  /// The number of unconsumed bytes.
  var count: Int { end &- start }

  /// The unconsumed bytes, valid until the next call of a mutating method.
  var bytes: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: memory + start, count: count)
  }

  subscript(position: Int) -> UInt8 {
    precondition(position >= 0 && position < count)
    return unsafe (memory + start + position).load(as: UInt8.self)
  }

  /// Offers room for at least `room` bytes to `fill`, which returns how many it wrote.
  mutating func append<E: Error>(
    room: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(E) -> Int
  ) throws(E) -> Int {
    reserve(room)
    let space = unsafe UnsafeMutableRawBufferPointer(start: memory + end, count: capacity - end)
    let written = unsafe try fill(space)
    precondition(written >= 0 && written <= capacity - end)
    end += written
    return written
  }

  /// Makes room for `room` bytes after those present.
  mutating func reserve(_ room: Int) {
    if capacity - end >= room { return }
    if start > 0 {
      unsafe memory.copyMemory(from: memory + start, byteCount: count)
      end -= start
      start = 0
    }
    if capacity - end < room {
      // A message whose length is known asks for exactly that; without one the room doubles.
      capacity = max(end + room, room > Self.restingCapacity ? 0 : capacity * 2)
      unsafe memory = Self.resize(memory, to: capacity)
    }
  }

  /// Forgets the first `count` bytes.
  mutating func consume(_ consumed: Int) {
    precondition(consumed >= 0 && consumed <= count)
    start += consumed
    if start == end {
      start = 0
      end = 0
    }
  }

  /// Gives memory back that an earlier large message needed.
  mutating func shrink() {
    guard capacity > Self.restingCapacity, count < Self.restingCapacity / 2 else { return }
    unsafe memory.copyMemory(from: memory + start, byteCount: count)
    end = count
    start = 0
    capacity = Self.restingCapacity
    unsafe memory = Self.resize(memory, to: capacity)
  }

  /// The position of the first line feed at or after `position`.
  func lineFeed(from position: Int) -> Int? {
    guard position < count else { return nil }
    let from = unsafe memory + start + position
    guard let found = unsafe memchr(from, 0x0A, count - position) else { return nil }
    return unsafe position + (found - from)
  }

  private static func resize(_ memory: UnsafeMutableRawPointer?, to capacity: Int) -> UnsafeMutableRawPointer {
    guard let resized = unsafe realloc(memory, capacity) else { fatalError("out of memory") }
    return unsafe resized
  }
}
