/// How a sentence begins: whether its first words lean on the sentence before, name a day, or name a source.
struct Opening {
  /// It begins with a pronoun or a connective that means little without the sentence before.
  let dangles: Bool
  /// It begins with a day or a time.
  let isDay: Bool
  /// It begins with the source of what follows ("Theo …").
  let isSource: Bool
  /// It begins with a pronoun: "Điều này", "Họ", "Ông cho biết".
  let isPronoun: Bool
  /// It begins with a form of address for one person without a name behind it: "Ông cho biết", "Bà này".
  let isAddress: Bool

  init(_ text: ArraySlice<UInt8>) {
    var start = text.startIndex
    while start < text.endIndex, text[start] == 0x22 || text[start] == 0x20 || text[start] == 0x28 { start += 1 }
    let rest = text[start...]
    isAddress = Self.addresses.contains { Self.begins(rest, $0) && !Self.nameFollows(rest, after: $0.count) }
    isPronoun = isAddress || Self.pronouns.contains { Self.begins(rest, $0) }
    dangles = isPronoun || Self.connectives.contains { Self.begins(rest, $0) }
    isDay = Self.days.contains { Self.begins(rest, $0) }
    isSource = Self.begins(rest, Self.source)
  }

  private static let source = Array("Theo".utf8)
  private static let days = ["Hôm", "Ngày", "Sáng", "Trưa", "Chiều", "Tối", "Đêm", "Mới đây", "Tại"].map {
    Array($0.utf8)
  }
  private static let addresses = ["Ông", "Bà", "Anh", "Chị", "Cô"].map { Array($0.utf8) }
  private static let pronouns = [
    "Điều này", "Điều đó", "Việc này", "Việc đó", "Đây", "Đó", "Họ", "Nó", "Người này", "Vụ việc này", "Nước này",
    "Vị này",
    "Chuyện này", "Hai người", "Cả hai", "He", "She", "They", "It", "This", "That", "These", "Those",
  ].map { Array($0.utf8) }
  private static let connectives = [
    "Ngoài ra", "Tuy nhiên", "Nhưng", "Trong khi đó", "Trước đó", "Sau đó", "Bên cạnh đó", "Cũng", "Đồng thời", "Do đó",
    "Vì vậy", "Vì thế", "Và", "Theo đó", "Song", "Tại đây", "Bởi vậy", "Hơn nữa", "Thậm chí", "Mặt khác", "Trái lại",
    "Ngược lại", "Cụ thể", "Do vậy", "Nhờ đó", "Từ đó", "Khi đó", "Lúc đó", "Lúc này", "Còn", "However", "But", "And",
    "Moreover", "Meanwhile",
  ].map { Array($0.utf8) }

  /// Whether `text` begins with the whole words `phrase`.
  private static func begins(_ text: ArraySlice<UInt8>, _ phrase: [UInt8]) -> Bool {
    guard text.starts(with: phrase) else { return false }
    let next = text.startIndex + phrase.count
    guard next < text.endIndex else { return true }
    let byte = text[next]
    return byte < 0x80 && !(byte | 0x20 &- 0x61 < 26)
  }

  /// Whether a capitalised word follows `count` bytes and a space.
  private static func nameFollows(_ text: ArraySlice<UInt8>, after count: Int) -> Bool {
    let next = text.startIndex + count + 1
    guard next < text.endIndex else { return false }
    return unsafe text.withUnsafeBufferPointer { bytes in
      let at = next - text.startIndex
      return unsafe Scalars.kind(Scalars.decode(bytes, at: at, limit: bytes.count).0) == .upper
    }
  }
}
