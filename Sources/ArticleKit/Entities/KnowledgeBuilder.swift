/// Turns entities and aliases into the bytes of a ``KnowledgeTable``: for the embedded knowledge base and for the
/// entities a user brings.
package struct KnowledgeBuilder {
  private let letterBytes: [UInt8]
  private let letters: LetterTable

  package init(letters bytes: [UInt8]) {
    letterBytes = bytes
    letters = LetterTable(Blob(immortalCopyOf: bytes))
  }

  /// A builder that folds as `table` does; the letters are not stored again.
  init(foldingAs table: KnowledgeTable) {
    letterBytes = []
    letters = table.letters
  }

  private struct Filed {
    var alias: KnowledgeAlias
    var key: NameKey
    var entity: Int
  }

  /// The table's bytes. An alias of an unknown entity, or without a letter or digit, is left out.
  package func bytes(entities rows: [KnowledgeEntity], aliases aliasRows: [KnowledgeAlias]) -> [UInt8] {
    let entities = rows.sorted { Array($0.id.utf8).lexicographicallyPrecedes(Array($1.id.utf8)) }
    var indexOfID: [String: Int] = [:]
    for (index, entity) in entities.enumerated() { indexOfID[entity.id] = index }
    let filed = file(aliasRows, indexOfID)
    var pool = StringPool()
    let (keyBytes, keyOfAlias, distinct) = keys(filed, &pool)

    var aliasesOfEntity = [[Int]](repeating: [], count: entities.count)
    var aliasOut = ByteWriter()
    for (index, entry) in filed.enumerated() {
      aliasesOfEntity[entry.entity].append(index)
      let surface = pool.add(entry.alias.name)
      aliasOut.u32(UInt32(surface.offset))
      aliasOut.u32(UInt32(keyOfAlias[index]))
      aliasOut.u32(UInt32(entry.entity))
      aliasOut.u16(UInt16(surface.count))
      aliasOut.u16(0)
      aliasOut.u8(entry.alias.kind.rawValue)
      let bytes = Array(entry.alias.name.utf8)
      let first = bytes.isEmpty ? letters[0x20] : letters[decodeScalar(bytes, 0).scalar]
      let startsLower = first.isWord && !first.isUpper && !first.isDigit
      aliasOut.u8((entry.alias.isHomograph ? 1 : 0) | (entry.key.hasDiacritics ? 2 : 0) | (startsLower ? 4 : 0))
      aliasOut.u16(UInt16(clamping: entry.alias.prior))
      aliasOut.u32(0)
    }
    let (entityBytes, entityAliasBytes) = records(entities, aliasesOfEntity, &pool)
    let (buckets, postings) = trigrams(distinct)
    let sections: [[UInt8]] = [
      letterBytes, pool.bytes, entityBytes, aliasOut.bytes, entityAliasBytes, keyBytes, laterWords(distinct), buckets,
      postings, PhraseTable.bytes(filed.map(\.key.words)),
    ]
    return SectionedBlob.bytes(magic: KnowledgeTable.magic, sections: sections)
  }

  private func file(_ rows: [KnowledgeAlias], _ indexOfID: [String: Int]) -> [Filed] {
    var filed: [Filed] = []
    for row in rows {
      guard let entity = indexOfID[row.entity] else { continue }
      let key = NameKey(row.name, letters)
      if !key.words.isEmpty { filed.append(Filed(alias: row, key: key, entity: entity)) }
    }
    filed.sort { a, b in
      if a.key.bare != b.key.bare { return a.key.bare.lexicographicallyPrecedes(b.key.bare) }
      if a.key.folded != b.key.folded { return a.key.folded.lexicographicallyPrecedes(b.key.folded) }
      if a.alias.prior != b.alias.prior { return a.alias.prior > b.alias.prior }
      if a.entity != b.entity { return a.entity < b.entity }
      return Array(a.alias.name.utf8).lexicographicallyPrecedes(Array(b.alias.name.utf8))
    }
    return filed
  }

  private func keys(_ filed: [Filed], _ pool: inout StringPool) -> (bytes: [UInt8], ofAlias: [Int], distinct: [[UInt8]])
  {
    var out = ByteWriter()
    var ofAlias: [Int] = []
    var distinct: [[UInt8]] = []
    var index = 0
    while index < filed.count {
      var end = index
      while end < filed.count && filed[end].key.bare == filed[index].key.bare { end += 1 }
      let place = pool.add(filed[index].key.bare)
      out.u32(UInt32(place.offset))
      out.u32(UInt32(index))
      out.u16(UInt16(place.count))
      out.u16(UInt16(clamping: end - index))
      ofAlias += [Int](repeating: distinct.count, count: end - index)
      distinct.append(filed[index].key.bare)
      index = end
    }
    return (out.bytes, ofAlias, distinct)
  }

  private func records(
    _ entities: [KnowledgeEntity], _ aliasesOfEntity: [[Int]], _ pool: inout StringPool
  ) -> (entities: [UInt8], aliases: [UInt8]) {
    var out = ByteWriter()
    var aliasOut = ByteWriter()
    var first = 0
    for (index, entity) in entities.enumerated() {
      out.u32(UInt32(clamping: entity.validFrom))
      out.u32(UInt32(clamping: entity.validUntil))
      out.u32(UInt32(first))
      out.u32(UInt32(aliasesOfEntity[index].count))
      for alias in aliasesOfEntity[index] { aliasOut.u32(UInt32(alias)) }
      first += aliasesOfEntity[index].count
      let country = Array(entity.country.utf8)
      out.u16(country.count == 2 ? UInt16(country[0]) | UInt16(country[1]) << 8 : 0)
      out.u8(entity.type.rawValue)
      out.u8(0)
      let fields = [
        entity.id, entity.subtype, entity.name, entity.englishName, entity.wikidata, entity.description, entity.source,
        entity.licence, entity.extra,
      ]
      for field in fields {
        let place = pool.add(field)
        out.u32(UInt32(place.offset))
        out.u16(UInt16(place.count))
      }
      while out.bytes.count % KnowledgeTable.entitySize != 0 { out.u8(0) }
    }
    return (out.bytes, aliasOut.bytes)
  }

  private func laterWords(_ distinct: [[UInt8]]) -> [UInt8] {
    var words: [(key: Int, skip: Int)] = []
    for (number, key) in distinct.enumerated() {
      for (offset, byte) in key.enumerated() where byte == 0x20 { words.append((number, offset + 1)) }
    }
    words.sort { a, b in
      let left = distinct[a.key][a.skip...]
      let right = distinct[b.key][b.skip...]
      return left == right ? a.key < b.key : left.lexicographicallyPrecedes(right)
    }
    var out = ByteWriter()
    for word in words {
      out.u32(UInt32(word.key))
      out.u32(UInt32(word.skip))
    }
    return out.bytes
  }

  private func trigrams(_ distinct: [[UInt8]]) -> (buckets: [UInt8], postings: [UInt8]) {
    var count = 256
    while count < min(distinct.count, 32768) { count *= 2 }
    var lists = [[UInt32]](repeating: [], count: count)
    for (number, key) in distinct.enumerated() {
      for bucket in KnowledgeTable.buckets(of: key, count) where lists[bucket].last != UInt32(number) {
        lists[bucket].append(UInt32(number))
      }
    }
    var buckets = ByteWriter()
    var postings = ByteWriter()
    for list in lists {
      buckets.u32(UInt32(postings.bytes.count / 4))
      for number in list { postings.u32(number) }
    }
    buckets.u32(UInt32(postings.bytes.count / 4))
    return (buckets.bytes, postings.bytes)
  }
}

/// Strings one after the other, each stored once.
private struct StringPool {
  var bytes: [UInt8] = []
  private var places: [[UInt8]: Int] = [:]

  mutating func add(_ string: String) -> (offset: Int, count: Int) { add(Array(string.utf8)) }

  /// The place of `string`, cut to 65,535 bytes.
  mutating func add(_ string: [UInt8]) -> (offset: Int, count: Int) {
    let stored = string.count > 0xFFFF ? Array(string[..<0xFFFF]) : string
    if let offset = places[stored] { return (offset, stored.count) }
    places[stored] = bytes.count
    bytes += stored
    return (bytes.count - stored.count, stored.count)
  }
}
