/// A text as it came in: valid UTF-8 that is never altered, with the means to turn byte offsets into other units.
public struct SourceText: Sendable {
  /// The bytes, always valid UTF-8.
  public let utf8: [UInt8]

  public init(_ string: String) {
    utf8 = Array(string.utf8)
  }

  /// The text in `span`; a span that leaves the text is clamped.
  public subscript(span: Span) -> String {
    let lower = min(max(span.start, 0), utf8.count)
    let upper = min(max(span.end, lower), utf8.count)
    return String(decoding: utf8[lower..<upper], as: UTF8.self)
  }
}
