internal import ArticleKit

/// The documents that the client has open, by URI.
struct Documents: Sendable {
  private var open: [String: DocumentSnapshot] = [:]

  subscript(uri: String) -> DocumentSnapshot? { open[uri] }

  mutating func open(_ uri: String, text: SourceText, version: Int) {
    open[uri] = DocumentSnapshot(source: text, version: version)
  }

  mutating func close(_ uri: String) { open[uri] = nil }

  /// Replaces the document's text with what `edit` makes of it; false when it is not open.
  mutating func change<Failure: Error>(
    _ uri: String, version: Int, _ edit: (inout SourceText) throws(Failure) -> Void
  ) throws(Failure) -> Bool {
    guard let current = open[uri] else { return false }
    var text = current.source
    try edit(&text)
    open[uri] = DocumentSnapshot(source: text, version: version)
    return true
  }
}
