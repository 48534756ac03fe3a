/// A text as it came in: valid UTF-8, with the means to turn byte offsets into other units.
///
/// Analyses never alter it; an editor's changes go through ``replace(_:with:)``, which keeps the tables in step.
/// Conversions take O(log n) time, accept any number and clamp it to the text: an offset inside a code point or a
/// surrogate pair stands for the start of that code point.
public struct SourceText: Sendable, Equatable {
  /// The bytes, always valid UTF-8.
  public private(set) var utf8: [UInt8]
  private var offsets: OffsetTable
  private var lines: LineTable

  /// A text from a string.
  public init(_ string: String) {
    self.init(valid: Array(string.utf8))
  }

  /// A text from bytes that should be UTF-8.
  ///
  /// - Throws: ``InvalidUTF8`` with the offset of the first fault.
  public init(validating bytes: [UInt8]) throws(InvalidUTF8) {
    if let offset = UTF8Validation.firstFault(in: bytes) { throw InvalidUTF8(offset: offset) }
    self.init(valid: bytes)
  }

  /// A text from bytes that are known to be valid UTF-8.
  private init(valid bytes: [UInt8]) {
    utf8 = bytes
    offsets = OffsetTable(bytes)
    lines = LineTable(bytes)
  }

  /// The length in bytes.
  public var count: Int { utf8.count }
  public var isEmpty: Bool { utf8.isEmpty }
  /// The whole text.
  public var span: Span { Span(0, utf8.count) }

  /// The length in units of `encoding`.
  public func count(in encoding: PositionEncoding) -> Int { offsets.total[encoding] }

  /// The text in `span` (bytes); a span that leaves the text is clamped.
  public subscript(span: Span) -> String {
    String(decoding: utf8[clamp(span).range], as: UTF8.self)
  }

  /// `span` (bytes) clamped to the text.
  public func clamp(_ span: Span) -> Span {
    let start = min(max(span.start, 0), utf8.count)
    return Span(start, min(max(span.end, start), utf8.count))
  }
}

// MARK: Offsets

extension SourceText {
  /// The byte offset where the code point that holds the byte at `offset` starts.
  public func codePointStart(_ offset: Int) -> Int {
    var offset = min(max(offset, 0), utf8.count)
    while offset > 0, offset < utf8.count, utf8[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }

  /// `offset` (bytes) in units of `encoding`.
  public func offset(_ offset: Int, in encoding: PositionEncoding) -> Int {
    let offset = min(max(offset, 0), utf8.count)
    return offsets.lengths(atUTF8: offset, in: utf8)[encoding]
  }

  /// The byte offset of `offset`, which is in units of `encoding`.
  public func utf8Offset(_ offset: Int, from encoding: PositionEncoding) -> Int {
    let offset = min(max(offset, 0), offsets.total[encoding])
    return offsets.lengths(at: offset, in: encoding, bytes: utf8).utf8
  }

  /// `span` (bytes) in units of `encoding`.
  public func span(_ span: Span, in encoding: PositionEncoding) -> Span {
    Span(offset(span.start, in: encoding), offset(span.end, in: encoding))
  }

  /// The bytes of `span`, which is in units of `encoding`.
  public func utf8Span(_ span: Span, from encoding: PositionEncoding) -> Span {
    let start = utf8Offset(span.start, from: encoding)
    return Span(start, max(start, utf8Offset(span.end, from: encoding)))
  }
}

// MARK: Lines

extension SourceText {
  /// The number of lines, at least 1: a text that ends with a line ending has an empty last line.
  public var lineCount: Int { lines.starts.count }

  /// The line that holds the byte at `offset`, counted from 0; a line ending belongs to the line it ends.
  public func line(at offset: Int) -> Int {
    lines.line(at: min(max(offset, 0), utf8.count))
  }

  /// The bytes of `line` with its ending; an empty span at the end for a line beyond the last.
  public func lineSpan(_ line: Int) -> Span {
    guard line >= 0 else { return Span(0, 0) }
    guard line < lineCount else { return Span(utf8.count, utf8.count) }
    return Span(lines.starts[line], line + 1 < lineCount ? lines.starts[line + 1] : utf8.count)
  }

  /// The bytes of `line` without its ending.
  public func lineContent(_ line: Int) -> Span {
    var span = lineSpan(line)
    if span.end > span.start, utf8[span.end - 1] == 0x0A { span.end -= 1 }
    // A lone CR, or the CR of a CR LF: a line holds no other CR.
    if span.end > span.start, utf8[span.end - 1] == 0x0D { span.end -= 1 }
    return span
  }

  /// The line and column of the byte at `offset`; between CR and LF it is the end of the line.
  public func position(at offset: Int, in encoding: PositionEncoding) -> TextPosition {
    let line = line(at: offset)
    let content = lineContent(line)
    let start = self.offset(content.start, in: encoding)
    return TextPosition(line: line, character: self.offset(min(max(offset, 0), content.end), in: encoding) - start)
  }

  /// The byte offset of `position`, whose column is in units of `encoding`.
  ///
  /// As LSP says, a column beyond the end of its line is the end of that line (before its ending), and a line beyond
  /// the last is the end of the text.
  public func utf8Offset(of position: TextPosition, in encoding: PositionEncoding) -> Int {
    guard position.line >= 0 else { return 0 }
    guard position.line < lineCount else { return utf8.count }
    let content = lineContent(position.line)
    let start = offset(content.start, in: encoding)
    let room = offset(content.end, in: encoding) - start
    return utf8Offset(start + min(max(position.character, 0), room), from: encoding)
  }

  /// `span` (bytes) as a range of positions in units of `encoding`.
  public func range(_ span: Span, in encoding: PositionEncoding) -> TextRange {
    TextRange(position(at: span.start, in: encoding), position(at: span.end, in: encoding))
  }

  /// The bytes of `range`, whose columns are in units of `encoding`; empty when the range runs backwards.
  public func utf8Span(of range: TextRange, in encoding: PositionEncoding) -> Span {
    let start = utf8Offset(of: range.start, in: encoding)
    return Span(start, max(start, utf8Offset(of: range.end, in: encoding)))
  }
}

// MARK: Edits

extension SourceText {
  /// Replaces the bytes of `span` with `replacement` and updates the tables where the edit touches them.
  ///
  /// The span is clamped to the text, and either end to the start of its code point.
  public mutating func replace(_ span: Span, with replacement: String) {
    let start = codePointStart(span.start)
    let old = Span(start, max(start, codePointStart(span.end)))
    var replacement = replacement
    let count = replacement.utf8.count
    replacement.withUTF8 { unsafe utf8.replaceSubrange(old.range, with: $0) }
    offsets.replace(old, withCount: count, in: utf8)
    lines.replace(old, withCount: count, in: utf8)
  }

  /// Replaces the text in `range`, whose columns are in units of `encoding`, as an LSP content change does.
  public mutating func replace(_ range: TextRange, in encoding: PositionEncoding, with replacement: String) {
    replace(utf8Span(of: range, in: encoding), with: replacement)
  }
}
