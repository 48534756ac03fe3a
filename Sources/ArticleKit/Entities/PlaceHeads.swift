/// What the small words right before a place's name say the place is: "sông" a river, "tỉnh" a province, "đường" a road.
struct PlaceHeads: Sendable {
  /// Per key of a head of one or two words the subtypes of the knowledge base that fit it.
  private let subtypes: [UInt64: [String]]

  init(_ letters: LetterTable) {
    var subtypes: [UInt64: [String]] = [:]
    for (heads, fitting) in Self.list {
      for head in heads { subtypes[Self.key(NameKey(head, letters).words)] = fitting }
    }
    self.subtypes = subtypes
  }

  /// The subtypes beside countries ("phiên bản Mỹ") that fit the head which ends right before `start`; nil when there is
  /// none, empty when the knowledge base has no such places. The last syllable of another word is no head: "thị trường".
  func fitting(_ tokens: [NameToken], before start: Int, _ lexicon: NameLexicon?) -> [String]? {
    guard start > 0, tokens[start].gap.isPlain else { return nil }
    if start > 1, tokens[start - 1].gap.isPlain {
      if let found = subtypes[Self.key([tokens[start - 2].key, tokens[start - 1].key])] { return found }
      let isWord = lexicon?.compounds.phrases(equalTo: [tokens[start - 2].key, tokens[start - 1].key]).isEmpty == false
      if isWord { return nil }
    }
    return subtypes[Self.key([tokens[start - 1].key])]
  }

  private static func key(_ words: [UInt64]) -> UInt64 { words.reduce(3) { NameHash.mix($0, $1) } }

  private static let list: [(heads: [String], subtypes: [String])] = [
    (
      ["thành phố", "thủ đô", "TP"],
      ["city", "capital", "capital+vn-province", "vn-district", "vn-province", "vn-province-old", "region"]
    ),
    (["tỉnh"], ["vn-province", "vn-province-old", "admin1", "region", "city", "capital+vn-province"]),
    (["quận", "huyện", "thị xã"], ["vn-district", "city", "region", "island"]),
    (["thị trấn"], ["city", "region", "place", "island"]),
    (["bang", "tiểu bang"], ["admin1", "territory", "region"]),
    (["sông", "suối"], ["river"]),
    (["đường", "phố", "đại lộ", "quốc lộ", "ngõ", "hẻm", "xa lộ", "tuyến đường", "con đường"], ["road"]),
    (
      [
        "cầu", "cầu vượt", "chợ", "chùa", "đền", "đình", "nhà thờ", "ngã tư", "ngã ba", "khách sạn", "chung cư",
      ], ["place"]
    ),
    (["phường", "xã", "thôn", "ấp", "bản", "buôn", "làng", "khu phố", "khóm", "đảo nhỏ"], []),
  ]
}
