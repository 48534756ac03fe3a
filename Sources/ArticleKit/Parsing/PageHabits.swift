/// What a page tells of its own lines once a first look has guessed at each: which words and which shapes its running text has.
///
/// A line is judged by the other lines alone; what the first look thought of the line itself is taken out.
struct PageHabits: Sendable {
  /// How the words' company speaks for running text, around 128: by the mean word, and by all words together.
  private(set) var meanWord: [UInt8] = []
  private(set) var allWords: [UInt8] = []
  /// Shares of words that other lines have, and that likely running text has, of 255.
  private(set) var known: [UInt8] = []
  private(set) var inText: [UInt8] = []
  /// The mean chance of the other lines of the same shape, alone, with the shape above, with those above and below, of 255;
  /// and how many such lines there are, logarithmic.
  private(set) var shapes: [[UInt8]] = []
  private(set) var shapeCounts: [[UInt8]] = []

  /// Sizes of the tables, powers of two that grow with the page up to a limit.
  private let wordSlots: Int
  private let shapeSlots: Int
  /// Words of a line that count.
  private static let limit = 120

  init(_ context: PageContext, _ chances: [Float]) {
    wordSlots = Self.powerOfTwo(context.page.words.count * 4, 1 << 8, 1 << 15)
    // All shapes of one line have their place.
    shapeSlots = Self.powerOfTwo(context.lines * 4, 1 << 11, 1 << 13)
    judgeWords(context, chances)
    let slots = shapeSlots
    let shapes = (0..<context.lines).map { Self.shape(context, $0) }
    judge(shapes, chances)
    judge(shapes.indices.map { $0 > 0 ? Self.pair(shapes[$0 - 1], shapes[$0], slots) : shapes[$0] }, chances)
    judge(
      shapes.indices.map {
        let above = $0 > 0 ? shapes[$0 - 1] : 0
        let below = $0 + 1 < shapes.count ? shapes[$0 + 1] : 0
        return Self.pair(Self.pair(above, shapes[$0], slots), below, slots)
      }, chances)
  }

  /// The least power of two that is not below `wanted`, between two others.
  private static func powerOfTwo(_ wanted: Int, _ least: Int, _ most: Int) -> Int {
    var size = least
    while size < wanted, size < most { size *= 2 }
    return size
  }

  // MARK: Words

  private mutating func judgeWords(_ context: PageContext, _ chances: [Float]) {
    /// How often a word stands in running text and elsewhere, by the first look.
    var masses = [SIMD2<Float>](repeating: .zero, count: wordSlots)
    var all = SIMD2<Float>.zero
    for line in 0..<context.lines {
      let mass = SIMD2(chances[line], 1 - chances[line])
      let words = context.words(of: line).prefix(Self.limit)
      for word in words { masses[slot(word)] += mass }
      all += mass * Float(words.count)
    }
    let prior = binaryLogarithm((all.x + 5) / (all.y + 5)) / 2
    for line in 0..<context.lines {
      let own = SIMD2(chances[line], 1 - chances[line])
      let words = context.words(of: line).prefix(Self.limit)
      var (sum, known, inText): (Float, Int, Int) = (0, 0, 0)
      for word in words {
        let others = pointwiseMax(masses[slot(word)] - own, .zero)
        if others.x + others.y > 0.01 {
          sum += binaryLogarithm((others.x + 0.3) / (others.y + 0.3)) - prior
          known += 1
        }
        if others.x > 1 { inText += 1 }
      }
      let count = Float(max(words.count, 1))
      meanWord.append(UInt8(clamping: 128 + Int(sum / count * 14)))
      allWords.append(UInt8(clamping: 128 + Int(sum / count.squareRoot() * 5)))
      self.known.append(UInt8(clamping: Int(Float(known) * 255 / count)))
      self.inText.append(UInt8(clamping: Int(Float(inText) * 255 / count)))
    }
  }

  @inline(__always)
  private func slot(_ word: UInt32) -> Int { Int(truncatingIfNeeded: word ^ word >> 15) & (wordSlots - 1) }

  // MARK: Shapes

  /// Length, opening and closing of a line as one number below 2,048.
  private static func shape(_ context: PageContext, _ line: Int) -> Int {
    let measures = context.page.measures[line]
    let length = min(context.sizes[line] / 12, 14)
    return (length * 12 + Int(measures.closing.rawValue)) * 8 + Int(measures.opening.rawValue)
  }

  @inline(__always)
  private static func pair(_ first: Int, _ second: Int, _ slots: Int) -> Int {
    ((first &* 0x9E37_79B1 &+ second) &* 0x85EB_CA6B) >> 17 & (slots - 1)
  }

  private mutating func judge(_ keys: [Int], _ chances: [Float]) {
    var sums = [SIMD2<Float>](repeating: .zero, count: shapeSlots)
    for (line, key) in keys.enumerated() { sums[key] += SIMD2(chances[line], 1) }
    var means: [UInt8] = []
    var counts: [UInt8] = []
    for (line, key) in keys.enumerated() {
      let others = sums[key] - SIMD2(chances[line], 1)
      means.append(UInt8(clamping: Int((others.x + 0.3) / (others.y + 1) * 255)))
      counts.append(UInt8(clamping: logarithmic(Int(others.y))))
    }
    shapes.append(means)
    shapeCounts.append(counts)
  }
}

/// The logarithm to base two of a positive number, within 0.01: the same on every platform.
@inline(__always)
func binaryLogarithm(_ x: Float) -> Float {
  let bits = x.bitPattern
  let exponent = Float(Int32(bits >> 23) - 127)
  let mantissa = Float(bitPattern: bits & 0x7F_FFFF | 0x3F80_0000)
  return exponent + (-0.344845 * mantissa + 2.024658) * mantissa - 1.674873
}
