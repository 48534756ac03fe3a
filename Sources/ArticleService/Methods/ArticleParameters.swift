internal import ArticleKit
internal import RPCCore

/// The parameters that say which article a method reads, and what is known of it.
struct ArticleParameters: Sendable {
  /// Where the text comes from.
  enum Origin: Sendable {
    case text(SourceText)
    case document(DocumentSnapshot)
    /// An absolute path under an allowed root.
    case file(String)
  }

  let origin: Origin
  /// The day of publication, where the client knows it.
  let publishedAt: CalendarDay?
  let language: String?

  /// The parameters in words, in the order of params by position.
  static var descriptions: [Parameter] {
    [
      Parameter("text", Schema.string, "The page as text. One of `text`, `textDocument` and `uri` is required."),
      Parameter(
        "textDocument", Schema.object([Parameter("uri", Schema.string, "Its URI.", required: true)]),
        "A document that the client has open."),
      Parameter("uri", Schema.string, "A file under an allowed root, as a `file:` URI or a path."),
      Parameter("format", Schema.oneOf(["auto", "text"]), "What the text is.", default: "auto"),
      Parameter(
        "publishedAt", Schema.string,
        "When the article was published, as an ISO 8601 date or date-time. Relative dates count from it."),
      Parameter("language", Schema.string, "The language as a BCP 47 code, where known."),
      encodingDescription,
    ]
  }

  static var encodingDescription: Parameter {
    Parameter(
      "positionEncoding", Schema.encoding,
      "The unit of the spans in the result. Default: as negotiated by `initialize`, else `utf-16`.")
  }

  /// Reads one article's parameters from `params`.
  ///
  /// - Throws: `JSONError` for values of the wrong kind, `RPCError` for a document that is not open or a file that may
  ///   not be read.
  init(_ params: JSONView, _ state: ServiceState) throws {
    var reader = try params.object()
    origin = try Self.origin(&reader, state)
    if let format = reader.value("format") {
      let name = try format.string()
      guard name == "auto" || name == "text" else { throw format.invalid(expected: "\"auto\" or \"text\"") }
    }
    publishedAt = try Self.day(&reader, "publishedAt")
    language = try reader.stringIfPresent("language")
  }

  private static func origin(_ reader: inout JSONObjectReader, _ state: ServiceState) throws -> Origin {
    if let text = reader.value("text") {
      let bytes = try text.withUTF8 { utf8 in [UInt8](span: utf8) }
      return .text(try SourceText(validating: bytes))
    }
    if let document = reader.value("textDocument") {
      var members = try document.object()
      let uri = try members.string("uri")
      guard let snapshot = state.documents[uri] else {
        throw RPCError(.requestFailed, "\(uri) is not open; send textDocument/didOpen first, or text or uri instead")
      }
      return .document(snapshot)
    }
    if let uri = reader.value("uri") {
      do {
        return .file(try state.files.path(for: try uri.string()))
      } catch let error as FileError {
        throw RPCError(.requestFailed, error.message)
      }
    }
    throw reader.missing("text", expected: "text, textDocument or uri")
  }

  /// The member `key` as a day.
  static func day(_ reader: inout JSONObjectReader, _ key: StaticString) throws -> CalendarDay? {
    guard let value = reader.value(key) else { return nil }
    guard let day = CalendarDay(iso8601: try value.string()) else {
      throw value.invalid(expected: "an ISO 8601 date such as 2024-11-27")
    }
    return day
  }

  /// The unit of the result's spans.
  static func encoding(_ params: JSONView, _ state: ServiceState) throws -> PositionEncoding {
    var reader = try params.object()
    guard let value = reader.value("positionEncoding") else { return state.positionEncoding }
    guard let encoding = PositionEncoding(rawValue: try value.string()) else {
      throw value.invalid(expected: "\"utf-8\", \"utf-16\" or \"utf-32\"")
    }
    return encoding
  }

  /// Reads and parses the article. A file is read here, so this belongs on a worker.
  ///
  /// - Throws: `RPCError` when the file cannot be read or is not UTF-8.
  func article() throws -> Article {
    switch origin {
    case .text(let source): return ArticleParser.parse(source, options: .init(language: language))
    case .document(let snapshot): return snapshot.article()
    case .file(let path):
      do {
        let source = try SourceText(validating: CommandLineIO.read(path))
        return ArticleParser.parse(source, options: .init(language: language))
      } catch let error as FileError {
        throw RPCError(.requestFailed, error.message)
      } catch let error as InvalidUTF8 {
        throw RPCError(.requestFailed, "\(path): not UTF-8: \(error)")
      }
    }
  }
}

extension Array where Element == UInt8 {
  init(span: Swift.Span<UInt8>) {
    self = unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
  }
}
