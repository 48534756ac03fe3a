internal import ArticleKit
internal import RPCCore

/// `article/words`: the words of Vietnamese text, which writes a space between all syllables.
extension Method where State == ServiceState {
  static let articleWords = Method(
    "article/words", ordering: .reads(["textDocument", "uri"]),
    description: MethodDescription(
      "Cuts the sentences of an article into words; Vietnamese words may hold spaces. No character is altered.",
      parameters: ArticleParameters.descriptions,
      result: ResultDescription("words", WordsResult.schema), errors: [.requestFailed]),
    handler: .heavy { state, params, _ in
      let parameters = try ArticleParameters(params, state)
      let encoding = try ArticleParameters.encoding(params, state)
      return { context, writer in
        let article = try parameters.article()
        var sentences: [WordsResult.Sentence] = []
        for sentence in article.sentencesOrLines {
          try context.checkCancellation()
          sentences.append(
            .init(sentence: sentence, words: WordSegmenter.words(of: article.source, in: sentence.span)))
        }
        writer.write(WordsResult(source: article.source, sentences: sentences, encoding: encoding))
      }
    })
}

extension Article {
  /// The sentences of the body; of a text in which nothing was taken for an article, those of all its blocks.
  var sentencesOrLines: [Article.Sentence] {
    guard hasNoBody else { return sentences }
    return blocks.indices.flatMap { index in
      SentenceSplitter.sentences(of: source, in: blocks[index].content).map {
        Article.Sentence(span: $0, block: index)
      }
    }
  }
}

/// The result of `article/words`.
struct WordsResult: JSONWritable {
  struct Sentence {
    let sentence: Article.Sentence
    let words: [Span]
  }

  let source: SourceText
  let sentences: [Sentence]
  let encoding: PositionEncoding

  func write(to writer: inout JSONWriter) {
    let spans = WireSpans(source: source, encoding: encoding)
    writer.beginObject()
    writer.member("positionEncoding", encoding.rawValue)
    writer.key("sentences")
    writer.beginArray()
    for sentence in sentences {
      writer.beginObject()
      spans.member(sentence.sentence.span, &writer)
      writer.member("block", sentence.sentence.block)
      writer.key("words")
      writer.beginArray()
      for word in sentence.words { spans.write(word, to: &writer) }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  static var schema: JSON {
    Schema.object([
      Parameter("positionEncoding", Schema.encoding, "The unit of the spans.", required: true),
      Parameter(
        "sentences",
        Schema.array(
          Schema.object([
            Parameter("span", Schema.span, "Where the sentence stands.", required: true),
            Parameter("block", Schema.integer, "The index of its block.", required: true),
            Parameter(
              "words", Schema.array(Schema.span), "Its words and punctuation marks, in order.", required: true),
          ])), "In the order of the text.", required: true),
    ])
  }
}
