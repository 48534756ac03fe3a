/// The members of an object, for `Decodable` types.
///
/// Keys are compared with the member after the last one found first, so that members decoded in the order of the text are
/// found at once.
struct TapeMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let decoder: TapeDecoder
  private let isHinted: Bool

  init(_ decoder: TapeDecoder) throws(JSONError) {
    let view = try decoder.session.view(at: decoder.index)
    guard view.isObject else { throw view.mismatch(expected: "an object") }
    self.decoder = decoder
    isHinted = !view.hasDuplicateKeys
  }

  var codingPath: [any CodingKey] { decoder.codingPath }

  var allKeys: [Key] {
    var keys: [Key] = []
    guard let view = try? decoder.session.view(at: decoder.index) else { return keys }
    var members = JSONMembers(view)
    var seen: Set<String> = []
    while let member = members.next() {
      let name = member.name
      if !isHinted, !seen.insert(name).inserted { continue }
      if let key = Key(stringValue: name) { keys.append(key) }
    }
    return keys
  }

  func contains(_ key: Key) -> Bool { (try? find(key)) != nil }

  /// The tape index of the value of `key`, nil when there is none.
  @inline(__always)
  private func find(_ key: Key) throws(JSONError) -> UInt32? {
    let view = try decoder.session.view(at: decoder.index)
    let hint = decoder.session.hint(decoder.depth)
    let start = isHinted && hint.container == decoder.index ? Int(hint.next) : view.index &+ 1
    var name = key.stringValue
    let found = name.withUTF8 { unsafe view.findIndex($0, startingAt: start) }
    guard let found else { return nil }
    decoder.session.setHint(
      decoder.depth,
      DecodingSession.Hint(
        container: decoder.index, next: UInt32(truncatingIfNeeded: JSONView(view, index: found).nextIndex)))
    return UInt32(truncatingIfNeeded: found)
  }

  /// A decoder for the value of `key`.
  @inline(__always)
  private func require(_ key: Key) throws(JSONError) -> TapeDecoder {
    guard let index = try find(key) else { throw missing(key) }
    return TapeDecoder(session: decoder.session, index: index, depth: decoder.depth &+ 1)
  }

  /// A decoder for the value of `key`, nil when there is none or it is `null`.
  @inline(__always)
  private func present(_ key: Key) throws(JSONError) -> TapeDecoder? {
    guard let index = try find(key), try !decoder.session.view(at: index).isNull else { return nil }
    return TapeDecoder(session: decoder.session, index: index, depth: decoder.depth &+ 1)
  }

  @inline(never)
  private func missing(_ key: Key) -> JSONError {
    do throws(JSONError) {
      let view = try decoder.session.view(at: decoder.index)
      var error = view.error(.missingMember, expected: "a value", found: "nothing")
      error.pointer = JSONPointer.text(view.path.map(\.pointerToken) + [key.pointerToken])
      return error
    } catch {
      return error
    }
  }

  func decodeNil(forKey key: Key) throws -> Bool { try require(key).decodeNil() }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try require(key).decode(type) }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try require(key).decode(type) }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try require(key).decode(type) }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try require(key).decode(type) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try require(key).decode(type) }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try require(key).decode(type) }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try require(key).decode(type) }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try require(key).decode(type) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try require(key).decode(type) }
  func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try require(key).decode(type) }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try require(key).decode(type) }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try require(key).decode(type) }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try require(key).decode(type) }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try require(key).decode(type) }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try require(key).decode(type) }
  func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try require(key).decode(type) }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try require(key).value(type) }

  // The default implementations look each key up three times.
  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try present(key)?.decode(type) }
  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try present(key)?.decode(type) }
  func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { try present(key)?.decode(type) }
  func decodeIfPresent(_ type: Float.Type, forKey key: Key) throws -> Float? { try present(key)?.decode(type) }
  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try present(key)?.decode(type) }
  func decodeIfPresent(_ type: Int8.Type, forKey key: Key) throws -> Int8? { try present(key)?.decode(type) }
  func decodeIfPresent(_ type: Int16.Type, forKey key: Key) throws -> Int16? { try present(key)?.decode(type) }
  func decodeIfPresent(_ type: Int32.Type, forKey key: Key) throws -> Int32? { try present(key)?.decode(type) }
  func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? { try present(key)?.decode(type) }
  func decodeIfPresent(_ type: Int128.Type, forKey key: Key) throws -> Int128? { try present(key)?.decode(type) }
  func decodeIfPresent(_ type: UInt.Type, forKey key: Key) throws -> UInt? { try present(key)?.decode(type) }
  func decodeIfPresent(_ type: UInt8.Type, forKey key: Key) throws -> UInt8? { try present(key)?.decode(type) }
  func decodeIfPresent(_ type: UInt16.Type, forKey key: Key) throws -> UInt16? { try present(key)?.decode(type) }
  func decodeIfPresent(_ type: UInt32.Type, forKey key: Key) throws -> UInt32? { try present(key)?.decode(type) }
  func decodeIfPresent(_ type: UInt64.Type, forKey key: Key) throws -> UInt64? { try present(key)?.decode(type) }
  func decodeIfPresent(_ type: UInt128.Type, forKey key: Key) throws -> UInt128? { try present(key)?.decode(type) }
  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    try present(key)?.value(type)
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try require(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try require(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder {
    guard let key = Key(stringValue: "super") else {
      throw try decoder.session.view(at: decoder.index).invalid(expected: "a member 'super'")
    }
    return try require(key)
  }

  func superDecoder(forKey key: Key) throws -> any Decoder { try require(key) }
}

/// The elements of an array, for `Decodable` types. Small enough to need no box as `any UnkeyedDecodingContainer`.
struct TapeElements: UnkeyedDecodingContainer {
  private let decoder: TapeDecoder
  /// Tape index of the next element, or of the array's end word.
  private var next: UInt32
  private var position: UInt32 = 0

  init(_ decoder: TapeDecoder) throws(JSONError) {
    let view = try decoder.session.view(at: decoder.index)
    guard view.isArray else { throw view.mismatch(expected: "an array") }
    self.decoder = decoder
    next = decoder.index &+ 1
  }

  var codingPath: [any CodingKey] { decoder.codingPath }
  var count: Int? { try? decoder.session.view(at: decoder.index).count }
  var currentIndex: Int { Int(position) }
  var isAtEnd: Bool { (try? decoder.session.view(at: next).word.tag == .end) ?? true }

  /// A decoder for the next element.
  @inline(__always)
  private mutating func take() throws(JSONError) -> TapeDecoder {
    let session = decoder.session
    let view = try session.view(at: next)
    if view.word.tag == .end { throw exhausted() }
    let element = TapeDecoder(session: session, index: next, depth: decoder.depth &+ 1)
    next = UInt32(truncatingIfNeeded: view.nextIndex)
    position &+= 1
    return element
  }

  @inline(never)
  private func exhausted() -> JSONError {
    do throws(JSONError) {
      var error = try decoder.session.view(at: decoder.index)
        .error(.missingMember, expected: "another element", found: "the end of the array")
      error.pointer = "\(error.pointer ?? "")/\(position)"
      return error
    } catch {
      return error
    }
  }

  mutating func decodeNil() throws -> Bool {
    guard try decoder.session.view(at: next).word.tag == .null else { return false }
    next &+= 1
    position &+= 1
    return true
  }

  mutating func decode(_ type: Bool.Type) throws -> Bool { try take().decode(type) }
  mutating func decode(_ type: String.Type) throws -> String { try take().decode(type) }
  mutating func decode(_ type: Double.Type) throws -> Double { try take().decode(type) }
  mutating func decode(_ type: Float.Type) throws -> Float { try take().decode(type) }
  mutating func decode(_ type: Int.Type) throws -> Int { try take().decode(type) }
  mutating func decode(_ type: Int8.Type) throws -> Int8 { try take().decode(type) }
  mutating func decode(_ type: Int16.Type) throws -> Int16 { try take().decode(type) }
  mutating func decode(_ type: Int32.Type) throws -> Int32 { try take().decode(type) }
  mutating func decode(_ type: Int64.Type) throws -> Int64 { try take().decode(type) }
  mutating func decode(_ type: Int128.Type) throws -> Int128 { try take().decode(type) }
  mutating func decode(_ type: UInt.Type) throws -> UInt { try take().decode(type) }
  mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try take().decode(type) }
  mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try take().decode(type) }
  mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try take().decode(type) }
  mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try take().decode(type) }
  mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try take().decode(type) }
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try take().value(type) }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try take().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try take().unkeyedContainer() }

  mutating func superDecoder() throws -> any Decoder { try take() }
}
