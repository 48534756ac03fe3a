/// Features of lines, one byte each, column by column: `values[feature * stride + line]`.
package struct LineFeatureTable: Sendable {
  /// How many lines are read at once; columns are padded to hold as many behind the last line.
  package static let lanes = 32

  package let lines: Int
  /// Features a line.
  package let count: Int
  /// How far two columns lie apart (bytes): an odd multiple of a cache line, so that they do not fight for the same sets.
  package let stride: Int
  /// Columns that have been appended.
  package private(set) var filled = 0
  package private(set) var values: [UInt8]

  package init(lines: Int, count: Int) {
    self.lines = lines
    self.count = count
    stride = ((lines + Self.lanes - 1) / 64 | 1) * 64 + 64
    values = [UInt8](repeating: 0, count: stride * count)
  }

  package subscript(_ line: Int, _ feature: Int) -> UInt8 {
    @inline(__always) get { values[feature * stride + line] }
    @inline(__always) set { values[feature * stride + line] = newValue }
  }

  /// Forgets all but the first columns, so that others can be appended.
  mutating func keep(columns: Int) { filled = min(filled, columns) }

  /// The values of a column, a line each.
  func column(_ feature: Int) -> [UInt8] { Array(values[feature * stride..<(feature * stride + lines)]) }

  /// Appends a column; values are cut to a byte.
  @inline(__always)
  mutating func append(_ value: (_ line: Int) -> Int) {
    let (start, lines) = (filled * stride, lines)
    unsafe values.withUnsafeMutableBufferPointer { values in
      for line in 0..<lines { unsafe values[start + line] = UInt8(clamping: value(line)) }
    }
    filled += 1
  }

  /// Appends a column in which all lines are alike.
  mutating func append(_ value: Int) { append { _ in value } }

  /// Appends a column made of the values of the lines `offset` further down, and of `beyond` where there is no such line.
  mutating func append(_ column: [UInt8], from offset: Int = 0, beyond: UInt8 = 0) {
    let start = filled * stride
    let lines = lines
    unsafe values.withUnsafeMutableBufferPointer { values in
      for line in 0..<lines {
        let other = line + offset
        unsafe values[start + line] = other >= 0 && other < column.count ? column[other] : beyond
      }
    }
    filled += 1
  }
}
