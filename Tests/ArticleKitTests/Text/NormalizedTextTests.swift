import Testing

@testable import ArticleKit

@Suite("Normalised text")
struct NormalizedTextTests {
  @Test("The view of a composed text is the text")
  func unchanged() {
    let source = SourceText("Hà Nội 😀 mùa thu")
    let view = NormalizedText(source)
    #expect(view.isUnchanged && view.text == source)
    #expect(view.sourceSpan(Span(3, 8)) == Span(3, 8))
  }

  @Test("A word found in the view leads back to the word in the source")
  func backToSource() {
    let source = SourceText("Vie\u{302}\u{323}t Nam va\u{300} Hà Nô\u{323}i")
    let view = NormalizedText(source)
    #expect(view.text == SourceText("Việt Nam và Hà Nội"))
    let words = Tokenizer.tokens(of: view.text).map(\.span)
    #expect(
      words.map { source[view.sourceSpan($0)] } == ["Vie\u{302}\u{323}t", "Nam", "va\u{300}", "Hà", "Nô\u{323}i"])
    for word in words { #expect(view.normalizedSpan(view.sourceSpan(word)) == word) }
    #expect(view.sourceSpan(view.text.span) == source.span)
  }

  @Test("Every offset maps as normalising the text before it says", arguments: 0..<60)
  func everyOffset(_ seed: Int) {
    var random = Reference.Random(UInt64(seed))
    let pieces = [
      "a", "ế", "e\u{302}\u{301}", "o\u{31B}\u{323}", " ", "😀", "\u{323}", "가", "\u{1100}\u{1161}\u{11A8}", "x\u{302}",
      "\n",
    ]
    let source = SourceText((0..<40).map { _ in pieces[random.below(pieces.count)] }.joined())
    let view = NormalizedText(source)
    // Normalising the view again changes nothing, and every code point of the view comes from a stretch with its NFC.
    #expect(Normalization.nfc(view.text.utf8[...]) == view.text.utf8)
    var offset = 0
    for scalar in String(decoding: view.text.utf8, as: UTF8.self).unicodeScalars {
      let span = Span(offset, offset + String(scalar).utf8.count)
      let origin = view.sourceSpan(span)
      let stretch = Normalization.nfc(source.utf8[origin.range])
      let back = view.normalizedSpan(origin)
      #expect(back.contains(span))
      #expect(Array(view.text.utf8[back.range]) == stretch)
      offset = span.end
    }
  }
}
