/// The tables of the text blob: character classes, folding and normalisation, read in place.
///
/// Layout (little-endian): thirty-two section offsets of four bytes, then the sections, each aligned to 64 bytes. Classes and
/// combining classes are two-stage tables: a 16-bit block number for each 128 code points, then the blocks. The class
/// blocks of U+0000–1FFF come first and in order, so that the common code points need one load.
@safe package struct TextTables: @unchecked Sendable {
  /// The sections, in the order of their offsets. ``end`` is the size of the blob.
  package enum Section: Int, CaseIterable {
    case classIndex, classBlocks
    case written, key, bare
    case combiningIndex, combiningBlocks
    /// Pairs (code point, index of the first part × 8 + number of parts), ascending.
    case decompositions
    case decompositionScalars
    /// Triples (first, second, composite), ascending by the first two.
    case compositions
    // Sets of words; see ``WordSet``. Those about sentences keep their case.
    case abbreviations, maybeFinal, starters, numbered
    case syllables, bareSyllables, englishWords, bareWords, foreignWords
    case end
  }

  /// Code points below this have entries in the folding tables: the letters with case, and general punctuation.
  package static let foldLimit: UInt32 = 0x2080
  /// Code points below this have their class at their own index of the class blocks.
  package static let directLimit: UInt32 = 0x2000
  package static let headerSize = 128

  package static let shared = TextTables(Blob.text)

  package let blob: Blob
  /// The classes of the code points below ``directLimit``. Immortal.
  let directClasses: UnsafePointer<UInt8>
  /// Abbreviations after whose full stop the sentence goes on.
  let abbreviations: WordSet
  /// Abbreviations after whose full stop the sentence may end.
  let maybeFinal: WordSet
  /// Capitalised words that often start a sentence and seldom a name.
  let starters: WordSet
  /// Words that a number follows: `Điều 5.`
  let numbered: WordSet
  /// Vietnamese syllables, under their key.
  package let syllables: WordSet
  /// Vietnamese syllables without diacritics.
  package let bareSyllables: WordSet
  /// Frequent English words, under their key.
  let englishWords: WordSet
  /// Frequent Vietnamese words without diacritics.
  let bareWords: WordSet
  /// Frequent words of other European languages and a few more, none of them English.
  let foreignWords: WordSet
  private let classIndex: Int
  private let classBlocks: Int
  private let combiningIndex: Int
  private let combiningBlocks: Int

  /// The tables in `blob`; a blob that is too short gives tables in which every code point is `other` and folds to itself.
  package init(_ blob: Blob) {
    let offsets = Section.allCases.map { Int(blob.u32($0.rawValue * 4)) }
    let fits = zip(offsets, offsets.dropFirst()).allSatisfy { $0 <= $1 }
    let direct = offsets[Section.written.rawValue] - offsets[Section.classBlocks.rawValue]
    let folds = offsets[Section.combiningIndex.rawValue] - offsets[Section.bare.rawValue]
    let isSound =
      fits && offsets[Section.end.rawValue] == blob.count && direct >= Int(Self.directLimit)
      && folds >= Int(Self.foldLimit) * 4 && blob.count > Self.headerSize
    let blob = isSound ? blob : Self.identity
    self.blob = blob
    func start(_ section: Section) -> Int { Int(blob.u32(section.rawValue * 4)) }
    classIndex = start(.classIndex)
    classBlocks = start(.classBlocks)
    combiningIndex = start(.combiningIndex)
    combiningBlocks = start(.combiningBlocks)
    unsafe directClasses = unsafe Self.pointer(blob, classBlocks, UInt8.self)
    func set(_ section: Section) -> WordSet {
      WordSet(blob.slice(Int(blob.u32(section.rawValue * 4))..<Int(blob.u32(section.rawValue * 4 + 4))))
    }
    abbreviations = set(.abbreviations)
    maybeFinal = set(.maybeFinal)
    starters = set(.starters)
    numbered = set(.numbered)
    syllables = set(.syllables)
    bareSyllables = set(.bareSyllables)
    englishWords = set(.englishWords)
    bareWords = set(.bareWords)
    foreignWords = set(.foreignWords)
  }

  /// The class of a code point.
  @inline(__always)
  package func characterClass(_ scalar: UInt32) -> CharacterClass {
    CharacterClass(table: rawClass(scalar))
  }

  /// The raw value of a code point's class.
  @inline(__always)
  func rawClass(_ scalar: UInt32) -> UInt8 {
    if scalar < Self.directLimit { return unsafe directClasses[Int(scalar)] }
    let block = Int(blob.u16(classIndex &+ Int(scalar >> 7) &* 2))
    return blob.u8(classBlocks &+ block &* 128 &+ Int(scalar & 127))
  }

  /// The canonical combining class of a code point, 0 for a starter.
  @inline(__always)
  package func combiningClass(_ scalar: UInt32) -> UInt8 {
    let value = normalization(scalar)
    return value == Self.activeStarter ? 0 : value
  }

  /// Whether normalisation leaves a code point alone whatever stands before it: a starter that is its own NFC form and
  /// the second of no pair.
  @inline(__always)
  func isInert(_ scalar: UInt32) -> Bool { normalization(scalar) == 0 }

  /// Stands in the table of combining classes for a starter that is not inert.
  package static let activeStarter: UInt8 = 255

  @inline(__always)
  private func normalization(_ scalar: UInt32) -> UInt8 {
    let block = Int(blob.u16(combiningIndex &+ Int(scalar >> 7) &* 2))
    return blob.u8(combiningBlocks &+ block &* 128 &+ Int(scalar & 127))
  }

  /// The folding entries of the code points below ``foldLimit``. Immortal.
  func foldEntries(_ section: Section) -> UnsafePointer<UInt32> {
    unsafe Self.pointer(blob, range(section).lowerBound, UInt32.self)
  }

  /// Where a section that has a successor lies in the blob (bytes).
  package func range(_ section: Section) -> Range<Int> {
    let start = Int(blob.u32(section.rawValue * 4))
    return start..<max(start, Int(blob.u32(section.rawValue * 4 + 4)))
  }

  private static func pointer<T>(_ blob: Blob, _ offset: Int, _ type: T.Type) -> UnsafePointer<T> {
    // Blobs are 64-byte aligned and never empty here; see `init`.
    let base = unsafe blob.storage.baseAddress.unsafelyUnwrapped
    return unsafe (base + offset).assumingMemoryBound(to: T.self)
  }

  /// Tables that know nothing: what stands in for a damaged blob.
  private static var identity: Blob {
    var sections = [[UInt8]](repeating: [], count: Section.end.rawValue)
    sections[Section.classIndex.rawValue] = [UInt8](repeating: 0, count: 0x110000 >> 7 * 2)
    sections[Section.classBlocks.rawValue] = [UInt8](repeating: 0, count: Int(directLimit))
    sections[Section.combiningIndex.rawValue] = [UInt8](repeating: 0, count: 0x110000 >> 7 * 2)
    sections[Section.combiningBlocks.rawValue] = [UInt8](repeating: 0, count: 128)
    var entries: [UInt8] = []
    for value in 0..<foldLimit {
      let entry = FoldEntry(Unicode.Scalar(value).map { Array(String($0).utf8) } ?? [])
      unsafe withUnsafeBytes(of: entry.rawValue.littleEndian) { unsafe entries.append(contentsOf: $0) }
    }
    for section in [Section.written, .key, .bare] { sections[section.rawValue] = entries }
    return Blob(immortalCopyOf: assemble(sections))
  }

  /// The bytes of a blob with these sections. Padding is 0xFF, so that it sorts after every record.
  package static func assemble(_ sections: [[UInt8]]) -> [UInt8] {
    var header: [UInt8] = []
    var body: [UInt8] = []
    func append(_ offset: Int) {
      unsafe withUnsafeBytes(of: UInt32(offset).littleEndian) { unsafe header.append(contentsOf: $0) }
    }
    for section in sections {
      append(headerSize + body.count)
      body += section
      body += [UInt8](repeating: 0xFF, count: (64 - body.count % 64) % 64)
    }
    append(headerSize + body.count)
    header += [UInt8](repeating: 0, count: headerSize - header.count)
    return header + body
  }
}

/// What a code point becomes under folding: up to three bytes, and how it meets its neighbours.
package struct FoldEntry: Sendable, Equatable {
  /// Bytes in bits 0–23, first byte lowest; their number in bits 24–25; flags above.
  package var rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// `bytes` are at most three; more give an entry that drops the code point.
  package init(_ bytes: [UInt8]) {
    rawValue = 0
    guard bytes.count <= 3 else { return }
    for (index, byte) in bytes.enumerated() { rawValue |= UInt32(byte) << (8 * UInt32(index)) }
    rawValue |= UInt32(bytes.count) << 24
  }

  /// White space: a run of it becomes one space, none at the ends or beside a dash.
  package static let space: UInt32 = 1 << 31
  /// A dash.
  package static let dash: UInt32 = 1 << 30
  /// A combining mark: the text wants normalising first.
  package static let mark: UInt32 = 1 << 29
  /// An `o` or `u` with a tone, which moves to an `a`, `e` or `y` that follows.
  package static let toned: UInt32 = 1 << 28
  /// The code point goes.
  package static let dropped: UInt32 = 0
  /// The code point stays as it is; its bytes did not fit an entry.
  package static let unchanged: UInt32 = 1 << 27

  package var count: Int { Int(rawValue >> 24 & 3) }
}
