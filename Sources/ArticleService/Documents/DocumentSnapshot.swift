internal import ArticleKit
internal import Synchronization

/// One version of an open document: its text, and what has been found in it so far. Immutable to its readers; an analysis
/// is made once, by whoever asks first.
final class DocumentSnapshot: Sendable {
  let source: SourceText
  let version: Int
  private let parsed = Mutex<Article?>(nil)

  init(source: SourceText, version: Int) {
    self.source = source
    self.version = version
  }

  /// The article of this version.
  func article() -> Article {
    parsed.withLock { article in
      if let article { return article }
      let made = ArticleParser.parse(source)
      article = made
      return made
    }
  }
}
