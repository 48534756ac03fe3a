import Testing

@testable import ArticleKit

@Suite("Language")
struct LanguageTests {
  @Test(
    "A block is in the language it looks like",
    arguments: [
      ("Sông Hồng bắt nguồn từ Trung Quốc và chảy qua Hà Nội trước khi đổ ra vịnh Bắc Bộ.", Language.vietnamese),
      ("Thủ tướng Đức Angela Merkel gặp Tổng thống Pháp Emmanuel Macron", .vietnamese),
      ("Song Hong bat nguon tu Trung Quoc va chay qua Ha Noi truoc khi do ra vinh Bac Bo.", .bareVietnamese),
      ("The river rises in the south of the country and flows through the capital.", .english),
      ("Wer war an der langen Reise durch das Land beteiligt?", .other),
      ("Product information and cooking times", .english),
      ("Mua lon o mien Trung, nhieu xa bi ngap", .bareVietnamese),
      ("Le fleuve prend sa source dans le sud du pays et traverse la capitale.", .other),
      ("Der Fluss entspringt im Süden des Landes und fließt durch die Hauptstadt.", .other),
      ("河流发源于中国南方，流经首都。", .other),
      ("", .other),
      ("12:30 22/10/2013", .other),
    ])
  func languages(_ text: String, _ language: Language) {
    #expect(LanguageIdentifier.identify(SourceText(text)).language == language)
  }

  @Test("Decomposed Vietnamese is Vietnamese")
  func decomposed() {
    let text = SourceText("Tie\u{302}\u{301}ng Vie\u{302}\u{323}t co\u{301} da\u{301}u")
    #expect(LanguageIdentifier.identify(text).language == .vietnamese)
  }
}
