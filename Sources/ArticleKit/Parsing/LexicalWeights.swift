/// How much words speak for running text, learnt from pages: hashed weights of a logistic regression.
///
/// A line's score is the sum over its words, pairs of words, first and last word, over the root of their number. A word never
/// seen weighs next to nothing, so a language that is not among the pages is judged by shape alone.
package struct LexicalWeights: Sendable {
  /// Weights, one byte each.
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

  /// The log-odds that a line of these words is running text, as far as its words tell.
  package func score(_ words: ArraySlice<UInt32>) -> Float {
    guard !blob.isEmpty else { return 0 }
    var sum: Int32 = 0
    var slots: Float = 0
    Self.forEachSlot(words) { slot in
      sum += Int32(Int8(bitPattern: blob.u8(slot)))
      slots += 1
    }
    return slots > 0 ? Float(sum) / (Self.unit * slots.squareRoot()) : 0
  }
}
