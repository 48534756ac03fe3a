/// Words that tell that a sentence names a person or a time.
struct EventCues: Sendable {
  static let shared = EventCues()

  /// Titles and forms of address, one or two words each.
  private let titles: Set<UInt32>
  private let titlePairs: Set<UInt64>
  /// Words of time that say when with the word behind them, and the words that follow them.
  private let times: Set<UInt32>
  private let followers: Set<UInt32>

  private init() {
    let words = { (text: String) in WordReader.words(in: text) }
    titles = Set(words("ông bà hlv president minister chancellor"))
    titlePairs = Set(
      [
        "tổng thống", "thủ tướng", "ngoại trưởng", "bộ trưởng", "thứ trưởng", "chủ tịch", "tổng bí", "bí thư",
        "giám đốc",
        "đại sứ", "phát ngôn", "thị trưởng", "thống đốc", "nghị sĩ", "đại tướng", "trung tướng", "thượng tướng",
        "thiếu tướng",
        "đại tá", "giáo sư", "tiến sĩ", "bác sĩ", "luật sư", "huấn luyện", "tiền đạo", "ca sĩ", "đạo diễn",
        "prime minister",
        "foreign minister",
      ].compactMap { Self.key(words($0)[...]) })
    times = Set(words("ngày hôm sáng trưa chiều tối đêm tháng thứ on"))
    followers = Set(
      words("hai ba tư năm sáu bảy nay qua nhật monday tuesday wednesday thursday friday saturday sunday")
        + (0..<32).flatMap { words("\($0)") + words($0 < 10 ? "0\($0)" : "") })
  }

  private static func key(_ words: ArraySlice<UInt32>) -> UInt64? {
    guard words.count >= 2, let first = words.first else { return nil }
    return UInt64(first) << 32 | UInt64(words[words.startIndex + 1])
  }

  /// What the words of a sentence tell.
  func traits(_ words: [UInt32]) -> Passage.Traits {
    var traits: Passage.Traits = []
    for index in words.indices {
      if titles.contains(words[index]) { traits.insert(.namesPerson) }
      guard index + 1 < words.count else { break }
      if titlePairs.contains(UInt64(words[index]) << 32 | UInt64(words[index + 1])) { traits.insert(.namesPerson) }
      if times.contains(words[index]), followers.contains(words[index + 1]) { traits.insert(.saysWhen) }
    }
    return traits
  }
}
