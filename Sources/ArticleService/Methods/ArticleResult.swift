internal import ArticleKit
internal import RPCCore

/// The result of `article/parse`.
struct ArticleResult: JSONWritable {
  let article: Article
  let encoding: PositionEncoding

  func write(to writer: inout JSONWriter) {
    let spans = WireSpans(source: article.source, encoding: encoding)
    writer.beginObject()
    writer.member("positionEncoding", encoding.rawValue)
    writer.score("confidence", article.confidence)
    writer.memberIfPresent("language", article.language)
    writeFields(spans, &writer)
    writeParts(spans, &writer)
    writeBlocks(spans, &writer)
    writeSentences(spans, &writer)
    writeCounts(&writer)
    writer.endObject()
  }

  private func writeFields(_ spans: WireSpans, _ writer: inout JSONWriter) {
    if let field = article.headline { member("headline", field, spans, &writer) }
    if let field = article.kicker { member("kicker", field, spans, &writer) }
    if let field = article.standfirst { member("standfirst", field, spans, &writer) }
    if let field = article.byline { member("byline", field, spans, &writer) }
    list("authors", article.authors, spans, &writer)
    if let field = article.dateline { member("dateline", field, spans, &writer) }
    list("timestamps", article.timestamps, spans, &writer)
    list("categories", article.categories, spans, &writer)
    list("tags", article.tags, spans, &writer)
  }

  private func writeParts(_ spans: WireSpans, _ writer: inout JSONWriter) {
    writer.key("sections")
    writer.beginArray()
    for section in article.sections {
      writer.beginObject()
      if let heading = section.heading { member("heading", heading, spans, &writer) }
      writer.member("level", section.level)
      writer.key("blocks")
      writer.beginArray()
      writer.int(section.blocks.lowerBound)
      writer.int(section.blocks.upperBound)
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
    writer.key("captions")
    writer.beginArray()
    for caption in article.captions {
      writer.beginObject()
      fieldMembers(caption.text, spans, &writer)
      if let credit = caption.credit { member("credit", credit, spans, &writer) }
      writer.endObject()
    }
    writer.endArray()
    writer.key("related")
    writer.beginArray()
    for link in article.related {
      writer.beginObject()
      member("title", link.title, spans, &writer)
      if let snippet = link.snippet { member("snippet", snippet, spans, &writer) }
      writer.endObject()
    }
    writer.endArray()
  }

  private func writeBlocks(_ spans: WireSpans, _ writer: inout JSONWriter) {
    writer.key("blocks")
    writer.beginArray()
    for block in article.blocks {
      writer.beginObject()
      spans.member(block.span, &writer)
      writer.key("content")
      spans.write(block.content, to: &writer)
      writer.member("label", block.label.rawValue)
      writer.member("isBody", block.label.isBody)
      if block.level > 0 { writer.member("level", block.level) }
      writer.score("confidence", block.confidence)
      writer.member("evidence", block.evidence)
      writer.endObject()
    }
    writer.endArray()
  }

  private func writeSentences(_ spans: WireSpans, _ writer: inout JSONWriter) {
    writer.key("sentences")
    writer.beginArray()
    for sentence in article.sentences {
      writer.beginObject()
      spans.member(sentence.span, &writer)
      writer.member("block", sentence.block)
      writer.endObject()
    }
    writer.endArray()
    writer.key("repairs")
    writer.beginArray()
    for repair in article.repairs {
      writer.beginObject()
      writer.member("kind", repair.kind.rawValue)
      spans.member(repair.span, &writer)
      writer.member("replacement", repair.replacement)
      writer.member("message", repair.message)
      writer.member("block", repair.block)
      writer.endObject()
    }
    writer.endArray()
  }

  private func writeCounts(_ writer: inout JSONWriter) {
    writer.key("counts")
    writer.beginObject()
    writer.member("blocks", article.counts.blocks)
    writer.member("paragraphs", article.counts.paragraphs)
    writer.member("sentences", article.counts.sentences)
    writer.member("words", article.counts.words)
    writer.member("characters", article.counts.characters)
    writer.endObject()
  }

  private func list(
    _ key: StaticString, _ fields: [Article.Field], _ spans: WireSpans, _ writer: inout JSONWriter
  ) {
    writer.key(key)
    writer.beginArray()
    for field in fields {
      writer.beginObject()
      fieldMembers(field, spans, &writer)
      writer.endObject()
    }
    writer.endArray()
  }

  private func member(
    _ key: StaticString, _ field: Article.Field, _ spans: WireSpans, _ writer: inout JSONWriter
  ) {
    writer.key(key)
    writer.beginObject()
    fieldMembers(field, spans, &writer)
    writer.endObject()
  }

  private func fieldMembers(_ field: Article.Field, _ spans: WireSpans, _ writer: inout JSONWriter) {
    writer.member("text", article.source[field.span])
    spans.member(field.span, &writer)
    writer.member("block", field.block)
    writer.score("confidence", field.confidence)
  }
}
