@_spi(_Unicode) import Swift
import Testing

@testable import ArticleKit

@Suite("Folding")
struct FoldingTests {
  @Test(
    "Spellings of one name share a key",
    arguments: [
      ("Hoà Bình", "Hòa Bình"), ("HOÀ BÌNH", "hòa bình"), ("Thuỵ Sĩ", "Thụy Sĩ"), ("khoẻ", "khỏe"), ("Quý", "Qúy"),
      ("Bà Rịa – Vũng Tàu", "Bà Rịa-Vũng Tàu"), ("Bà Rịa — Vũng Tàu", "bà rịa - vũng tàu"),
      ("Côte d’Ivoire", "Côte d'Ivoire"),
      ("ÐỒNG NAI", "Đồng Nai"), ("  Việt\u{A0}\u{A0}Nam\u{200B} ", "Việt Nam"), ("Vie\u{302}\u{323}t Nam", "Việt Nam"),
      ("Vi\u{65}\u{323}\u{302}t", "VIỆT"), ("ho\u{300}a", "hoà"), ("“Sao Mai”", "\"sao mai\""), ("\u{FEFF}Lào", "Lào"),
    ])
  func sameKey(_ a: String, _ b: String) {
    #expect(Array(Folding.fold(a, .key).utf8) == Array(Folding.fold(b, .key).utf8))
  }

  @Test("Levels keep what they say they keep")
  func levels() {
    #expect(Folding.fold("Đường  Hoà–Bình", .written) == "Đường Hoà-Bình")
    #expect(Folding.fold("Đường  Hòa–Bình", .key) == "đường hoà-bình")
    #expect(Folding.fold("Đường  Hòa–Bình", .bare) == "duong hoa-binh")
    #expect(Folding.fold("THOẢ", .written) == "THOẢ")
    #expect(Folding.fold("THỎA", .written) == "THOẢ")
    #expect(Folding.fold("Thỏa", .written) == "Thoả")
    #expect(Folding.fold("của, mùa, hoàn, thuở", .written) == "của, mùa, hoàn, thuở")
    #expect(Folding.fold("Søren Łódź Straße", .bare) == "soren lodz strasse")
    #expect(Folding.fold("Москва Σίσυφος", .key) == "москва σίσυφοσ")
    #expect(Folding.fold("日本 😀 ＡＢ", .key) == "日本 😀 ＡＢ")
    #expect(Folding.fold("", .key).isEmpty)
    #expect(Folding.fold(" \u{200B} ", .key).isEmpty)
    #expect(Folding.fold("x\u{302}", .key) == "x\u{302}")
  }

  @Test("Folding twice changes nothing more", arguments: FoldingLevel.allCases)
  func idempotent(_ level: FoldingLevel) {
    for value in (UInt32(1)..<0x3000) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let once = Folding.fold("a" + String(scalar) + "y", level)
      #expect(Array(Folding.fold(once, level).utf8) == Array(once.utf8), "U+\(String(value, radix: 16))")
    }
  }

  /// Han and Hangul by the seventeenth: they are many, and one like the other.
  private static func isTested(_ value: UInt32, _ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .unassigned, .privateUse, .surrogate: false
    case .otherLetter: value < 0x3400 || value % 17 == 0
    default: true
    }
  }

  @Test("Composition agrees with the standard library")
  func composition() {
    var wrong: [UInt32] = []
    for value in UInt32(0)..<0x110000 {
      guard let scalar = Unicode.Scalar(value), Self.isTested(value, scalar) else { continue }
      let string = "a\(scalar)\u{323}\u{301}"
      let expected = string._nfc.flatMap { Array(String($0).utf8) }
      if Normalization.nfc(Array(string.utf8)[...]) != expected { wrong.append(value) }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(20).map { String($0, radix: 16) })")
  }
}
