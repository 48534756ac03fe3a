/// The sentences of an article's body, block by block.
enum BodySentences {
  static func find(_ article: Article) -> [Article.Sentence] {
    var sentences: [Article.Sentence] = []
    let text = article.source.utf8
    for (index, block) in article.blocks.enumerated() where block.label.isBody {
      let first = sentences.count
      for span in SentenceSplitter.sentences(of: article.source, in: block.content) {
        if sentences.count > first, let last = sentences.last, goesOn(text, after: last.span, to: span) {
          sentences[sentences.count - 1].span.end = span.end
        } else {
          sentences.append(Article.Sentence(span: span, block: index))
        }
      }
    }
    return sentences
  }

  /// Whether a sentence was cut only because a program broke the line: no stop before the break.
  private static func goesOn(_ text: [UInt8], after sentence: Span, to next: Span) -> Bool {
    guard text[sentence.end..<next.start].contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return false }
    let tail = text[max(sentence.start, sentence.end - 4)..<sentence.end]
    return !tail.contains { $0 == 0x2E || $0 == 0x21 || $0 == 0x3F }
  }
}
