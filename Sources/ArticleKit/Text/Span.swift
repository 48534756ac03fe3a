/// A half-open range `[start, end)` of UTF-8 byte offsets into one source text.
///
/// Everything ArticleKit finds is a span of its source. Other offset units exist only where a result leaves the kit
/// (``SourceText`` converts).
public struct Span: Hashable, Sendable, Comparable {
  public var start: Int
  public var end: Int

  @inlinable public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }

  @inlinable public var count: Int { end - start }
  @inlinable public var isEmpty: Bool { end <= start }
  @inlinable public var range: Range<Int> { start..<max(start, end) }
  @inlinable public func contains(_ other: Span) -> Bool { start <= other.start && other.end <= end }
  @inlinable public func contains(_ offset: Int) -> Bool { start <= offset && offset < end }
  @inlinable public func overlaps(_ other: Span) -> Bool { start < other.end && other.start < end }

  @inlinable public static func < (a: Span, b: Span) -> Bool {
    a.start != b.start ? a.start < b.start : a.end < b.end
  }
}
