/// The NFC form of a text, with the way back to the text as it came in.
///
/// Vietnamese reaches a page composed (ế), decomposed (e, circumflex, acute) or mixed. Analyses that compare letters work on
/// this view and give their findings as spans of the source.
public struct NormalizedText: Sendable {
  /// A stretch that normalisation changed: a letter with its marks, mostly.
  struct Change: Sendable, Equatable {
    var source: Span
    var normalized: Span
  }

  /// The text in NFC.
  public let text: SourceText
  /// In order.
  private let changes: [Change]

  public init(_ source: SourceText) {
    var changes: [Change] = []
    let bytes = Normalization.nfc(source.utf8[...], &changes)
    text = changes.isEmpty ? source : SourceText(String(decoding: bytes, as: UTF8.self))
    self.changes = changes
  }

  /// Whether the source was in NFC already.
  public var isUnchanged: Bool { changes.isEmpty }

  /// Where the byte at `offset` of the normalised text comes from (bytes of the source). An offset inside a changed stretch
  /// stands for the start of that stretch.
  public func sourceOffset(_ offset: Int) -> Int { Self.map(offset, changes, from: \.normalized, to: \.source).start }

  /// The bytes of the source that `span` of the normalised text comes from: whole stretches where it cuts changed ones.
  public func sourceSpan(_ span: Span) -> Span {
    let start = Self.map(span.start, changes, from: \.normalized, to: \.source).start
    return Span(start, max(start, Self.map(span.end, changes, from: \.normalized, to: \.source).end))
  }

  /// The bytes of the normalised text that `span` of the source became.
  public func normalizedSpan(_ span: Span) -> Span {
    let start = Self.map(span.start, changes, from: \.source, to: \.normalized).start
    return Span(start, max(start, Self.map(span.end, changes, from: \.source, to: \.normalized).end))
  }

  /// What an offset on one side is on the other, as the start and as the end of a span.
  private static func map(
    _ offset: Int, _ changes: [Change], from: KeyPath<Change, Span>, to: KeyPath<Change, Span>
  ) -> (start: Int, end: Int) {
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle][keyPath: from].start < offset { low = middle + 1 } else { high = middle }
    }
    // The change at `low` starts at the offset or behind it: what matters is the one before.
    guard low > 0 else { return (offset, offset) }
    let change = changes[low - 1]
    let here = change[keyPath: from]
    let there = change[keyPath: to]
    if offset < here.end { return (there.start, there.end) }
    let shifted = offset - here.end + there.end
    return (shifted, shifted)
  }
}
