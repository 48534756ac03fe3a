extension JSONView {
  /// Decodes a `Decodable` value from the tape, in place.
  ///
  /// Errors of the value's own `init(from:)` come out as `JSONError` with the JSON pointer of their coding path.
  public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws(JSONError) -> Value {
    let session = unsafe DecodingSession(text: text, words: words)
    defer { session.end() }
    let decoder = TapeDecoder(session: session, index: UInt32(truncatingIfNeeded: index), depth: 0)
    do {
      return try decoder.value(Value.self)
    } catch let error as JSONError {
      throw error
    } catch let error as DecodingError {
      throw JSONError(error, in: self)
    } catch {
      throw self.error(.invalidValue, expected: "a valid \(Value.self)", found: "\(error)")
    }
  }
}

extension JSONReadable where Self: Decodable {
  public init(json: JSONView) throws(JSONError) { self = try json.decode(Self.self) }
}

/// What all containers of one decoding share.
///
/// The text and the tape are valid while `JSONView.decode` runs; a container that escapes from it finds the session ended
/// and throws.
@safe final class DecodingSession {
  /// Where the search for the next key of a container starts.
  struct Hint {
    /// The container's tape index.
    var container: UInt32
    /// Tape index of the key after the last member found, or of the next element.
    var next: UInt32
  }

  /// Depths above this one share a hint, which then is of little use but does no harm.
  static let hintDepth = 64

  private let text: UnsafePointer<UInt8>
  private let words: UnsafePointer<UInt64>
  /// One hint for each depth of containers.
  private let hints: UnsafeMutablePointer<Hint>
  @exclusivity(unchecked) private var isActive = true

  init(text: UnsafePointer<UInt8>, words: UnsafePointer<UInt64>) {
    unsafe self.text = unsafe text
    unsafe self.words = unsafe words
    unsafe hints = UnsafeMutablePointer<Hint>.allocate(capacity: Self.hintDepth)
    unsafe hints.initialize(repeating: Hint(container: .max, next: 0), count: Self.hintDepth)
  }

  deinit { unsafe hints.deallocate() }

  /// The view of the value at `index`.
  ///
  /// - Throws: `invalidValue` after the end of the decoding that made the session.
  @inline(__always)
  @_lifetime(borrow self)
  func view(at index: UInt32) throws(JSONError) -> JSONView {
    guard unsafe isActive else {
      throw JSONError(.invalidValue, offset: 0, expected: "a decoder in use", found: "one kept after its decoding")
    }
    let view = unsafe JSONView(unsafeText: text, words: words, index: Int(index))
    return unsafe _overrideLifetime(view, borrowing: self)
  }

  func end() { unsafe isActive = false }

  @inline(__always)
  func hint(_ depth: UInt32) -> Hint { unsafe hints[Int(depth) & (Self.hintDepth - 1)] }

  @inline(__always)
  func setHint(_ depth: UInt32, _ hint: Hint) { unsafe hints[Int(depth) & (Self.hintDepth - 1)] = hint }
}

/// A decoder for the value at one place of the tape. Small enough to need no box as `any Decoder`.
struct TapeDecoder: Decoder {
  let session: DecodingSession
  let index: UInt32
  /// Containers between this value and the value that decoding began with.
  let depth: UInt32

  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// The path from the root of the text, found only when asked for.
  var codingPath: [any CodingKey] {
    guard let view = try? session.view(at: index) else { return [] }
    return view.path.map { $0 }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(try TapeMembers<Key>(self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try TapeElements(self) }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

  /// The value, the standard types among them without the detour through their containers.
  @inline(__always)
  func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
    // The types are the same where they are compared equal.
    if Value.self == String.self { return unsafe unsafeBitCast(try decode(String.self), to: Value.self) }
    if Value.self == Int.self { return unsafe unsafeBitCast(try decode(Int.self), to: Value.self) }
    if Value.self == Double.self { return unsafe unsafeBitCast(try decode(Double.self), to: Value.self) }
    if Value.self == JSON.self {
      return unsafe unsafeBitCast(JSON(json: try session.view(at: index)), to: Value.self)
    }
    return try Value(from: self)
  }
}

extension TapeDecoder: SingleValueDecodingContainer {
  func decodeNil() -> Bool { (try? session.view(at: index).isNull) ?? false }
  func decode(_ type: Bool.Type) throws -> Bool { try session.view(at: index).bool() }
  func decode(_ type: String.Type) throws -> String { try session.view(at: index).string() }
  func decode(_ type: Double.Type) throws -> Double { try session.view(at: index).double() }
  func decode(_ type: Float.Type) throws -> Float { try session.view(at: index).float() }
  func decode(_ type: Int.Type) throws -> Int { try session.view(at: index).integer() }
  func decode(_ type: Int8.Type) throws -> Int8 { try session.view(at: index).integer() }
  func decode(_ type: Int16.Type) throws -> Int16 { try session.view(at: index).integer() }
  func decode(_ type: Int32.Type) throws -> Int32 { try session.view(at: index).integer() }
  func decode(_ type: Int64.Type) throws -> Int64 { try session.view(at: index).integer() }
  func decode(_ type: Int128.Type) throws -> Int128 { try session.view(at: index).integer() }
  func decode(_ type: UInt.Type) throws -> UInt { try session.view(at: index).integer() }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try session.view(at: index).integer() }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try session.view(at: index).integer() }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try session.view(at: index).integer() }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try session.view(at: index).integer() }
  func decode(_ type: UInt128.Type) throws -> UInt128 { try session.view(at: index).integer() }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try value(type) }
}

/// A step of a path through the tape.
struct TapeKey: CodingKey {
  let stringValue: String
  let intValue: Int?

  init(stringValue: String) {
    self.stringValue = stringValue
    intValue = nil
  }

  init(intValue: Int) {
    stringValue = String(intValue)
    self.intValue = intValue
  }
}

extension JSONError {
  /// The error of a value's own `init(from:)`, placed in the text that `view` is of.
  init(_ error: DecodingError, in view: JSONView) {
    let context: DecodingError.Context
    var reason = Reason.invalidValue
    var expected: String?
    var path: [any CodingKey] = []
    switch error {
    case .typeMismatch(let type, let c):
      context = c
      reason = .typeMismatch
      expected = "\(type)"
    case .valueNotFound(let type, let c):
      context = c
      reason = .typeMismatch
      expected = "\(type)"
    case .keyNotFound(let key, let c):
      context = c
      reason = .missingMember
      expected = "a value"
      path = [key]
    case .dataCorrupted(let c):
      context = c
    @unknown default:
      self = view.invalid(expected: "a value of the type asked for")
      return
    }
    let place = JSONView(view, index: view.indexOfDeepest(context.codingPath))
    let pointer = JSONPointer.text((context.codingPath + path).map(\.pointerToken))
    self.init(
      reason, offset: place.byteRange.lowerBound, pointer: pointer,
      expected: expected ?? context.debugDescription,
      found: reason == .missingMember ? "nothing" : reason == .typeMismatch ? place.kind.phrase : place.rawExcerpt)
  }
}

extension CodingKey {
  var pointerToken: String { intValue.map(String.init) ?? stringValue }
}

extension JSONView {
  /// The tape index of the value that `path` leads to from the root, or of the last one on the way there.
  func indexOfDeepest(_ path: [any CodingKey]) -> Int {
    var place = JSONView(self, index: 0)
    for key in path {
      if place.isObject, let index = place.memberIndex(key.stringValue) {
        place = JSONView(self, index: index)
      } else if place.isArray, let position = key.intValue, let element = place.element(position) {
        place = element
      } else {
        break
      }
    }
    return place.index
  }

  /// The number as the nearest `Float`.
  func float() throws(JSONError) -> Float {
    let value = Float(try double())
    if value.isFinite { return value }
    throw error(.outOfRange, expected: "a number within ±3.4e38", found: rawText)
  }
}
