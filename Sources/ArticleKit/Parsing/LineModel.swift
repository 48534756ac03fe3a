/// The trained labeller: tells which lines of a page are the article's body.
///
/// Two ensembles of trees over ``LineFeatures``; the second also sees what the first made of the lines around.
/// Layout of the blob: "LNS1", then offset and length (u32 each) of the word weights and the ensembles for
/// the first look, the second look, and the title.
package struct LineModel: Sendable {
  package static let shared = LineModel(Blob.lines)
  package static let magic: UInt32 = 0x3153_4E4C

  package let words: LexicalWeights
  package let first: TreeEnsemble
  package let second: TreeEnsemble
  package let title: TreeEnsemble

  package init(_ blob: Blob) {
    let isModel = blob.u32(0) == Self.magic
    func part(_ index: Int) -> Blob {
      guard isModel else { return blob.slice(0..<0) }
      let start = Int(blob.u32(4 + index * 8))
      return blob.slice(start..<(start + Int(blob.u32(8 + index * 8))))
    }
    words = LexicalWeights(part(0))
    first = TreeEnsemble(part(1))
    second = TreeEnsemble(part(2))
    title = TreeEnsemble(part(3))
  }

  /// The bytes of a model made of these parts.
  package static func encode(_ parts: [[UInt8]]) -> [UInt8] {
    var bytes: [UInt8] = []
    func append(_ value: UInt32) {
      for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
    append(magic)
    var start = 4 + parts.count * 8
    for part in parts {
      append(UInt32(start))
      append(UInt32(part.count))
      start += part.count
    }
    return bytes + parts.joined()
  }

  package var isEmpty: Bool { first.isEmpty }

  /// Log-odds of a line that is as good as certain to be no text.
  private static let hopeless: Float = -4

  /// A table with room for both looks, the first look's columns filled.
  package static func table(_ context: PageContext) -> LineFeatureTable {
    var table = LineFeatureTable(lines: context.lines, count: LineFeatures.count + ProbabilityFeatures.count)
    LineFeatures.fill(&table, context)
    return table
  }

  /// For each line, how likely it belongs to the body and how likely it is the title, 0 to 1.
  package func chances(_ context: PageContext) -> (body: [Float], title: [Float]) {
    var table = Self.table(context)
    let first = first.scores(table, hopeless: Self.hopeless)
    ProbabilityFeatures.fill(&table, context, first.map(logistic))
    let body = second.scores(table, hopeless: Self.hopeless, known: first).map(logistic)
    // A title stands above the body, or among its first lines.
    let top = (body.firstIndex { $0 >= 0.5 } ?? 0) + 40
    return (body, title.scores(table, limit: top).map(logistic))
  }
}

/// The chance whose log-odds are `x`.
@inline(__always)
package func logistic(_ x: Float) -> Float {
  // e^x as 2^(x log2 e), by exponent bits and a cubic: the same on every platform, within 0.02 %.
  let clamped = max(-20, min(20, x)) * 1.442695
  let floor = clamped.rounded(.down)
  let rest = clamped - floor
  let power = 1 + rest * (0.6951786 + rest * (0.2276154 + rest * 0.0772060))
  return 1 / (1 + 1 / (power * Float(bitPattern: UInt32(Int32(floor) + 127) << 23)))
}
