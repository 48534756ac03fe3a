/// What summaries are ranked with: document frequencies of syllables and the trained weights.
///
/// Layout of the blob (little-endian):
/// - header, six 32-bit words: magic, version, articles counted (as a float's bits: the inverse document frequency of
///   an unknown syllable), the inverse document frequency below which a syllable is common, slots of the hash table (a power
///   of two), features in each weight vector;
/// - the slots: 32-bit hash of a folded syllable (0 when free), 32-bit float of its inverse document frequency;
/// - two weight vectors of 32-bit floats: ranking in one article, ranking among several.
package struct SummaryModel: Sendable {
  static let magic: UInt32 = 0x4D4D_5553
  static let version: UInt32 = 1
  static let headerSize = 24

  /// The weight vectors.
  package enum Task: Int, CaseIterable, Sendable { case oneArticle, severalArticles }

  private let slots: Blob
  private let mask: Int
  let unknownWeight: Float
  let commonWeight: Float
  private var weights: [[Float]]

  /// The model the executable carries.
  package static let builtIn = SummaryModel(Blob.summaries)

  /// A blob that is not a model gives one that ranks by position alone.
  package init(_ blob: Blob) {
    let isValid = blob.u32(0) == Self.magic && blob.u32(4) == Self.version
    let count = isValid ? Int(blob.u32(16)) : 0
    let isTable = count > 0 && count & (count - 1) == 0 && blob.count >= Self.headerSize + count * 8
    slots = blob.slice(Self.headerSize..<Self.headerSize + (isTable ? count * 8 : 0))
    mask = isTable ? count - 1 : 0
    unknownWeight = isValid ? blob.f32(8) : 10
    commonWeight = isValid ? blob.f32(12) : 0
    let features = PassageFeature.allCases.count
    let start = Self.headerSize + count * 8
    guard isTable, Int(blob.u32(20)) == features else {
      weights = Task.allCases.map { _ in PassageFeature.allCases.map { $0 == .depth ? -1 : 0 } }
      return
    }
    weights = Task.allCases.map { task in
      (0..<features).map { blob.f32(start + (task.rawValue * features + $0) * 4) }
    }
  }

  /// A model with other weights for one task: for training.
  package func replacing(_ task: Task, _ vector: [Float]) -> SummaryModel {
    var model = self
    model.weights[task.rawValue] = vector
    return model
  }

  /// The weights of one task, a value for each ``PassageFeature``.
  package func weights(_ task: Task) -> [Float] { weights[task.rawValue] }

  /// The inverse document frequency of a word: the natural logarithm of how many articles there are for each that has it.
  package func inverseDocumentFrequency(_ word: UInt32) -> Float {
    guard mask > 0 else { return unknownWeight }
    var slot = Self.slot(word) & mask
    for _ in 0...mask {
      let key = slots.u32(slot * 8)
      if key == word { return slots.f32(slot * 8 + 4) }
      if key == 0 { break }
      slot = (slot + 1) & mask
    }
    return unknownWeight
  }

  @inline(__always)
  private static func slot(_ word: UInt32) -> Int { Int(word &* 0x9E37_79B1 >> 8) }

  /// The bytes of a model.
  ///
  /// - Parameters:
  ///   - frequencies: inverse document frequency by hash, without the hash 0; at least a quarter of the table stays free.
  package static func bytes(
    frequencies: [(word: UInt32, value: Float)], unknown: Float, common: Float, weights: [[Float]]
  ) -> [UInt8] {
    var size = 64
    while size * 3 < frequencies.count * 4 { size *= 2 }
    var table = [(UInt32, Float)](repeating: (0, 0), count: size)
    for (word, value) in frequencies where word != 0 {
      var slot = slot(word) & (size - 1)
      while table[slot].0 != 0 { slot = (slot + 1) & (size - 1) }
      table[slot] = (word, value)
    }
    var bytes: [UInt8] = []
    func append(_ value: UInt32) {
      for byte in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * UInt32(byte)))) }
    }
    append(magic)
    append(version)
    append(unknown.bitPattern)
    append(common.bitPattern)
    append(UInt32(size))
    append(UInt32(PassageFeature.allCases.count))
    for (word, value) in table {
      append(word)
      append(value.bitPattern)
    }
    for vector in weights { for weight in vector { append(weight.bitPattern) } }
    return bytes
  }
}
