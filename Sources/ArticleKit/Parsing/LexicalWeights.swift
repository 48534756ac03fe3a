/// How much words speak for running text, learnt from pages: hashed weights of a logistic regression.
///
/// A line's score is the sum over its words, pairs of words, first and last word, over the root of their number. A word never
/// seen weighs next to nothing, so a language that is not among the pages is judged by shape alone. There are two scores: one
/// tells running text from anything on a page, the other from what stands among it and right around it.
package struct LexicalWeights: Sendable {
  /// Slots, with two weights of one byte each.
  package static let size = 1 << 16
  /// A weight of 1 as stored.
  package static let unit: Float = 24
  /// Words of a line that count.
  package static let limit = 120

  private let blob: Blob

  package init(_ blob: Blob) { self.blob = blob }

  /// The slots of the weights that a line uses.
  package static func forEachSlot(_ words: ArraySlice<UInt32>, _ visit: (Int) -> Void) {
    guard let first = words.first else { return }
    visit(slot(UInt64(first) &* 977, 3))
    var previous: UInt32?
    var last = first
    for word in words.prefix(limit) {
      visit(slot(UInt64(word), 1))
      if let previous { visit(slot((UInt64(previous) &* 31 &+ UInt64(word)) &* 0x5BD1_E995, 7)) }
      previous = word
      last = word
    }
    visit(slot(UInt64(last) &* 1979, 5))
  }

  @inline(__always)
  private static func slot(_ value: UInt64, _ salt: UInt64) -> Int {
    Int(truncatingIfNeeded: ((value &+ salt) &* 0x9E37_79B9_7F4A_7C15) >> 48)
  }

  /// The log-odds that a line of these words is running text, as far as its words tell: among all lines, and among those near
  /// the running text.
  package func scores(_ words: ArraySlice<UInt32>) -> SIMD2<Float> {
    guard !blob.isEmpty else { return .zero }
    var sum = SIMD2<Int32>.zero
    var slots: Float = 0
    Self.forEachSlot(words) { slot in
      let weights = blob.u16(slot * 2)
      sum &+= SIMD2(Int32(Int8(truncatingIfNeeded: weights)), Int32(Int8(truncatingIfNeeded: weights >> 8)))
      slots += 1
    }
    return slots > 0 ? SIMD2<Float>(sum) / (Self.unit * slots.squareRoot()) : .zero
  }

  /// The bytes of two tables of weights as they are read.
  package static func encode(among all: [Int8], near: [Int8]) -> [UInt8] {
    zip(all, near).flatMap { [UInt8(bitPattern: $0.0), UInt8(bitPattern: $0.1)] }
  }
}
