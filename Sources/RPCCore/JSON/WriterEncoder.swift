extension JSONWriter {
  /// Encodes an `Encodable` value, writing as it goes.
  ///
  /// Infinities and NaN become `null`. A value may come back to a container only until it writes to one further out;
  /// types that interleave two containers cannot be written in one pass and throw.
  /// - Throws: `JSONError` with the pointer of the value at fault; nothing is written then.
  public mutating func encode<Value: Encodable>(_ value: Value) throws(JSONError) {
    let mark = self.mark
    let session = EncodingSession(taking: &self)
    defer { session.giveBack(to: &self) }
    do {
      try WriterEncoder(session: session, level: 0).encodeValue(value)
      try session.finish()
    } catch {
      let failure = session.error(error)
      session.rewind(to: mark)
      throw failure
    }
  }
}

extension JSONWritable where Self: Encodable {
  /// A failure is kept in the writer's `failure` and `null` is written instead.
  public func write(to writer: inout JSONWriter) {
    do throws(JSONError) {
      try writer.encode(self)
    } catch {
      writer.fail(error)
    }
  }
}

/// What all containers of one encoding share: the writer and the containers open at the moment.
final class EncodingSession {
  private struct Level {
    var isObject: Bool
    /// The encoder whose container this is.
    var owner: UInt32
    /// Where the last key starts in the output.
    var key: Int
    /// Elements or members begun.
    var count: Int
  }

  @exclusivity(unchecked) private var writer: JSONWriter
  @exclusivity(unchecked) private var levels: [Level] = []
  @exclusivity(unchecked) private var lastOwner: UInt32 = 0
  /// The first failure of a method that may not throw.
  @exclusivity(unchecked) private var failure: JSONError?

  init(taking writer: inout JSONWriter) {
    unsafe self.writer = JSONWriter()
    unsafe swap(&self.writer, &writer)
  }

  func giveBack(to writer: inout JSONWriter) { unsafe swap(&self.writer, &writer) }

  func rewind(to mark: JSONWriter.Mark) { unsafe writer.rewind(to: mark) }

  /// A number for one encoder.
  func newOwner() -> UInt32 {
    unsafe lastOwner &+= 1
    return unsafe lastOwner
  }

  /// How many containers are open.
  var depth: Int { unsafe levels.count }

  /// Opens a container at `level`, unless its owner has done so before.
  func open(_ isObject: Bool, at level: Int, owner: UInt32) {
    if unsafe levels.count > level, unsafe levels[level].owner == owner {
      if unsafe levels[level].isObject != isObject {
        fail("one kind of container for one value", "an object and an array")
      }
      return close(to: level + 1)
    }
    close(to: level)
    if unsafe levels.count < level { fail("containers used one after the other", "two used in turns") }
    if isObject { unsafe writer.beginObject() } else { unsafe writer.beginArray() }
    unsafe levels.append(Level(isObject: isObject, owner: owner, key: 0, count: 0))
  }

  /// Closes all containers inside the one at `level`, whose owner is about to write.
  @inline(__always)
  func resume(_ level: Int, owner: UInt32) throws(JSONError) {
    guard unsafe level < levels.count, unsafe levels[level].owner == owner else {
      throw JSONError(
        .invalidValue, offset: 0, pointer: pointer, expected: "containers used one after the other",
        found: "two used in turns")
    }
    close(to: level &+ 1)
    unsafe levels[level].count &+= 1
  }

  /// Writes a key in the object at `level`.
  @inline(__always)
  func key(_ key: String, level: Int, owner: UInt32) throws(JSONError) {
    try resume(level, owner: owner)
    unsafe levels[level].key = writer.output.count
    unsafe writer.key(key)
  }

  @inline(__always)
  func close(to level: Int) {
    while unsafe levels.count > level {
      let last = unsafe levels.removeLast()
      if last.isObject { unsafe writer.endObject() } else { unsafe writer.endArray() }
    }
  }

  /// Closes what is open.
  func finish() throws(JSONError) {
    close(to: 0)
    if let failure = unsafe failure { throw failure }
  }

  /// Remembers a failure of a method that may not throw.
  func fail(_ expected: String, _ found: String) {
    guard unsafe failure == nil else { return }
    unsafe failure = JSONError(.invalidValue, offset: 0, pointer: pointer, expected: expected, found: found)
  }

  /// Lets `body` write one value.
  @inline(__always)
  func write(_ body: (inout JSONWriter) -> Void) { unsafe body(&writer) }

  /// Bytes written so far.
  var written: Int { unsafe writer.output.count }

  /// The error of a value's own `encode(to:)`.
  func error(_ error: any Error) -> JSONError {
    if let error = error as? JSONError { return error }
    if case EncodingError.invalidValue(_, let context)? = error as? EncodingError {
      return JSONError(
        .invalidValue, offset: 0, pointer: pointer, expected: context.debugDescription, found: "another value")
    }
    return JSONError(
      .invalidValue, offset: 0, pointer: pointer, expected: "a value that can be encoded", found: "\(error)")
  }

  /// The path of the value being written, read back from the output.
  var path: [TapeKey] {
    unsafe levels.compactMap { level in
      guard level.count > 0 else { return nil }
      guard level.isObject else { return TapeKey(intValue: level.count - 1) }
      return unsafe writer.keyWritten(at: level.key).map(TapeKey.init(stringValue:))
    }
  }

  private var pointer: String { JSONPointer.text(path.map(\.stringValue)) }
}

/// An encoder for one value, written in place. Small enough to need no box as `any Encoder`.
struct WriterEncoder: Encoder {
  let session: EncodingSession
  /// Containers open around the value.
  let level: UInt32
  private let owner: UInt32

  init(session: EncodingSession, level: Int) {
    self.session = session
    self.level = UInt32(truncatingIfNeeded: level)
    owner = session.newOwner()
  }

  var codingPath: [any CodingKey] { session.path.map { $0 } }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(members(type))
  }

  func members<Key: CodingKey>(_ type: Key.Type) -> WriterMembers<Key> {
    session.open(true, at: Int(level), owner: owner)
    return WriterMembers(session: session, level: Int(level), owner: owner)
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    session.open(false, at: Int(level), owner: owner)
    return WriterElements(session: session, level: Int(level), owner: owner)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { self }

  /// Writes `value`, an empty object if it writes nothing itself.
  @inline(__always)
  func encodeValue<Value: Encodable>(_ value: Value) throws {
    // The types are the same where they are compared equal.
    if Value.self == String.self { return try encode(unsafe unsafeBitCast(value, to: String.self)) }
    if Value.self == Int.self { return try encode(unsafe unsafeBitCast(value, to: Int.self)) }
    if Value.self == Double.self { return try encode(unsafe unsafeBitCast(value, to: Double.self)) }
    if Value.self == JSON.self {
      let json = unsafe unsafeBitCast(value, to: JSON.self)
      return session.write { json.write(to: &$0) }
    }
    let before = session.written
    try value.encode(to: self)
    if session.written == before { session.write { $0.raw("{}") } }
  }
}

extension WriterEncoder: SingleValueEncodingContainer {
  func encodeNil() throws { session.write { $0.null() } }
  func encode(_ value: Bool) throws { session.write { $0.bool(value) } }
  func encode(_ value: String) throws { session.write { $0.string(value) } }
  func encode(_ value: Double) throws { session.write { $0.double(value) } }
  func encode(_ value: Float) throws { session.write { $0.float(value) } }
  func encode(_ value: Int) throws { session.write { $0.integer(value) } }
  func encode(_ value: Int8) throws { session.write { $0.integer(value) } }
  func encode(_ value: Int16) throws { session.write { $0.integer(value) } }
  func encode(_ value: Int32) throws { session.write { $0.integer(value) } }
  func encode(_ value: Int64) throws { session.write { $0.integer(value) } }
  func encode(_ value: Int128) throws { session.write { $0.integer(value) } }
  func encode(_ value: UInt) throws { session.write { $0.integer(value) } }
  func encode(_ value: UInt8) throws { session.write { $0.integer(value) } }
  func encode(_ value: UInt16) throws { session.write { $0.integer(value) } }
  func encode(_ value: UInt32) throws { session.write { $0.integer(value) } }
  func encode(_ value: UInt64) throws { session.write { $0.integer(value) } }
  func encode(_ value: UInt128) throws { session.write { $0.integer(value) } }
  func encode<Value: Encodable>(_ value: Value) throws { try encodeValue(value) }
}

/// Writes the members of an object, for `Encodable` types.
struct WriterMembers<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let session: EncodingSession
  let level: Int
  let owner: UInt32

  var codingPath: [any CodingKey] { session.path.map { $0 } }

  @inline(__always)
  private func member(_ key: Key, _ body: (inout JSONWriter) -> Void) throws {
    try session.key(key.stringValue, level: level, owner: owner)
    session.write(body)
  }

  /// An encoder for the value of `key`; a failure is kept, since its callers may not throw.
  private func encoder(_ key: some CodingKey) -> WriterEncoder {
    do throws(JSONError) {
      try session.key(key.stringValue, level: level, owner: owner)
    } catch {
      session.fail(error.expected, error.found)
    }
    return WriterEncoder(session: session, level: level + 1)
  }

  mutating func encodeNil(forKey key: Key) throws { try member(key) { $0.null() } }
  mutating func encode(_ value: Bool, forKey key: Key) throws { try member(key) { $0.bool(value) } }
  mutating func encode(_ value: String, forKey key: Key) throws { try member(key) { $0.string(value) } }
  mutating func encode(_ value: Double, forKey key: Key) throws { try member(key) { $0.double(value) } }
  mutating func encode(_ value: Float, forKey key: Key) throws { try member(key) { $0.float(value) } }
  mutating func encode(_ value: Int, forKey key: Key) throws { try member(key) { $0.integer(value) } }
  mutating func encode(_ value: Int8, forKey key: Key) throws { try member(key) { $0.integer(value) } }
  mutating func encode(_ value: Int16, forKey key: Key) throws { try member(key) { $0.integer(value) } }
  mutating func encode(_ value: Int32, forKey key: Key) throws { try member(key) { $0.integer(value) } }
  mutating func encode(_ value: Int64, forKey key: Key) throws { try member(key) { $0.integer(value) } }
  mutating func encode(_ value: Int128, forKey key: Key) throws { try member(key) { $0.integer(value) } }
  mutating func encode(_ value: UInt, forKey key: Key) throws { try member(key) { $0.integer(value) } }
  mutating func encode(_ value: UInt8, forKey key: Key) throws { try member(key) { $0.integer(value) } }
  mutating func encode(_ value: UInt16, forKey key: Key) throws { try member(key) { $0.integer(value) } }
  mutating func encode(_ value: UInt32, forKey key: Key) throws { try member(key) { $0.integer(value) } }
  mutating func encode(_ value: UInt64, forKey key: Key) throws { try member(key) { $0.integer(value) } }
  mutating func encode(_ value: UInt128, forKey key: Key) throws { try member(key) { $0.integer(value) } }

  mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    try session.key(key.stringValue, level: level, owner: owner)
    try WriterEncoder(session: session, level: level &+ 1).encodeValue(value)
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    encoder(key).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    encoder(key).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { encoder(TapeKey(stringValue: "super")) }
  mutating func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }
}

/// Writes the elements of an array, for `Encodable` types.
struct WriterElements: UnkeyedEncodingContainer {
  let session: EncodingSession
  let level: Int
  let owner: UInt32
  private(set) var count = 0

  init(session: EncodingSession, level: Int, owner: UInt32) {
    self.session = session
    self.level = level
    self.owner = owner
  }

  var codingPath: [any CodingKey] { session.path.map { $0 } }

  @inline(__always)
  private mutating func element(_ body: (inout JSONWriter) -> Void) throws {
    try session.resume(level, owner: owner)
    count &+= 1
    session.write(body)
  }

  /// An encoder for the next element; a failure is kept, since its callers may not throw.
  private mutating func encoder() -> WriterEncoder {
    do throws(JSONError) {
      try session.resume(level, owner: owner)
    } catch {
      session.fail(error.expected, error.found)
    }
    count &+= 1
    return WriterEncoder(session: session, level: level + 1)
  }

  mutating func encodeNil() throws { try element { $0.null() } }
  mutating func encode(_ value: Bool) throws { try element { $0.bool(value) } }
  mutating func encode(_ value: String) throws { try element { $0.string(value) } }
  mutating func encode(_ value: Double) throws { try element { $0.double(value) } }
  mutating func encode(_ value: Float) throws { try element { $0.float(value) } }
  mutating func encode(_ value: Int) throws { try element { $0.integer(value) } }
  mutating func encode(_ value: Int8) throws { try element { $0.integer(value) } }
  mutating func encode(_ value: Int16) throws { try element { $0.integer(value) } }
  mutating func encode(_ value: Int32) throws { try element { $0.integer(value) } }
  mutating func encode(_ value: Int64) throws { try element { $0.integer(value) } }
  mutating func encode(_ value: Int128) throws { try element { $0.integer(value) } }
  mutating func encode(_ value: UInt) throws { try element { $0.integer(value) } }
  mutating func encode(_ value: UInt8) throws { try element { $0.integer(value) } }
  mutating func encode(_ value: UInt16) throws { try element { $0.integer(value) } }
  mutating func encode(_ value: UInt32) throws { try element { $0.integer(value) } }
  mutating func encode(_ value: UInt64) throws { try element { $0.integer(value) } }
  mutating func encode(_ value: UInt128) throws { try element { $0.integer(value) } }

  mutating func encode<Value: Encodable>(_ value: Value) throws {
    try session.resume(level, owner: owner)
    count &+= 1
    try WriterEncoder(session: session, level: level &+ 1).encodeValue(value)
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) -> KeyedEncodingContainer<NestedKey> {
    encoder().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder().unkeyedContainer() }

  mutating func superEncoder() -> any Encoder { encoder() }
}
