/// The words that dates, amounts and quotations are built from. Homographs of the two languages share a term.
enum FactTerm: UInt8 {
  case none
  // Vietnamese nouns of time.
  case ngay, thang, nam, quy, tuan, hom, ordinal, chu, nhat, mua, season, the, ky, thap, nien, buoi, gio, phut, ranh
  /// sáng, trưa, chiều, tối, đêm; the value is the index in `DayPart.allCases`.
  case dayPart
  case rang, som, muon, khuya, hoc, vao
  // Where a stretch lies from now.
  case nay, qua, mai, kia, truoc, sau, toi, nayThis, ngoai, vua, roi, day, sap, nua, ruoi, cach, cung, tiep, theo
  case cuoi, dau, giua, nuaHalf, nhung, mung, am, lich, ram, tet
  /// One to twelve as a word; the value is the number.
  case number
  /// giêng, chạp; the value is the month.
  case monthWord
  case trong, tu, den, va, voi, so, hoi, dang, giaiDoan, doan, nhiem, thoi, phien, ban, su
  // Tense.
  case se, duKien, da, tung, keHoach, chuanBi, moi, when, that, function, plural, birth, generation, financial, lean,
    congress, gian
  /// The value is the number.
  case roman
  // English.
  /// The value is the month.
  case month
  /// The value is the ISO weekday.
  case weekday
  case yesterday, today, tomorrow, tonight, last, next, this, ago, early, late, mid, of, on, at, within, by, year,
    monthUnit
  case week, dayUnit, weekend, quarter, decade, century, morningPart, since, until, from, to, and, ordinalSuffix
  case a, will, was, clockSuffix, past, coming, hour, later, before, after, during, night
  // Amounts.
  case vague, half
  /// trăm, nghìn, triệu, tỷ; the value is the power of ten.
  case scale
  case point, percent, tram, muoi, linh, hon, khoang, gan, toiThieu, approximately, over, nearly, least, most
}

/// Words to terms, by a hash of the word in lower case with its tone taken out of the vowel it stands on.
struct FactLexicon: Sendable {
  static let shared = FactLexicon()

  private let table: KeyTable<Entry>

  struct Entry: Sendable {
    var term = FactTerm.none
    var starts: PhraseStarts = []
    var value: Int32 = 0
  }

  private init() {
    let (speech, amounts) = (SpeechLexicon.shared, AmountLexicon.shared)
    let firstKeys: [(PhraseStarts, [UInt64])] = [
      (speech.verbs.starts, speech.verbs.firstKeys), (speech.titles.starts, speech.titles.firstKeys),
      (speech.adverbs.starts, speech.adverbs.firstKeys), (speech.stops.starts, speech.stops.firstKeys),
      (speech.continuations.starts, speech.continuations.firstKeys), (speech.places.starts, speech.places.firstKeys),
      (amounts.units.starts, amounts.units.firstKeys), (amounts.qualifiers.starts, amounts.qualifiers.firstKeys),
      (amounts.currencyPrefixes.starts, amounts.currencyPrefixes.firstKeys),
    ]
    var table = KeyTable<Entry>(capacity: 600 + firstKeys.reduce(0) { $0 + $1.1.count }, absent: Entry())
    for (term, value, words) in FactLexicon.words {
      for token in FactScanner.tokens(in: Array(words.utf8), 0..<words.utf8.count, lexicon: nil) {
        table[token.key] = Entry(term: term, value: value)
      }
    }
    for (starts, keys) in firstKeys {
      for key in keys {
        var entry = table[key]
        entry.starts.formUnion(starts)
        table[key] = entry
      }
    }
    self.table = table
  }

  /// The entry of the word with this key; its term is `none` for other words.
  func entry(_ key: UInt64) -> Entry { table[key] }

  private static let words: [(FactTerm, Int32, String)] = [
    (.ngay, 0, "ngày"), (.thang, 0, "tháng"), (.nam, 5, "năm"), (.quy, 0, "quý quí"), (.tuan, 0, "tuần"),
    (.hom, 0, "hôm"),
    (.ordinal, 0, "thứ"), (.chu, 0, "chủ chúa"), (.nhat, 0, "nhật"), (.mua, 0, "mùa"), (.the, 0, "thế"),
    (.ky, 0, "kỷ kỉ"), (.thap, 0, "thập"), (.nien, 0, "niên"), (.buoi, 0, "buổi"), (.gio, 0, "giờ h g"),
    (.phut, 0, "phút"),
    (.dayPart, 0, "sáng"), (.dayPart, 1, "trưa"), (.dayPart, 2, "chiều"), (.dayPart, 3, "tối"), (.dayPart, 4, "đêm"),
    (.rang, 0, "rạng"), (.som, 0, "sớm"), (.muon, 0, "muộn"), (.khuya, 0, "khuya"), (.hoc, 0, "học"), (.vao, 0, "vào"),
    (.season, 0, "xuân"), (.season, 1, "hè hạ"), (.season, 2, "thu"), (.season, 3, "đông"),
    (.nay, 0, "nay"), (.qua, 0, "qua"), (.mai, 0, "mai"), (.kia, 0, "kia"), (.truoc, 0, "trước"), (.sau, 0, "sau"),
    (.toi, 0, "tới"), (.nayThis, 0, "này"), (.ngoai, 0, "ngoái"), (.vua, 0, "vừa"), (.roi, 0, "rồi"), (.day, 0, "đây"),
    (.sap, 0, "sắp"), (.nua, 0, "nữa"), (.ruoi, 0, "rưỡi"), (.cach, 0, "cách"), (.cung, 0, "cùng"), (.tiep, 0, "tiếp"),
    (.theo, 0, "theo"), (.cuoi, 0, "cuối"), (.dau, 0, "đầu"), (.giua, 0, "giữa"), (.nuaHalf, 0, "nửa"),
    (.nhung, 0, "những"),
    (.mung, 0, "mùng mồng"), (.am, 0, "âm"), (.lich, 0, "lịch"), (.ram, 15, "rằm"), (.tet, 0, "tết"),
    (.number, 1, "một mốt"), (.number, 2, "hai"), (.number, 3, "ba"), (.number, 4, "bốn tư"), (.number, 5, "lăm nhăm"),
    (.number, 6, "sáu"),
    (.number, 7, "bảy bẩy"), (.number, 8, "tám"), (.number, 9, "chín"), (.number, 10, "mười"), (.muoi, 10, "mươi"),
    (.monthWord, 1, "giêng"), (.monthWord, 12, "chạp"),
    (.trong, 0, "trong"), (.tu, 0, "từ"), (.den, 0, "đến"), (.va, 0, "và"), (.voi, 0, "với"), (.so, 0, "số"),
    (.hoi, 0, "hồi"),
    (.that, 0, "đó ấy"), (.when, 0, "khi"), (.plural, 0, "nhiều mấy mọi các"), (.birth, 0, "sn sinh"),
    (.function, 0, "tại ở để là trên nhằm cho do có nếu được bởi thì của trở vì mà đều cũng vẫn phải không nên như"),
    (.generation, 0, "khóa vụ giải bóng hạn"), (.financial, 0, "chính"), (.lean, 0, "tài"), (.gian, 0, "gian"),
    (.congress, 0, "hội olympic paralympic"),
    (.roman, 1, "i"), (.roman, 2, "ii"), (.roman, 3, "iii"), (.roman, 4, "iv"), (.roman, 5, "v"), (.roman, 6, "vi"),
    (.roman, 7, "vii"), (.roman, 8, "viii"), (.roman, 9, "ix"), (.roman, 10, "x"), (.roman, 11, "xi"),
    (.roman, 12, "xii"),
    (.roman, 13, "xiii"), (.roman, 14, "xiv"), (.roman, 15, "xv"), (.roman, 16, "xvi"), (.roman, 17, "xvii"),
    (.roman, 18, "xviii"), (.roman, 19, "xix"), (.roman, 20, "xx"), (.roman, 21, "xxi"),
    (.dang, 0, "đang"), (.giaiDoan, 0, "giai"), (.doan, 0, "đoạn"), (.nhiem, 0, "nhiệm"), (.thoi, 0, "thời"),
    (.phien, 0, "phiên"), (.ban, 0, "bản"), (.su, 0, "sử"), (.se, 0, "sẽ"), (.duKien, 0, "dự"), (.da, 0, "đã"),
    (.tung, 0, "từng"), (.keHoach, 0, "kế"), (.chuanBi, 0, "chuẩn"), (.moi, 0, "mỗi"),
    (.month, 1, "january jan"), (.month, 2, "february feb"), (.month, 3, "march mar"), (.month, 4, "april apr"),
    (.month, 5, "may"), (.month, 6, "june jun"), (.month, 7, "july jul"), (.month, 8, "august aug"),
    (.month, 9, "september sept sep"), (.month, 10, "october oct"), (.month, 11, "november nov"),
    (.month, 12, "december dec"),
    (.weekday, 1, "monday mon"), (.weekday, 2, "tuesday tue tues"), (.weekday, 3, "wednesday wed"),
    (.weekday, 4, "thursday thurs"), (.weekday, 5, "friday fri"), (.weekday, 6, "saturday"), (.weekday, 7, "sunday"),
    (.yesterday, 0, "yesterday"), (.today, 0, "today"), (.tomorrow, 0, "tomorrow"), (.tonight, 0, "tonight"),
    (.last, 0, "last previous"), (.next, 0, "next"), (.this, 0, "this"), (.ago, 0, "ago"), (.early, 0, "early"),
    (.late, 0, "late"),
    (.mid, 0, "mid"), (.of, 0, "of"), (.on, 0, "on"), (.at, 0, "at"), (.within, 0, "in"), (.by, 0, "by"),
    (.year, 0, "year years"),
    (.monthUnit, 0, "month months"), (.week, 0, "week weeks"), (.dayUnit, 0, "day days"), (.weekend, 0, "weekend"),
    (.quarter, 0, "quarter quarters"), (.decade, 0, "decade decades"), (.century, 0, "century"),
    (.morningPart, 0, "morning"), (.morningPart, 1, "noon midday"), (.morningPart, 2, "afternoon"),
    (.morningPart, 3, "evening"), (.morningPart, 4, "night midnight"),
    (.since, 0, "since"), (.until, 0, "until till"), (.from, 0, "from"), (.and, 0, "and"), (.to, 0, "to"),
    (.ordinalSuffix, 0, "st nd rd th"), (.a, 1, "a an"), (.will, 0, "will shall"), (.was, 0, "was were had"),
    (.clockSuffix, 0, "am"), (.clockSuffix, 12, "pm"), (.past, 0, "past"), (.coming, 0, "coming upcoming"),
    (.hour, 0, "hour hours"), (.later, 0, "later"), (.before, 0, "before"), (.after, 0, "after"),
    (.during, 0, "during"),
    (.number, 1, "one first"), (.number, 2, "two second"), (.number, 3, "three third"), (.number, 4, "four fourth"),
    (.number, 5, "five"), (.number, 6, "six"), (.number, 7, "seven"), (.number, 8, "eight"), (.number, 9, "nine"),
    (.number, 10, "ten"), (.number, 11, "eleven"), (.number, 12, "twelve"),
    (.scale, 3, "nghìn ngàn thousand"), (.scale, 6, "triệu million"), (.scale, 9, "tỷ tỉ billion bn"),
    (.scale, 12, "trillion"), (.tram, 2, "trăm hundred"), (.scale, 4, "vạn"), (.scale, 1, "chục"),
    (.point, 0, "phẩy"), (.linh, 0, "linh lẻ"), (.hon, 0, "hơn"),
    (.khoang, 0, "khoảng chừng độ"),
    (.gan, 0, "gần"), (.approximately, 0, "about around roughly approximately some"), (.over, 0, "over"),
    (.nearly, 0, "nearly almost"), (.least, 0, "least"), (.most, 0, "most"), (.vague, 0, "hàng hằng vài dozens"),
  ]
}
