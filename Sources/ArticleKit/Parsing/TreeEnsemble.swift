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
  /// - Parameter features: as many a line as the ensemble was trained on; a question about one that is missing is answered no.
  package func scores(_ table: LineFeatureTable) -> [Float] {
    var scores = [Float](repeating: base, count: table.lines)
    guard !isEmpty, features <= table.count else { return scores }
    unsafe table.values.withUnsafeBytes { values in
      unsafe scores.withUnsafeMutableBufferPointer { scores in
        for batch in 0..<((scores.count + Self.lanes - 1) / Self.lanes) {
          let start = batch * table.count * Self.lanes
          let part = unsafe UnsafeRawBufferPointer(rebasing: values[start..<(start + table.count * Self.lanes)])
          unsafe add(part, scores, batch * Self.lanes)
        }
      }
    }
    return scores
  }

  /// Adds the trees' answers for one batch of lines.
  @inline(__always)
  private func add(_ values: UnsafeRawBufferPointer, _ scores: UnsafeMutableBufferPointer<Float>, _ first: Int) {
    unsafe withUnsafeTemporaryAllocation(of: Int32.self, capacity: Self.lanes) { sums in
      unsafe sums.initialize(repeating: 0)
      var at = Self.header
      for _ in 0..<trees {
        var index = SIMD32<UInt8>(repeating: 0)
        for level in 0..<depth {
          let question = unsafe blob.storage.loadUnaligned(fromByteOffset: at &+ level &* 4, as: UInt32.self)
            .littleEndian
          let feature = Int(question & 0xFFFF)
          let row = unsafe values.loadUnaligned(fromByteOffset: feature &* Self.lanes, as: SIMD32<UInt8>.self)
          let bit = SIMD32<UInt8>(repeating: 1 << UInt8(level))
          let threshold = UInt8(truncatingIfNeeded: question >> 16)
          index |= SIMD32<UInt8>(repeating: 0).replacing(with: bit, where: row .>= threshold)
        }
        let leaves = at &+ depth &* 4
        unsafe withUnsafeBytes(of: index) { index in
          for lane in 0..<Self.lanes {
            let leaf = unsafe blob.storage.loadUnaligned(
              fromByteOffset: leaves &+ Int(index[lane]) &* 2, as: Int16.self)
            unsafe sums[lane] &+= Int32(leaf.littleEndian)
          }
        }
        at &+= treeBytes
      }
      for lane in 0..<min(Self.lanes, scores.count - first) { unsafe scores[first + lane] += Float(sums[lane]) * scale }
    }
  }
}

/// Features of lines, one byte each, in batches of ``lanes`` lines; within a batch, each feature's values lie side by side.
package struct LineFeatureTable: Sendable {
  /// Lines a batch.
  package static let lanes = 32

  package let lines: Int
  /// Features a line.
  package let count: Int
  /// `((line / lanes) * count + feature) * lanes + line % lanes`
  package private(set) var values: [UInt8]

  package init(lines: Int, count: Int) {
    self.lines = lines
    self.count = count
    values = [UInt8](repeating: 0, count: (lines + Self.lanes - 1) / Self.lanes * count * Self.lanes)
  }

  package subscript(_ line: Int, _ feature: Int) -> UInt8 {
    @inline(__always) get { values[(line / Self.lanes * count + feature) * Self.lanes + line % Self.lanes] }
    @inline(__always) set { values[(line / Self.lanes * count + feature) * Self.lanes + line % Self.lanes] = newValue }
  }
}
