/// What is known of words and phrases before any training: how often a word carries a capital, which names were seen in
/// which company, the titles and generic heads that stand before names, the names of administrative units.
package struct NameLexicon: Sendable {
  package static let sections = 10
  private let wordIndex: PerfectHash
  /// Per home 24 bits of the word's key, its lists, and its bits.
  private let words: Blob
  let cues: PhraseTable
  private let cueValues: Blob
  let runs: PhraseTable
  private let runValues: Blob
  let units: PhraseTable
  private let unitValues: Blob
  /// Words of several syllables, in small letters.
  let compounds: PhraseTable
  private let compoundValues: Blob

  /// `parts`: the sections of the names blob from `first` on, in the order of ``bytes(words:cues:runs:units:compounds:outside:)``.
  init(_ parts: SectionedBlob, first: Int) {
    words = parts[first + 1]
    wordIndex = PerfectHash(displacements: parts[first], homes: words.count / 8)
    cues = PhraseTable(parts[first + 2])
    cueValues = parts[first + 3]
    runs = PhraseTable(parts[first + 4])
    runValues = parts[first + 5]
    units = PhraseTable(parts[first + 6])
    unitValues = parts[first + 7]
    compounds = PhraseTable(parts[first + 8])
    compoundValues = parts[first + 9]
  }

  /// What is known of one word.
  package struct Word: Sendable {
    package var bits: UInt32
    package init(bits: UInt32) { self.bits = bits }
    init(bits: UInt32, lists: Lists) {
      self.bits = bits
      self.lists = lists
    }
    /// 0 unknown, 1 never a capital inside a sentence … 7 always.
    @inline(__always) package var capital: UInt32 { bits & 7 }
    package static let family: UInt32 = 8
    package static let middle: UInt32 = 16
    package static let syllable: UInt32 = 32
    /// 0–3: rare to common.
    @inline(__always) package var frequency: UInt32 { (bits >> 6) & 3 }
    @inline(__always) package var isFamily: Bool { bits & Self.family != 0 }
    @inline(__always) package var isMiddle: Bool { bits & Self.middle != 0 }
    @inline(__always) package var isSyllable: Bool { bits & Self.syllable != 0 }
    /// The classes of use of the word.
    @inline(__always) package var usage: Usage { Usage(rawValue: UInt16(truncatingIfNeeded: bits >> 14) & 0x7FFF) }
    package static func bits(_ usage: Usage) -> UInt32 { UInt32(usage.rawValue) << 14 }
    /// What the lists have of the word.
    var lists: Lists = []

    struct Lists: OptionSet, Sendable {
      let rawValue: UInt8
      /// Phrases that begin with the word.
      static let cue = Lists(rawValue: 1)
      static let run = Lists(rawValue: 2)
      static let unit = Lists(rawValue: 4)
      static let compound = Lists(rawValue: 8)
      /// A name of the knowledge base that begins with the word; known only at run time.
      static let name = Lists(rawValue: 16)
      /// Common words that no known name holds in small letters: "nói", "đã", unlike the "và" of "Bộ Giáo dục và Đào tạo".
      static let outside = Lists(rawValue: 32)
    }
  }

  /// The words that are used as this one is, in two partitions of all words: 0 unknown, else the number of the class.
  package struct Usage: RawRepresentable, Sendable {
    package var rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }
    /// `coarse`: 0–63, `fine`: 0–511.
    package init(coarse: Int, fine: Int) {
      rawValue = UInt16(truncatingIfNeeded: coarse & 63 | (fine & 511) << 6)
    }
    @inline(__always) var coarse: UInt64 { UInt64(rawValue & 63) }
    @inline(__always) var fine: UInt64 { UInt64(rawValue >> 6) }
    package static let unknown = Usage(rawValue: 0)
  }

  @inline(__always) func word(_ key: UInt64) -> Word {
    let home = wordIndex.home(key) &* 8
    let found = words.u32(home)
    guard found >> 8 == UInt32(truncatingIfNeeded: key >> 40) else { return Word(bits: 0) }
    return Word(bits: words.u32(home &+ 4), lists: Word.Lists(rawValue: UInt8(truncatingIfNeeded: found)))
  }

  /// What is known of one word, and whether the knowledge base has a name that begins with it.
  func word(_ key: UInt64, _ knowledge: KnowledgeBase) -> Word {
    var word = word(key)
    for table in knowledge.tables where table.phrases.begins(key) { word.lists.insert(.name) }
    return word
  }

  /// The class of a cue phrase, see ``CueClass``.
  @inline(__always) func cue(_ phrases: Range<Int>) -> UInt8 { cueValues.u8(phrases.lowerBound) }
  /// The company a run of capitals keeps: 0 nothing known, else 1 + type × 3 + strength.
  @inline(__always) func run(_ phrases: Range<Int>) -> UInt8 { runValues.u8(phrases.lowerBound) }
  /// The classes of use of a word of several syllables.
  @inline(__always) func usage(_ phrases: Range<Int>) -> Usage {
    Usage(rawValue: compoundValues.u16(phrases.lowerBound &* 2))
  }
  /// The level of an administrative unit: 1 province, 2 district, 3 ward, 4 of several levels.
  @inline(__always) func unit(_ phrases: Range<Int>) -> UInt8 { unitValues.u8(phrases.lowerBound) }

  /// The sections of a lexicon. Phrases are word keys with a value each, no phrase twice; `outside` are words
  /// that no name holds in small letters.
  package static func bytes(
    words: [(key: UInt64, bits: UInt32)], cues: [(phrase: [UInt64], value: UInt8)],
    runs: [(phrase: [UInt64], value: UInt8)], units: [(phrase: [UInt64], value: UInt8)],
    compounds: [(phrase: [UInt64], usage: Usage)], outside: [UInt64]
  ) -> [[UInt8]] {
    var known: [UInt64: Word] = [:]
    for word in words { known[word.key] = Word(bits: word.bits) }
    func mark(_ phrases: [[UInt64]], _ list: Word.Lists) {
      for key in phrases.compactMap(\.first) { known[key, default: Word(bits: 0)].lists.insert(list) }
    }
    mark(cues.map(\.phrase), .cue)
    mark(runs.map(\.phrase), .run)
    mark(units.map(\.phrase), .unit)
    mark(compounds.map(\.phrase), .compound)
    mark(outside.map { [$0] }, .outside)
    let words = known.sorted { $0.key < $1.key }
    let plan = PerfectHash.build(words.map(\.key), slack: 32)
    var out = ByteWriter()
    for tenant in plan.tenants {
      let word = tenant < 0 ? Word(bits: 0) : words[tenant].value
      out.u8(word.lists.rawValue)
      for byte: UInt64 in [5, 6, 7] {
        out.u8(tenant < 0 ? 0 : UInt8(truncatingIfNeeded: words[tenant].key >> (8 * byte)))
      }
      out.u32(word.bits)
    }
    var sections = [plan.displacements, out.bytes]
    for list in [cues, runs, units] {
      sections.append(PhraseTable.bytes(list.map(\.phrase)))
      sections.append(list.map(\.value))
    }
    var usages = ByteWriter()
    for compound in compounds { usages.u16(compound.usage.rawValue) }
    return sections + [PhraseTable.bytes(compounds.map(\.phrase)), usages.bytes]
  }
}

/// What a word or phrase before (or in) a name says about it.
package enum CueClass: UInt8, Sendable, CaseIterable {
  case none
  /// Offices, ranks, professions, roles: a person follows, perhaps after a place or an organisation.
  case title
  /// ông, bà, anh, chị: a person follows at once.
  case honorific
  case placeHead
  case organisationHead
  case mediaHead
  case eventHead
  case workHead
  /// "Ảnh", "Theo", "Nguồn": a credit follows.
  case credit
  /// UBND, Công an, Sở: local bodies whose name takes the place's name in.
  case bodyHead
  /// U23, CLB: a place's name right behind belongs to the team.
  case teamHead
  case schoolHead
  case companyHead
  /// What a ministry, a department, a school is for: Giáo dục và Đào tạo. It continues a name that a head opened.
  case sector
  /// Bộ, Đại sứ quán, Không quân: bodies of a state, whose country is a name of its own.
  case stateHead

  /// Whether the name of an organisation follows or begins with the cue.
  var isOrganisation: Bool {
    switch self {
    case .organisationHead, .mediaHead, .bodyHead, .teamHead, .schoolHead, .companyHead, .stateHead: true
    default: false
    }
  }

  /// Whether the words of the cue are themselves part of names: heads, and what goes on behind them.
  package var isHead: Bool {
    switch self {
    case .none, .title, .honorific, .credit: false
    default: true
    }
  }

  package init?(named word: String) {
    switch word {
    case "office", "role", "military", "profession", "academic", "religious", "royal": self = .title
    case "honorific", "pronoun-title": self = .honorific
    case "loc-head": self = .placeHead
    case "org-head": self = .organisationHead
    case "media-head": self = .mediaHead
    case "event-head": self = .eventHead
    case "misc-head", "work-head": self = .workHead
    case "credit": self = .credit
    case "body-head": self = .bodyHead
    case "team-head": self = .teamHead
    case "school-head": self = .schoolHead
    case "company-head": self = .companyHead
    case "sector": self = .sector
    case "state-head": self = .stateHead
    default: return nil
    }
  }
}
