/// A sum of oblivious decision trees over features of one byte: every level of a tree asks one question of all lines.
///
/// Such trees answer for a batch of ``LineFeatureTable/lanes`` lines at once, without a branch (Kohavi & Li 1995; Prokhorenkova
/// et al. 2018). Layout: trees (u16), depth (u8), highest feature (u8), base (f32), scale (f32); then a tree at a time `depth` questions of
/// feature (u16) and threshold (u8, answered by `value >= threshold`) and an unused byte, and `2^depth` leaves (i16, times scale).
package struct TreeEnsemble: Sendable {
  private static let lanes = LineFeatureTable.lanes
  private static let header = 12
  private let blob: Blob
  private let trees: Int
  private let depth: Int
  private let treeBytes: Int
  private let base: Float
  private let scale: Float
  /// One more than the highest feature that a question is about.
  private let features: Int

  /// Reads an ensemble in place; an empty or damaged blob gives one that answers its base alone.
  package init(_ blob: Blob) {
    let depth = Int(blob.u8(2))
    let treeBytes = depth * 4 + 2 << depth
    let fits = depth > 0 && depth <= 8 && Self.header + Int(blob.u16(0)) * treeBytes <= blob.count
    self.blob = blob
    self.depth = fits ? depth : 0
    self.treeBytes = treeBytes
    trees = fits ? Int(blob.u16(0)) : 0
    base = blob.f32(4)
    scale = blob.f32(8)
    features = Int(blob.u8(3)) + 1
  }

  package var isEmpty: Bool { trees == 0 }

  /// The ensemble's sum for every line: log-odds for a classifier.
  ///
  /// - Parameters:
  ///   - table: as many features a line as the ensemble was trained on; with fewer, every line gets the base.
  ///   - limit: how many lines to score, from the first; the others get a sum that rules them out.
  ///   - hopeless: when, after a quarter of the trees, every line of a batch has a sum below this, the rest is spared.
  ///   - known: scores of an earlier ensemble; a batch in which all are below `hopeless` keeps them.
  package func scores(
    _ table: LineFeatureTable, limit: Int = .max, hopeless: Float = -.infinity, known: [Float] = []
  ) -> [Float] {
    var scores = [Float](repeating: isEmpty ? base : -20, count: table.lines)
    guard !isEmpty, features <= table.count else { return scores }
    unsafe table.values.withUnsafeBytes { values in
      unsafe scores.withUnsafeMutableBufferPointer { scores in
        for first in stride(from: 0, to: min(scores.count, limit), by: Self.lanes) {
          let batch = first..<min(first + Self.lanes, scores.count)
          if batch.upperBound <= known.count, known[batch].allSatisfy({ $0 < hopeless }) {
            for line in batch { unsafe scores[line] = known[line] }
            continue
          }
          unsafe add(values, table.stride, scores, first, hopeless)
        }
      }
    }
    return scores
  }

  /// Sets the sums for one batch of lines, from the line `first` on.
  @inline(__always)
  private func add(
    _ values: UnsafeRawBufferPointer, _ stride: Int, _ scores: UnsafeMutableBufferPointer<Float>, _ first: Int,
    _ hopeless: Float
  ) {
    unsafe withUnsafeTemporaryAllocation(of: Int32.self, capacity: Self.lanes) { sums in
      unsafe sums.initialize(repeating: 0)
      let floor = hopeless.isFinite ? Int32((hopeless - base) / scale) : Int32.min
      let checkpoint = trees / 4
      for tree in 0..<trees {
        if tree == checkpoint, floor > Int32.min, unsafe sums.allSatisfy({ $0 < floor }) { break }
        unsafe add(tree, values, stride, first, sums)
      }
      for lane in 0..<min(Self.lanes, scores.count - first) {
        unsafe scores[first + lane] = base + Float(sums[lane]) * scale
      }
    }
  }

  /// Adds one tree's answers: a bit for each question and line, then a leaf for each line.
  ///
  /// Eight lines are compared in one word (Warren, Hacker's Delight, 2-18): the high bit of each byte says whether it is at
  /// least the threshold's.
  @inline(__always)
  private func add(
    _ tree: Int, _ values: UnsafeRawBufferPointer, _ stride: Int, _ first: Int,
    _ sums: UnsafeMutableBufferPointer<Int32>
  ) {
    let start = Self.header &+ tree &* treeBytes
    let high = SIMD4<UInt64>(repeating: 0x8080_8080_8080_8080)
    let leaves = start &+ depth &* 4
    var index = SIMD4<UInt64>.zero
    for level in 0..<depth {
      let question = unsafe blob.storage.loadUnaligned(fromByteOffset: start &+ level &* 4, as: UInt32.self)
        .littleEndian
      let at = Int(question & 0xFFFF) &* stride &+ first
      let row = unsafe values.loadUnaligned(fromByteOffset: at, as: SIMD4<UInt64>.self)
      let threshold = SIMD4(repeating: UInt64(question >> 16 & 0xFF) &* 0x0101_0101_0101_0101)
      let difference = (row | high) &- (threshold & ~high)
      let yes = ((row & ~threshold) | (~(row ^ threshold) & difference)) & high
      index |= yes &>> SIMD4(repeating: UInt64(7 &- level))
    }
    for word in 0..<4 {
      var rest = index[word].littleEndian
      for lane in 0..<8 {
        let leaf = Int(rest & 0xFF)
        rest &>>= 8
        let value = unsafe blob.storage.loadUnaligned(fromByteOffset: leaves &+ leaf &* 2, as: Int16.self)
        unsafe sums[word &* 8 &+ lane] &+= Int32(value.littleEndian)
      }
    }
  }
}
