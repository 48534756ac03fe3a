/// What a parser accepts at most.
public struct JSONLimits: Sendable, Equatable {
  /// Nested arrays and objects.
  public var depth: Int
  /// Bytes of one text; the tape's format holds 256 MiB − 1.
  public var bytes: Int

  public init(depth: Int = 512, bytes: Int = 64 << 20) {
    self.depth = depth
    self.bytes = min(bytes, TapeWord.maximumOffset)
  }
}

/// A strict parser for JSON texts (RFC 8259), to be reused from text to text.
///
/// One pass checks everything: grammar, UTF-8 of the whole text, escapes, surrogates, control characters, depth, size, and
/// that only white space follows. A UTF-8 byte order mark in front is skipped. The result is a flat tape of tokens that
/// point into the text; nothing is copied, converted or recursed into. Views read values from both.
///
/// Answers to what RFC 8259 leaves open:
/// - A key that occurs more than once in an object: the last one counts, whichever way the object is read
///   (`JSONView.hasDuplicateKeys` tells).
/// - Half a surrogate pair in an escape: refused.
/// - Numbers of any size and precision are accepted and keep their exact text; the conversion to a type that cannot hold
///   them fails.
public struct JSONParser: ~Copyable {
  public var limits: JSONLimits
  private var tape = JSONTape()
  private var keys = KeyTable()

  public init(limits: JSONLimits = JSONLimits()) {
    self.limits = limits
  }

  /// Parses `bytes`, which must hold one JSON text and nothing else but white space.
  ///
  /// - Returns: the text's value, readable as long as the parser is not used for the next text.
  /// - Throws: `JSONError` without a pointer. When a complete value is followed by something else the reason is
  ///   `trailingBytes` and `valueEnd` says where the value ended.
  @_lifetime(&self, copy bytes)
  public mutating func parse(_ bytes: Span<UInt8>) throws(JSONError) -> JSONView {
    try scan(bytes)
    return unsafe JSONView(text: bytes, words: tape.words.unsafelyUnwrapped)
  }

  /// Checks that `bytes` hold one JSON text, as `parse` does.
  public mutating func validate(_ bytes: Span<UInt8>) throws(JSONError) {
    try scan(bytes)
  }

  /// Parses `bytes` into a document that keeps both the text and its tape.
  public mutating func document(_ bytes: [UInt8]) throws(JSONError) -> JSONDocument {
    try scan(bytes.span)
    return unsafe JSONDocument(bytes: bytes, words: Array(UnsafeBufferPointer(start: tape.words, count: tape.count)))
  }

  /// Gives memory back that a large text has left behind, down to `limit` bytes.
  public mutating func shrink(to limit: Int) {
    tape.removeAll(keepingCapacityUpTo: limit)
    keys.shrink(to: limit)
  }

  private mutating func scan(_ bytes: Span<UInt8>) throws(JSONError) {
    tape.removeAll(keepingCapacityUpTo: .max)
    if bytes.count > limits.bytes {
      throw JSONError(
        .tooLarge, offset: limits.bytes, expected: "at most \(limits.bytes) bytes", found: "\(bytes.count) bytes")
    }
    // The closure cannot throw a typed error past `Span`'s accessor, so the fault is carried out by hand.
    let fault: JSONError? = unsafe bytes.withUnsafeBufferPointer { buffer in
      let scanner = unsafe JSONScanner(buffer, depthLimit: limits.depth)
      do throws(JSONError) {
        try scanner.scan(into: &tape, keys: &keys)
        return nil
      } catch {
        return error
      }
    }
    if let fault { throw fault }
  }
}
