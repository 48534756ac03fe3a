/// Reads the members of an object by key, fastest in the order of the text.
///
/// Members asked for in the order in which they stand are found at once; others are searched for. Of a key that occurs
/// more than once the last one counts. `null` and absence are the same to the `…IfPresent` accessors.
public struct JSONObjectReader: ~Escapable {
  /// The object itself.
  public let view: JSONView
  /// Tape index of the key after the last member found.
  private var hint: Int

  @_lifetime(copy view)
  init(_ view: JSONView) {
    self.view = view
    hint = view.index &+ 1
  }

  /// The member `key`, nil when there is none.
  @_lifetime(copy self)
  public mutating func find(_ key: StaticString) -> JSONView? {
    let name = unsafe UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
    guard let found = unsafe view.findIndex(name, startingAt: hint) else { return nil }
    let value = JSONView(view, index: found)
    hint = value.nextIndex
    return value
  }

  /// The member `key`.
  ///
  /// - Throws: `missingMember` when there is none.
  @_lifetime(copy self)
  public mutating func require(_ key: StaticString, _ expected: StaticString = "a value") throws(JSONError) -> JSONView
  {
    guard let value = find(key) else { throw missing(key, expected: "\(expected)") }
    return value
  }

  /// The member `key`, nil when there is none or when it is `null`.
  @_lifetime(copy self)
  public mutating func value(_ key: StaticString) -> JSONView? {
    guard let value = find(key), !value.isNull else { return nil }
    return value
  }

  // MARK: Members that must be there

  public mutating func bool(_ key: StaticString) throws(JSONError) -> Bool { try require(key, "a Boolean").bool() }
  public mutating func int(_ key: StaticString) throws(JSONError) -> Int { try require(key, "an integer").int() }
  public mutating func double(_ key: StaticString) throws(JSONError) -> Double { try require(key, "a number").double() }
  public mutating func string(_ key: StaticString) throws(JSONError) -> String { try require(key, "a string").string() }
  @inlinable
  public mutating func read<Value: JSONReadable>(
    _ key: StaticString, as type: Value.Type = Value.self
  ) throws(JSONError) -> Value {
    try Value(json: require(key))
  }

  // MARK: Members that may be absent or null

  public mutating func boolIfPresent(_ key: StaticString) throws(JSONError) -> Bool? { try value(key)?.bool() }
  public mutating func intIfPresent(_ key: StaticString) throws(JSONError) -> Int? { try value(key)?.int() }
  public mutating func doubleIfPresent(_ key: StaticString) throws(JSONError) -> Double? { try value(key)?.double() }
  public mutating func stringIfPresent(_ key: StaticString) throws(JSONError) -> String? { try value(key)?.string() }
  @inlinable
  public mutating func readIfPresent<Value: JSONReadable>(
    _ key: StaticString, as type: Value.Type = Value.self
  ) throws(JSONError) -> Value? {
    guard let value = value(key) else { return nil }
    return try Value(json: value)
  }

  /// The error for the member `key`, which is not there.
  @inline(never)
  public func missing(_ key: StaticString, expected: String = "a value") -> JSONError {
    var error = view.error(.missingMember, expected: expected, found: "nothing")
    error.pointer = "\(error.pointer ?? "")/\(JSONPointer.escape("\(key)"))"
    return error
  }
}
