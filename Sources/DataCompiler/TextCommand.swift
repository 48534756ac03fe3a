internal import ArticleKit
internal import Foundation
// Foundation's normalisation on Linux looks at the lower 16 bits of a code point only; the standard library's is right.
@_spi(_Unicode) internal import Swift

extension Command {
  /// Makes text.bin from the Unicode properties of the standard library and the word lists.
  static let text = Command(
    name: "text", summary: "[--check] [--root DIR]: compile character tables and word lists into text.bin"
  ) { arguments in
    let root = Knowledge.option("--root", arguments) ?? "."
    let path = "\(root)/Sources/ArticleData/blobs/text.bin"
    let bytes = try TextTableBuilder.build(root)
    if arguments.contains("--check") {
      guard FileManager.default.contents(atPath: path).map(Array.init) == bytes else {
        throw DataError("\(path) is stale; run: swift run DataCompiler text")
      }
      return
    }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    print("\(path): \(bytes.count) bytes")
  }
}

/// Compiles the text tables.
enum TextTableBuilder {
  /// The bytes of the blob made from the word lists under `root`.
  static func build(_ root: String) throws -> [UInt8] {
    var sections = [[UInt8]](repeating: [], count: TextTables.Section.end.rawValue)
    let seconds = addNormalization(to: &sections)
    (sections[TextTables.Section.classIndex.rawValue], sections[TextTables.Section.classBlocks.rawValue]) =
      twoStage(direct: TextTables.directLimit) { characterClass($0).rawValue }
    (sections[TextTables.Section.combiningIndex.rawValue], sections[TextTables.Section.combiningBlocks.rawValue]) =
      twoStage(direct: 0) { normalization($0, seconds) }
    sections[TextTables.Section.written.rawValue] = foldings { written($0) }
    sections[TextTables.Section.key.rawValue] = foldings { key($0) }
    sections[TextTables.Section.bare.rawValue] = foldings { bare($0) }
    try addWords(to: &sections, root)
    return TextTables.assemble(sections)
  }

  static func bytes(of values: [UInt32]) -> [UInt8] {
    values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) } }
  }

  /// A two-stage table of all code points, with equal blocks of 128 stored once; the blocks below `direct` are all stored.
  private static func twoStage(
    direct: UInt32, _ value: (Unicode.Scalar) -> UInt8
  ) -> (index: [UInt8], blocks: [UInt8]) {
    var index: [UInt8] = []
    var blocks: [[UInt8]] = []
    var known: [[UInt8]: Int] = [:]
    for block in UInt32(0)..<(0x110000 / 128) {
      let values = (block * 128..<block * 128 + 128).map { Unicode.Scalar($0).map(value) ?? 0 }
      let number: Int
      if block * 128 >= direct, let same = known[values] {
        number = same
      } else {
        number = blocks.count
        blocks.append(values)
        if known[values] == nil { known[values] = number }
      }
      index += [UInt8(number & 0xFF), UInt8(number >> 8)]
    }
    return (index, Array(blocks.joined()))
  }
}

// MARK: Classes

extension TextTableBuilder {
  private static func characterClass(_ scalar: Unicode.Scalar) -> CharacterClass {
    switch scalar.value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: return .lineBreak
    case 0x09, 0x1680: return .space
    case 0xAD, 0x034F, 0x061C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF,
      0xE0000...0xE0FFF:
      return .ignorable
    // Modifier apostrophes behave as the apostrophes they look like.
    case 0x02B9, 0x02BB, 0x02BC, 0x02C8: return .punctuation
    default: break
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .titlecaseLetter: return .upper
    case .lowercaseLetter: return .lower
    case .otherLetter, .modifierLetter, .letterNumber: return .letter
    case .nonspacingMark, .spacingMark, .enclosingMark: return .mark
    case .decimalNumber: return .digit
    case .otherNumber, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: return .symbol
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return .punctuation
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: return .space
    case .format: return .ignorable
    case .control, .surrogate, .privateUse, .unassigned: return .other
    @unknown default: return .other
    }
  }
}

// MARK: Folding

extension TextTableBuilder {
  private static func foldings(_ entry: (Unicode.Scalar) -> FoldEntry) -> [UInt8] {
    bytes(of: (0..<TextTables.foldLimit).map { Unicode.Scalar($0).map { entry($0).rawValue } ?? 0 })
  }

  private static func written(_ scalar: Unicode.Scalar) -> FoldEntry {
    if let entry = variant(scalar) { return entry }
    return plain(String(scalar), isMovable: true)
  }

  private static func key(_ scalar: Unicode.Scalar) -> FoldEntry {
    if let entry = variant(lowercased(scalar)) { return entry }
    return plain(String(lowercased(scalar)), isMovable: true)
  }

  private static func bare(_ scalar: Unicode.Scalar) -> FoldEntry {
    if characterClass(scalar) == .mark, isCombiningDiacritic(scalar) { return FoldEntry(rawValue: FoldEntry.dropped) }
    let lower = lowercased(scalar)
    let special: [Unicode.Scalar: String] = [
      "đ": "d", "ð": "d", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss", "ħ": "h", "ı": "i",
    ]
    if let letters = special[lower] { return FoldEntry(Array(letters.utf8)) }
    if let entry = variant(lower) { return entry }
    let parts = decomposed(lower)
    if let first = parts.first, first.isASCII, first.properties.isAlphabetic,
      parts.dropFirst().allSatisfy({ isCombiningDiacritic($0) })
    {
      return FoldEntry(Array(String(first).utf8))
    }
    return plain(String(lower), isMovable: false)
  }

  private static func isCombiningDiacritic(_ scalar: Unicode.Scalar) -> Bool {
    (0x0300...0x036F).contains(scalar.value)
  }

  private static func plain(_ string: String, isMovable: Bool) -> FoldEntry {
    guard string.utf8.count <= 3 else { return FoldEntry(rawValue: FoldEntry.unchanged) }
    var entry = FoldEntry(Array(string.utf8))
    if isMovable, let scalar = string.unicodeScalars.first, TonePlacement.isMovable(scalar) {
      entry.rawValue |= FoldEntry.toned
    }
    return entry
  }

  /// One code point to one: what lengthens under lower-casing (İ) keeps its first code point.
  private static func lowercased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let scalar = composed([scalar]).first ?? scalar
    return scalar == "ς" ? "σ" : scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
  }

  /// What becomes of spaces, dashes, marks and other characters that are not letters, whatever the level.
  private static func variant(_ scalar: Unicode.Scalar) -> FoldEntry? {
    let scalar = composed([scalar]).first ?? scalar
    switch scalar {
    case "-", "‐", "‑", "‒", "–", "—", "―": return FoldEntry(rawValue: FoldEntry([0x2D]).rawValue | FoldEntry.dash)
    case "‘", "’", "‛", "ʼ", "ʹ", "ʻ", "ˈ", "`", "´", "′": return FoldEntry([0x27])
    case "“", "”", "„", "‟", "«", "»", "″": return FoldEntry([0x22])
    case "Ð": return FoldEntry(Array("Đ".utf8))
    case "ð": return FoldEntry(Array("đ".utf8))
    default: break
    }
    switch characterClass(scalar) {
    case .space, .lineBreak: return FoldEntry(rawValue: FoldEntry.space)
    case .ignorable: return FoldEntry(rawValue: FoldEntry.dropped)
    case .mark: return FoldEntry(rawValue: plain(String(scalar), isMovable: false).rawValue | FoldEntry.mark)
    default: return nil
    }
  }
}

// MARK: Word lists

extension TextTableBuilder {
  private static func addWords(to sections: inout [[UInt8]], _ root: String) throws {
    // Folded by the new tables, not by those the compiler was built with.
    let tables = TextTables(Blob(immortalCopyOf: TextTables.assemble(sections)))
    func fold(_ word: some StringProtocol, _ level: FoldingLevel) -> [UInt8] {
      Folding.fold(String(word), level, with: tables)
    }
    var roles: [String: [[UInt8]]] = [:]
    for row in try rows("\(root)/Data/sentence_words.tsv") where row.count >= 2 {
      roles[row[1], default: []].append(fold(row[0], .written))
    }
    for row in try rows("\(root)/Data/abbreviations_vi.tsv") where row.count >= 3 && row[2] == "nobreak" {
      guard row[0].hasSuffix(".") else { continue }
      roles["abbreviation", default: []].append(fold(row[0].dropLast(), .written))
    }
    func set(_ section: TextTables.Section, _ words: [[UInt8]]) {
      sections[section.rawValue] = WordSet.bytes(words)
    }
    set(.abbreviations, roles["abbreviation", default: []])
    set(.maybeFinal, roles["maybe", default: []])
    set(.starters, roles["starter", default: []])
    set(.numbered, roles["heading", default: []])
    set(.englishWords, roles["function", default: []])
    set(.bareWords, roles["bare", default: []])
    set(.foreignWords, roles["foreign", default: []])
    let syllables = try Knowledge.read("\(root)/Data/vi_syllables.txt").split(separator: "\n").map(String.init)
    set(.syllables, syllables.map { fold($0, .key) })
    set(.bareSyllables, syllables.map { fold($0, .bare) })
  }

  /// The rows of a table without its header.
  private static func rows(_ path: String) throws -> [[String]] {
    try Knowledge.read(path).split(separator: "\n").dropFirst().map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }
}

// MARK: Normalisation

extension TextTableBuilder {
  /// Adds the tables of decompositions and compositions. Gives the code points that some pair has as its second.
  private static func addNormalization(to sections: inout [[UInt8]]) -> Set<UInt32> {
    var decompositions: [UInt32] = []
    var parts: [UInt32] = []
    var compositions: [[UInt32]] = []
    for value in UInt32(0xC0)..<0x110000 {
      guard let scalar = Unicode.Scalar(value), !(0xAC00..<0xD7A4).contains(value) else { continue }
      let decomposed = decomposed(scalar)
      guard decomposed != [scalar] else { continue }
      decompositions += [value, UInt32(parts.count * 8 + decomposed.count)]
      parts += decomposed.map(\.value)
      if let pair = pair(decomposed, composingTo: scalar) { compositions.append(pair + [value]) }
    }
    compositions.sort { ($0[0], $0[1]) < ($1[0], $1[1]) }
    sections[TextTables.Section.decompositions.rawValue] = bytes(of: decompositions)
    sections[TextTables.Section.decompositionScalars.rawValue] = bytes(of: parts)
    sections[TextTables.Section.compositions.rawValue] = bytes(of: Array(compositions.joined()))
    return Set(compositions.map { $0[1] })
  }

  /// The combining class, or what marks a starter as one that normalisation may change.
  private static func normalization(_ scalar: Unicode.Scalar, _ seconds: Set<UInt32>) -> UInt8 {
    let combining = scalar.properties.canonicalCombiningClass.rawValue
    if combining != 0 { return combining }
    let isJamo = (0x1161...0x1175).contains(scalar.value) || (0x11A8...0x11C2).contains(scalar.value)
    let first = decomposed(scalar).first ?? scalar
    let startsActive = seconds.contains(first.value) || first.properties.canonicalCombiningClass.rawValue != 0
    return isJamo || startsActive || composed([scalar]) != [scalar] ? TextTables.activeStarter : 0
  }

  /// The two code points that `scalar` is the primary composite of, from its full decomposition.
  private static func pair(_ decomposed: [Unicode.Scalar], composingTo scalar: Unicode.Scalar) -> [UInt32]? {
    guard decomposed.count >= 2, let last = decomposed.last else { return nil }
    guard composed(decomposed) == [scalar] else { return nil }
    let prefix = composed(Array(decomposed.dropLast()))
    guard let first = prefix.first, prefix.count == 1 else { return nil }
    return [first.value, last.value]
  }

  private static func composed(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    Array(String(String.UnicodeScalarView(scalars))._nfc)
  }

  private static func decomposed(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    Array(String(scalar)._nfd)
  }
}
