internal import ArticleKit
internal import RPCCore

/// `textDocument/didOpen`, `didChange`, `didClose`: the documents that the client has open.
extension Method where State == ServiceState {
  static let didOpen = Method(
    "textDocument/didOpen", needsInitialize: true, ordering: .edits(["textDocument", "uri"]),
    description: MethodDescription(
      "A document is open: from now on its text is what the client says.",
      parameters: [
        Parameter(
          "textDocument",
          Schema.object([
            Parameter("uri", Schema.string, "Its URI.", required: true),
            Parameter("languageId", Schema.string, "The editor's name for its kind."),
            Parameter("version", Schema.integer, "Grows with every change."),
            Parameter("text", Schema.string, "The whole text.", required: true),
          ]), "The document.", required: true)
      ]),
    handler: .notification { state, params, _ in
      var reader = try params.object()
      var document = try reader.require("textDocument").object()
      let uri = try document.string("uri")
      let version = try document.intIfPresent("version") ?? 0
      let bytes = try document.require("text").withUTF8 { [UInt8](span: $0) }
      state.documents.open(uri, text: try SourceText(validating: bytes), version: version)
    })

  static let didChange = Method(
    "textDocument/didChange", needsInitialize: true, ordering: .edits(["textDocument", "uri"]),
    description: MethodDescription(
      "The document's text changed. Changes without a range replace the whole text.",
      parameters: [
        Parameter("textDocument", versionedDocument, "The document.", required: true),
        Parameter("contentChanges", Schema.array(contentChange), "In the order in which they apply.", required: true),
      ]),
    handler: .notification { state, params, _ in
      var reader = try params.object()
      var document = try reader.require("textDocument").object()
      let uri = try document.string("uri")
      let version = try document.intIfPresent("version") ?? 0
      let changes = try reader.require("contentChanges")
      let encoding = state.positionEncoding
      // The closure cannot hold the view, which lives no longer than this call; so the changes are read first.
      var edits: [ContentChange] = []
      var elements = try changes.elements()
      while let element = elements.next() { edits.append(try ContentChange(json: element)) }
      _ = state.documents.change(uri, version: version) { text in
        for edit in edits { edit.apply(to: &text, encoding) }
      }
    })

  static let didClose = Method(
    "textDocument/didClose", needsInitialize: true, ordering: .edits(["textDocument", "uri"]),
    description: MethodDescription(
      "The document is no longer open.",
      parameters: [
        Parameter(
          "textDocument", Schema.object([Parameter("uri", Schema.string, "Its URI.", required: true)]), "The document.",
          required: true)
      ]),
    handler: .notification { state, params, _ in
      var reader = try params.object()
      var document = try reader.require("textDocument").object()
      state.documents.close(try document.string("uri"))
    })

  private static var versionedDocument: JSON {
    Schema.object([
      Parameter("uri", Schema.string, "Its URI.", required: true),
      Parameter("version", Schema.integer, "After the changes."),
    ])
  }

  private static var contentChange: JSON {
    let position = Schema.object([
      Parameter("line", Schema.integer, "From 0.", required: true),
      Parameter("character", Schema.integer, "In the negotiated unit, from 0.", required: true),
    ])
    return Schema.object([
      Parameter(
        "range",
        Schema.object([
          Parameter("start", position, "First.", required: true),
          Parameter("end", position, "Behind the last.", required: true),
        ]), "What is replaced; the whole text when absent."),
      Parameter("text", Schema.string, "What stands there now.", required: true),
    ])
  }
}

/// One change of a document, as LSP describes it.
struct ContentChange: JSONReadable, Sendable {
  let range: TextRange?
  let text: String

  init(json: JSONView) throws(JSONError) {
    var reader = try json.object()
    if let range = reader.value("range") {
      var ends = try range.object()
      self.range = TextRange(try Self.position(ends.require("start")), try Self.position(ends.require("end")))
    } else {
      range = nil
    }
    text = try reader.string("text")
  }

  private static func position(_ json: JSONView) throws(JSONError) -> TextPosition {
    var reader = try json.object()
    return TextPosition(line: try reader.int("line"), character: try reader.int("character"))
  }

  func apply(to text: inout SourceText, _ encoding: PositionEncoding) {
    if let range {
      text.replace(range, in: encoding, with: self.text)
    } else {
      text = SourceText(self.text)
    }
  }
}
