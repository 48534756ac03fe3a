/// A name as a sequence of word keys that can be compared with others: abbreviations written out, heads known.
struct NameForm {
  /// The words' keys with usual abbreviations written out.
  var words: [UInt64]
  /// Letters without diacritics, of all words, without spaces.
  var bare: [UInt8]
  /// Whether any word is no Vietnamese syllable.
  var isForeign: Bool
  /// The digits in the name: they tell apart what is otherwise alike.
  var digits: [UInt8]
}

/// Abbreviations inside names, as word keys, with what they stand for.
struct NameAbbreviations: Sendable {
  private let expansions: [UInt64: [UInt64]]

  init(_ letters: LetterTable) {
    var expansions: [UInt64: [UInt64]] = [:]
    for (short, long) in Self.list {
      if let key = NameKey(short, letters).words.first { expansions[key] = NameKey(long, letters).words }
    }
    self.expansions = expansions
  }

  func expanded(_ words: ArraySlice<UInt64>) -> [UInt64] {
    var out: [UInt64] = []
    for word in words { if let long = expansions[word] { out += long } else { out.append(word) } }
    return out
  }

  /// What the word stands for, when it is an abbreviation.
  func expansion(_ word: UInt64) -> [UInt64]? { expansions[word] }

  private static let list: [(String, String)] = [
    ("ĐH", "đại học"), ("TP", "thành phố"), ("HCM", "hồ chí minh"), ("BV", "bệnh viện"), ("Cty", "công ty"),
    ("UBND", "ủy ban nhân dân"), ("HĐND", "hội đồng nhân dân"), ("CA", "công an"), ("LHQ", "liên hợp quốc"),
    ("TƯ", "trung ương"), ("CLB", "câu lạc bộ"), ("CH", "cộng hòa"), ("ĐT", "đội tuyển"), ("VN", "việt nam"),
    ("TNCS", "thanh niên cộng sản"), ("TAND", "tòa án nhân dân"), ("VKSND", "viện kiểm sát nhân dân"),
    ("TPHCM", "thành phố hồ chí minh"), ("Cp", "cổ phần"), ("CP", "cổ phần"), ("THPT", "trung học phổ thông"),
    ("GDĐT", "giáo dục đào tạo"), ("Tcty", "tổng công ty"), ("NH", "ngân hàng"), ("LĐ", "liên đoàn"),
    ("HLV", "huấn luyện viên"), ("VĐV", "vận động viên"), ("NSND", "nghệ sĩ nhân dân"), ("NSƯT", "nghệ sĩ ưu tú"),
    ("HV", "học viện"),
  ]
}
