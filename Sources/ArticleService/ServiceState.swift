internal import ArticleKit

/// What the service keeps between messages. It lives on the loop's thread; workers get snapshots.
struct ServiceState: Sendable {
  /// The unit of every offset: negotiated by `initialize`, UTF-16 until then.
  var positionEncoding = PositionEncoding.utf16
  var documents = Documents()
  var files = FileAccess()
  var knowledge = KnowledgeBase.builtIn
}
