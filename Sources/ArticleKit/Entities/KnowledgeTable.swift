/// Entities and their aliases in one flat blob, read in place: nothing is built at start-up.
///
/// Sections: letters, strings, entities (sorted by id), aliases (sorted by bare key, then folded key, then prior),
/// aliases by entity, distinct bare keys, later words of the keys (sorted), trigram buckets and postings, phrases.
struct KnowledgeTable: Sendable {
  static let magic: UInt32 = 0x3242_4B41  // "AKB2"
  enum Section: Int, CaseIterable {
    case letters, strings, entities, aliases, entityAliases, keys, laterWords, buckets, postings, phrases
  }
  static let entitySize = 80
  static let aliasSize = 24
  static let keySize = 12

  let letters: LetterTable
  let phrases: PhraseTable
  private let strings: Blob
  private let entities: Blob
  private let aliases: Blob
  private let entityAliases: Blob
  let keys: Blob
  let laterWords: Blob
  let buckets: Blob
  let postings: Blob

  /// An unreadable blob gives nil.
  init?(_ blob: Blob) {
    guard let parts = SectionedBlob(blob, magic: Self.magic, sections: Section.allCases.count) else { return nil }
    letters = LetterTable(parts[Section.letters.rawValue])
    strings = parts[Section.strings.rawValue]
    entities = parts[Section.entities.rawValue]
    aliases = parts[Section.aliases.rawValue]
    entityAliases = parts[Section.entityAliases.rawValue]
    keys = parts[Section.keys.rawValue]
    laterWords = parts[Section.laterWords.rawValue]
    buckets = parts[Section.buckets.rawValue]
    postings = parts[Section.postings.rawValue]
    phrases = PhraseTable(parts[Section.phrases.rawValue])
  }

  var entityCount: Int { entities.count / Self.entitySize }
  var aliasCount: Int { aliases.count / Self.aliasSize }
  /// The number of distinct bare keys.
  var keyCount: Int { keys.count / Self.keySize }

  func text(_ offset: Int, _ count: Int) -> String { strings.string(offset..<offset + count) }

  private func field(_ entity: Int, _ index: Int) -> String {
    let at = entity * Self.entitySize + 20 + index * 6
    return text(Int(entities.u32(at)), Int(entities.u16(at + 4)))
  }

  /// The record of the entity at `index`.
  func entity(_ index: Int) -> KnowledgeEntity {
    let at = index * Self.entitySize
    return KnowledgeEntity(
      id: field(index, 0), type: type(index), subtype: field(index, 1), name: field(index, 2),
      englishName: field(index, 3), country: country(index), wikidata: field(index, 4), description: field(index, 5),
      validFrom: Int(entities.u32(at)), validUntil: Int(entities.u32(at + 4)), source: field(index, 6),
      licence: field(index, 7), extra: field(index, 8))
  }

  @inline(__always) func type(_ entity: Int) -> EntityType {
    EntityType(rawValue: entities.u8(entity * Self.entitySize + 18)) ?? .work
  }

  /// The ISO code as two bytes, 0 when there is none.
  @inline(__always) func countryCode(_ entity: Int) -> UInt16 { entities.u16(entity * Self.entitySize + 16) }

  func country(_ entity: Int) -> String {
    let code = countryCode(entity)
    return code == 0 ? "" : String(decoding: [UInt8(code & 0xFF), UInt8(code >> 8)], as: UTF8.self)
  }

  func name(_ entity: Int) -> String { field(entity, 2) }
  func id(_ entity: Int) -> String { field(entity, 0) }
  func subtype(_ entity: Int) -> String { field(entity, 1) }
  func description(_ entity: Int) -> String { field(entity, 5) }
  func extra(_ entity: Int) -> String { field(entity, 8) }

  func exists(_ entity: Int, on day: Int) -> Bool {
    let at = entity * Self.entitySize
    let from = Int(entities.u32(at))
    let until = Int(entities.u32(at + 4))
    return day == 0 || ((from == 0 || from <= day) && (until == 0 || day <= until))
  }

  /// The index of the entity with this id.
  func index(ofID id: String) -> Int? {
    let wanted = Array(id.utf8)
    var low = 0
    var high = entityCount
    while low < high {
      let middle = (low + high) / 2
      let at = middle * Self.entitySize + 20
      let order = compare(wanted, strings, Int(entities.u32(at)), Int(entities.u16(at + 4)))
      if order == 0 { return middle }
      if order < 0 { high = middle } else { low = middle + 1 }
    }
    return nil
  }

  struct Alias: Sendable {
    let entity: Int
    let kind: AliasKind
    let isHomograph: Bool
    let prior: Int
    let hasDiacritics: Bool
    /// The alias begins with a small letter: `người Nga`, `vùng Vịnh`.
    let startsLower: Bool
    /// Offset and length of the surface in the strings.
    let surface: (offset: Int, count: Int)
  }

  @inline(__always) func alias(_ index: Int) -> Alias {
    let at = index &* Self.aliasSize
    let flags = aliases.u8(at &+ 17)
    return Alias(
      entity: Int(aliases.u32(at &+ 8)), kind: AliasKind(rawValue: aliases.u8(at &+ 16)) ?? .short,
      isHomograph: flags & 1 != 0, prior: Int(aliases.u16(at &+ 18)), hasDiacritics: flags & 2 != 0,
      startsLower: flags & 4 != 0, surface: (Int(aliases.u32(at)), Int(aliases.u16(at &+ 12))))
  }

  func surface(_ alias: Alias) -> String { text(alias.surface.offset, alias.surface.count) }

  /// The key the alias is filed under.
  func key(ofAlias index: Int) -> Int { Int(aliases.u32(index * Self.aliasSize + 4)) }

  /// The aliases of an entity.
  func aliases(of entity: Int) -> [Int] {
    let at = entity * Self.entitySize + 8
    let first = Int(entities.u32(at))
    return (first..<first + Int(entities.u32(at + 4))).map { Int(entityAliases.u32($0 * 4)) }
  }

  // MARK: bare keys

  /// Where the bare key is in the strings.
  @inline(__always) func keyBytes(_ key: Int) -> (offset: Int, count: Int) {
    (Int(keys.u32(key &* Self.keySize)), Int(keys.u16(key &* Self.keySize &+ 8)))
  }

  @inline(__always) func keyByte(_ offset: Int) -> UInt8 { strings.u8(offset) }

  /// The aliases filed under a key.
  func aliases(ofKey key: Int) -> Range<Int> {
    let first = Int(keys.u32(key * Self.keySize + 4))
    return first..<first + Int(keys.u16(key * Self.keySize + 10))
  }

  /// The keys that begin with `prefix`, as a range of the sorted keys.
  func keys(withPrefix prefix: [UInt8]) -> Range<Int> {
    let first = partition(keyCount) { keyIsBelow($0, prefix) }
    let end = partition(keyCount) { keyIsBelow($0, prefix) || keyHasPrefix($0, prefix) }
    return first..<max(first, end)
  }

  /// The key equal to `bare`.
  func key(equalTo bare: [UInt8]) -> Int? {
    let index = partition(keyCount) { keyIsBelow($0, bare) }
    guard index < keyCount else { return nil }
    let (offset, count) = keyBytes(index)
    return compare(bare, strings, offset, count) == 0 ? index : nil
  }

  /// The keys one of whose later words begins with `prefix`: entries of ``laterWords``.
  func laterWords(withPrefix prefix: [UInt8]) -> Range<Int> {
    let count = laterWords.count / 8
    let first = partition(count) { laterWord($0, prefix) < 0 }
    let end = partition(count) { laterWord($0, prefix) <= 0 }
    return first..<max(first, end)
  }

  func key(ofLaterWord index: Int) -> Int { Int(laterWords.u32(index * 8)) }

  /// -1 when the later word sorts before `prefix`, 0 when it begins with it, 1 when after.
  private func laterWord(_ index: Int, _ prefix: [UInt8]) -> Int {
    let (offset, count) = keyBytes(Int(laterWords.u32(index * 8)))
    let skip = Int(laterWords.u32(index * 8 + 4))
    return -order(prefix, strings, offset + skip, count - skip)
  }

  private func keyIsBelow(_ key: Int, _ bytes: [UInt8]) -> Bool {
    let (offset, count) = keyBytes(key)
    return compare(bytes, strings, offset, count) > 0
  }

  private func keyHasPrefix(_ key: Int, _ prefix: [UInt8]) -> Bool {
    let (offset, count) = keyBytes(key)
    return order(prefix, strings, offset, count) == 0
  }

  /// The first index for which `isBefore` is false.
  private func partition(_ count: Int, _ isBefore: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isBefore(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// 0 when the stored bytes begin with `prefix`, else the sign of prefix − stored.
  private func order(_ prefix: [UInt8], _ blob: Blob, _ offset: Int, _ count: Int) -> Int {
    for index in 0..<prefix.count {
      if index >= count { return 1 }
      let other = blob.u8(offset &+ index)
      if prefix[index] != other { return prefix[index] < other ? -1 : 1 }
    }
    return 0
  }

  private func compare(_ bytes: [UInt8], _ blob: Blob, _ offset: Int, _ count: Int) -> Int {
    let result = order(bytes, blob, offset, count)
    return result == 0 && bytes.count < count ? -1 : result
  }

  // MARK: trigrams

  /// The number of trigram buckets, a power of two.
  var bucketCount: Int { buckets.count / 4 - 1 }

  /// The postings of a bucket: keys, ascending.
  @inline(__always) func postings(ofBucket bucket: Int) -> Range<Int> {
    Int(buckets.u32(bucket &* 4))..<Int(buckets.u32(bucket &* 4 &+ 4))
  }

  /// The bucket of three bytes.
  @inline(__always) static func bucket(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ count: Int) -> Int {
    let gram = UInt64(a) << 16 | UInt64(b) << 8 | UInt64(c)
    return Int(truncatingIfNeeded: (gram &* 0x9E37_79B9_7F4A_7C15) >> 40) & (count - 1)
  }

  /// The buckets of a bare key's trigrams, padded by one space at either end, spaces inside left out.
  static func buckets(of key: [UInt8], _ count: Int) -> [Int] {
    let letters = [0x20] + key.filter { $0 != 0x20 } + [0x20]
    guard letters.count >= 3 else { return [] }
    return (0..<letters.count - 2).map { bucket(letters[$0], letters[$0 + 1], letters[$0 + 2], count) }
  }
}
