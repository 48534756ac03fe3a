/// Finds the best sequence of tags (Viterbi 1967).
///
/// Tags that open or leave a name (O and B) and tags inside one (I) are kept apart, eight lanes each: an O or B may follow
/// any tag, an I only the B and the I of its own type, which stand in the same lane.
struct NameDecoder: Sendable {
  /// One token's weights: lanes 0–7 O and B, lanes 8–15 I.
  typealias Scores = SIMD16<Int16>
  /// Per lane what stood before it: a tag in lanes 0–7, whether it was I in lanes 8–15.
  typealias Steps = SIMD16<UInt8>
  private typealias Lanes = SIMD8<Int32>

  private static let types = EntityType.allCases.count
  private static let never = Int32.min / 4

  /// The lane of a tag, and the tag of a lane of O and B.
  static func lane(_ tag: Int) -> Int { NameTagger.isInside(tag) ? 8 + tag / 2 : (tag + 1) / 2 }
  private static func tag(_ lane: Int) -> Int { max(2 * lane - 1, 0) }

  /// What O and B are worth behind each tag, and at the start of a stretch.
  private let into: [Lanes]
  /// What I is worth behind B and behind I.
  private var behindBegin = Lanes(repeating: 0)
  private var behindInside = Lanes(repeating: 0)
  /// Bounds of ``into`` over O and B, per tag before.
  private let least: [Int32]
  private let most: [Int32]

  /// `pair`: the weight of a tag behind another, or behind ``NameTagger/tagCount``, the start of a stretch.
  init(_ pair: (_ last: Int, _ tag: Int) -> Int32) {
    into = (0...NameTagger.tagCount).map { last in
      var lanes = Lanes(repeating: Self.never)
      for lane in 0...Self.types { lanes[lane] = pair(last, Self.tag(lane)) }
      return lanes
    }
    for lane in 1...Self.types {
      let begin = Self.tag(lane)
      behindBegin[lane] = pair(begin, begin + 1)
      behindInside[lane] = pair(begin + 1, begin + 1)
    }
    least = into.map { lanes in (0...Self.types).reduce(Int32.max) { min($0, lanes[$1]) } }
    most = into.map { lanes in (0...Self.types).reduce(Int32.min) { max($0, lanes[$1]) } }
  }

  /// Writes the best tags of the stretch. `steps` is working memory, as long as the longest stretch.
  ///
  /// - Parameters:
  ///   - scores: the weights of each token of the text.
  ///   - isCut: whether no name goes on across the mark before a token.
  @inline(__always) func decode(
    _ stretch: Range<Int>, _ isCut: borrowing Swift.Span<Bool>, _ steps: inout [Steps], into tags: inout [UInt8],
    _ scores: (Int) -> Scores
  ) {
    let floor = Lanes(repeating: Self.never)
    let into = into.span
    let (least, most) = (least.span, most.span)
    let first = scores(stretch.lowerBound)
    var outer = into[NameTagger.tagCount] &+ Lanes(truncatingIfNeeded: first.lowHalf)
    var inner = floor
    for index in stretch.dropFirst() {
      // A tag that cannot win for any O or B is left out; what the best is worth at least is taken off, so that no sum grows.
      var bound = outer[0] &+ least[0]
      for type in 1...Self.types {
        bound = max(bound, max(outer[type] &+ least[2 * type - 1], inner[type] &+ least[2 * type]))
      }
      var best = floor
      var from = Lanes(repeating: 0)
      @inline(__always) func follow(_ last: Int, _ value: Int32) {
        if value &+ most[last] < bound { return }
        let sum = into[last] &+ value
        let isBetter = sum .> best
        best.replace(with: sum, where: isBetter)
        from.replace(with: Int32(truncatingIfNeeded: last), where: isBetter)
      }
      follow(0, outer[0])
      for type in 1...Self.types {
        follow(2 * type - 1, outer[type])
        follow(2 * type, inner[type])
      }
      let score = scores(index)
      let began = outer &+ behindBegin
      let stayed = inner &+ behindInside
      let stays = stayed .> began
      steps[index &- stretch.lowerBound] = Steps(
        lowHalf: SIMD8(truncatingIfNeeded: from),
        highHalf: SIMD8(truncatingIfNeeded: Lanes(repeating: 0).replacing(with: 1, where: stays)))
      inner = began.replacing(with: stayed, where: stays) &+ Lanes(truncatingIfNeeded: score.highHalf) &- bound
      inner.replace(with: floor, where: isCut[index] ? .init(repeating: true) : inner .< floor)
      outer = best &+ Lanes(truncatingIfNeeded: score.lowHalf) &- bound
      outer.replace(with: floor, where: outer .< floor)
    }
    var tag = 0
    var best = outer[0]
    for type in 1...Self.types {
      if outer[type] > best { (tag, best) = (2 * type - 1, outer[type]) }
      if inner[type] > best { (tag, best) = (2 * type, inner[type]) }
    }
    for index in stretch.reversed() {
      tags[index] = UInt8(truncatingIfNeeded: tag)
      if index == stretch.lowerBound { break }
      let step = steps[index &- stretch.lowerBound]
      tag = NameTagger.isInside(tag) ? (step[Self.lane(tag)] != 0 ? tag : tag - 1) : Int(step[Self.lane(tag)])
    }
  }
}
