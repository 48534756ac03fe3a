internal import ArticleKit
internal import Foundation

/// Trains ensembles of oblivious trees by gradient boosting with logistic loss (Friedman 2001; Prokhorenkova et al. 2018).
///
/// Reproducible: a fixed seed, and sums in a fixed order whatever the number of cores.
struct TreeTrainer {
  var trees = 250
  var depth = 6
  var rate: Float = 0.1
  /// Added to each leaf's second derivatives.
  var ridge: Float = 8
  /// The share of the features that a level looks at.
  var featureShare = 0.3
  /// The share of the rows, those with the steepest slopes, that every tree is grown on (Ke et al. 2017).
  var steepShare = 0.15
  /// The share of the other rows that a tree is grown on; each stands for several.
  var rowShare = 0.2
  var seed: UInt64 = 1

  /// Rows to learn from: `columns[feature][row]`.
  struct Examples {
    var columns: [[UInt8]]
    var targets: [Bool]
    var weights: [Float]
    var count: Int { targets.count }
  }

  private struct Question {
    var feature = 0
    /// The lowest bin that is answered with yes.
    var bin = 0
    var gain: Float = -1
  }

  /// A feature's values in at most ``binLimit`` bins of about the same number of rows.
  private struct Column {
    static let binLimit = 48
    var bins: [UInt8]
    /// The lowest value of each bin.
    var floors: [UInt8] = []

    init(_ values: [UInt8]) {
      var counts = [Int](repeating: 0, count: 256)
      for value in values { counts[Int(value)] += 1 }
      let distinct = counts.filter { $0 > 0 }.count
      let fill = distinct <= Self.binLimit ? 1 : values.count / (Self.binLimit - 1)
      var binOf = [UInt8](repeating: 0, count: 256)
      var inBin = fill
      for value in 0..<256 {
        if counts[value] > 0, inBin >= fill || floors.count < 8, floors.count < Self.binLimit {
          floors.append(UInt8(value))
          inBin = 0
        }
        binOf[value] = UInt8(max(floors.count - 1, 0))
        inBin += counts[value]
      }
      bins = values.map { binOf[Int($0)] }
    }
  }

  private struct Rows {
    var columns: [Column]
    var targets: [Bool]
    var weights: [Float]
    var count: Int { targets.count }
  }

  /// Trains and returns the bytes that ``TreeEnsemble`` reads.
  func train(_ given: Examples) -> [UInt8] {
    let examples = Rows(columns: given.columns.map(Column.init), targets: given.targets, weights: given.weights)
    var random = SplitMix(state: seed)
    let base = logOdds(examples)
    var scores = [Float](repeating: base, count: examples.count)
    var grown: [(questions: [Question], leaves: [Float])] = []
    for _ in 0..<trees {
      let tree = grow(examples, scores, &random)
      apply(tree.questions, tree.leaves, examples, &scores)
      grown.append(tree)
    }
    return encode(grown, base, examples.columns)
  }

  private func logOdds(_ examples: Rows) -> Float {
    var right: Float = 1
    var wrong: Float = 1
    for row in 0..<examples.count {
      if examples.targets[row] { right += examples.weights[row] } else { wrong += examples.weights[row] }
    }
    return log(right / wrong)
  }

  private func grow(
    _ examples: Rows, _ scores: [Float], _ random: inout SplitMix
  ) -> (questions: [Question], leaves: [Float]) {
    let (rows, slopes) = sample(examples, scores, &random)
    var leaf = [UInt8](repeating: 0, count: rows.count)
    var questions: [Question] = []
    for level in 0..<depth {
      let features = examples.columns.indices.filter { _ in random.unit() < featureShare }
      let best = best(features, examples, rows, slopes, leaf, 1 << level)
      questions.append(best)
      let bins = examples.columns[best.feature].bins
      for at in rows.indices where Int(bins[Int(rows[at])]) >= best.bin { leaf[at] |= 1 << UInt8(level) }
    }
    var sums = [SIMD2<Float>](repeating: .zero, count: 1 << depth)
    for at in rows.indices { sums[Int(leaf[at])] += slopes[at] }
    return (questions, sums.map { -$0.x / ($0.y + ridge) * rate })
  }

  /// The rows to grow a tree on, with their first and second derivatives.
  private func sample(
    _ examples: Rows, _ scores: [Float], _ random: inout SplitMix
  ) -> (rows: [Int32], slopes: [SIMD2<Float>]) {
    var all: [SIMD2<Float>] = []
    all.reserveCapacity(examples.count)
    var steepness = [Int](repeating: 0, count: 4096)
    for row in 0..<examples.count {
      let chance = logistic(scores[row])
      let weight = examples.weights[row]
      let slope = weight * (chance - (examples.targets[row] ? 1 : 0))
      all.append([slope, weight * chance * (1 - chance)])
      steepness[min(4095, Int(abs(slope) * 512))] += 1
    }
    var left = Int(Double(examples.count) * steepShare)
    var bin = 4095
    while bin > 0, left > steepness[bin] {
      left -= steepness[bin]
      bin -= 1
    }
    var rows: [Int32] = []
    var slopes: [SIMD2<Float>] = []
    let scale = Float(1 / rowShare)
    for row in 0..<examples.count {
      let isSteep = min(4095, Int(abs(all[row].x) * 512)) > bin
      guard isSteep || random.unit() < rowShare else { continue }
      rows.append(Int32(row))
      slopes.append(isSteep ? all[row] : all[row] * scale)
    }
    return (rows, slopes)
  }

  /// The question that parts the rows best; ties go to the feature that comes first.
  private func best(
    _ features: [Int], _ examples: Rows, _ rows: [Int32], _ slopes: [SIMD2<Float>], _ leaf: [UInt8], _ leaves: Int
  ) -> Question {
    var found = [Question](repeating: Question(), count: features.count)
    unsafe found.withUnsafeMutableBufferPointer { found in
      nonisolated(unsafe) let found = unsafe found
      DispatchQueue.concurrentPerform(iterations: features.count) { index in
        let column = examples.columns[features[index]]
        unsafe found[index] = bestThreshold(features[index], column, rows, slopes, leaf, leaves)
      }
    }
    return found.max { $0.gain < $1.gain || $0.gain == $1.gain && $0.feature > $1.feature } ?? Question()
  }

  private func bestThreshold(
    _ feature: Int, _ column: Column, _ rows: [Int32], _ slopes: [SIMD2<Float>], _ leaf: [UInt8], _ leaves: Int
  ) -> Question {
    let width = column.floors.count
    var sums = [SIMD2<Float>](repeating: .zero, count: leaves * width)
    unsafe column.bins.withUnsafeBufferPointer { bins in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        for at in rows.indices { unsafe sums[Int(leaf[at]) &* width &+ Int(bins[Int(rows[at])])] += slopes[at] }
      }
    }
    var gains = [Float](repeating: 0, count: width)
    for leaf in 0..<leaves {
      var all = SIMD2<Float>.zero
      for bin in 0..<width { all += sums[leaf * width + bin] }
      let whole = all.x * all.x / (all.y + ridge)
      var below = SIMD2<Float>.zero
      var gain: Float = 0
      for bin in 1..<max(width, 1) {
        let step = sums[leaf * width + bin - 1]
        if step.y > 0 {
          below += step
          let above = all - below
          gain = below.x * below.x / (below.y + ridge) + above.x * above.x / (above.y + ridge) - whole
        }
        gains[bin] += gain
      }
    }
    var best = Question(feature: feature)
    for bin in 1..<max(width, 1) where gains[bin] > best.gain {
      best.gain = gains[bin]
      best.bin = bin
    }
    return best
  }

  private func apply(_ questions: [Question], _ leaves: [Float], _ examples: Rows, _ scores: inout [Float]) {
    var leaf = [UInt8](repeating: 0, count: examples.count)
    for (level, question) in questions.enumerated() {
      let bins = examples.columns[question.feature].bins
      for row in 0..<examples.count where Int(bins[row]) >= question.bin { leaf[row] |= 1 << UInt8(level) }
    }
    for row in 0..<examples.count { scores[row] += leaves[Int(leaf[row])] }
  }

  private func encode(_ grown: [(questions: [Question], leaves: [Float])], _ base: Float, _ columns: [Column])
    -> [UInt8]
  {
    let largest = grown.flatMap(\.leaves).map { abs($0) }.max() ?? 0
    let scale = max(largest, 1e-6) / 32_000
    var bytes: [UInt8] = []
    bytes.append(little: UInt16(grown.count))
    bytes += [UInt8(depth), UInt8(grown.flatMap(\.questions).map(\.feature).max() ?? 0)]
    bytes.append(little: base.bitPattern)
    bytes.append(little: scale.bitPattern)
    for tree in grown {
      for question in tree.questions {
        bytes.append(little: UInt16(question.feature))
        bytes += [columns[question.feature].floors[question.bin], 0]
      }
      for leaf in tree.leaves { bytes.append(little: UInt16(bitPattern: Int16((leaf / scale).rounded()))) }
    }
    return bytes
  }
}

extension [UInt8] {
  mutating func append(little value: some FixedWidthInteger) {
    var value = value
    for _ in 0..<(value.bitWidth / 8) {
      append(UInt8(truncatingIfNeeded: value))
      value >>= 8
    }
  }
}

extension SplitMix {
  /// 0 up to but not including 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
