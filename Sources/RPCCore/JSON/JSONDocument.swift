/// A parsed text that owns its bytes and its tape, for values that must outlive the parser's next text.
public final class JSONDocument: Sendable {
  /// The text.
  public let bytes: [UInt8]
  private let words: [UInt64]

  init(bytes: [UInt8], words: [UInt64]) {
    self.bytes = bytes
    self.words = words
  }

  /// The text's value.
  public var root: JSONView {
    @_lifetime(borrow self)
    get {
      // Both arrays are immutable and live as long as the document.
      let text = unsafe bytes.withUnsafeBufferPointer { unsafe $0.baseAddress.unsafelyUnwrapped }
      let words = unsafe words.withUnsafeBufferPointer { unsafe $0.baseAddress.unsafelyUnwrapped }
      return unsafe _overrideLifetime(JSONView(unsafeText: text, words: words, index: 0), borrowing: self)
    }
  }
}
