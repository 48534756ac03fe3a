/// A place in a text as editors name it: a line, and a column in units of some ``PositionEncoding``.
public struct TextPosition: Hashable, Sendable, Comparable {
  /// The line, counted from 0.
  public var line: Int
  /// The column in units of the encoding in use, counted from 0.
  public var character: Int

  public init(line: Int, character: Int) {
    self.line = line
    self.character = character
  }

  public static func < (a: TextPosition, b: TextPosition) -> Bool {
    a.line != b.line ? a.line < b.line : a.character < b.character
  }
}

/// A half-open range of positions: what LSP calls a range.
public struct TextRange: Hashable, Sendable {
  public var start: TextPosition
  public var end: TextPosition

  public init(_ start: TextPosition, _ end: TextPosition) {
    self.start = start
    self.end = end
  }
}
