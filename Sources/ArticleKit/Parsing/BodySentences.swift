/// The sentences of an article's body.
enum BodySentences {
  static func find(_ article: Article) -> [Article.Sentence] {
    var sentences: [Article.Sentence] = []
    let text = article.source.utf8
    for (index, block) in article.blocks.enumerated() where block.label.isBody {
      var start = block.content.start
      var at = start
      while at < block.content.end {
        if isEnd(text, at, block.content.end) {
          var end = at + 1
          while end < block.content.end, text[end] != 0x20 { end += 1 }
          sentences.append(Article.Sentence(span: Span(start, end), block: index))
          start = end
          while start < block.content.end, text[start] == 0x20 { start += 1 }
          at = start
        } else {
          at += 1
        }
      }
      if start < block.content.end {
        sentences.append(Article.Sentence(span: Span(start, block.content.end), block: index))
      }
    }
    return sentences
  }

  private static func isEnd(_ text: [UInt8], _ at: Int, _ end: Int) -> Bool {
    guard text[at] == 0x2E || text[at] == 0x21 || text[at] == 0x3F else { return false }
    var next = at + 1
    while next < end, text[next] >= 0x80 || text[next] == 0x22 || text[next] == 0x29, text[next] != 0x20 {
      next += 1
      if next > at + 5 { return false }
    }
    guard next + 1 < end, text[next] == 0x20 else { return next >= end }
    let following = text[next + 1]
    return following >= 0x80 || following &- 0x41 < 26 || following == 0x22 || following &- 0x30 < 10
  }
}
