internal import ArticleKit
internal import RPCCore

/// The one place where spans leave the process: bytes become units of the encoding that the client asked for.
struct WireSpans: Sendable {
  let source: SourceText
  let encoding: PositionEncoding

  /// Writes `[start, end]`.
  func write(_ span: Span, to writer: inout JSONWriter) {
    let converted = source.span(span, in: encoding)
    writer.beginArray()
    writer.int(converted.start)
    writer.int(converted.end)
    writer.endArray()
  }

  /// Writes the member `span`.
  func member(_ span: Span, _ writer: inout JSONWriter) {
    writer.key("span")
    write(span, to: &writer)
  }

  /// Writes the members `span` and `text`.
  func quoted(_ span: Span, _ writer: inout JSONWriter) {
    member(span, &writer)
    writer.member("text", source[span])
  }
}

extension JSONWriter {
  /// A score or confidence, with the three decimals that mean something.
  mutating func score(_ key: StaticString, _ value: Float) {
    member(key, (Double(value.isFinite ? value : 0) * 1000).rounded() / 1000)
  }
}
