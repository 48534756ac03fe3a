internal import ArticleKit
internal import RPCCore

/// `initialize`: the client and the service tell each other what they can do.
extension Method where State == ServiceState {
  static let initialize = Method(
    "initialize",
    description: MethodDescription(
      "Opens a language-server session: settles the unit of offsets, the folders that may be read, and a user's own entities.",
      parameters: [
        Parameter(
          "processId", Schema.anyOf(Schema.integer, Schema.null), "The client's process: the service ends when it does."
        ),
        Parameter("clientInfo", Schema.object([Parameter("name", Schema.string, "The client.")]), "Who asks."),
        Parameter("rootUri", Schema.anyOf(Schema.string, Schema.null), "A folder whose files may be read."),
        Parameter(
          "workspaceFolders", Schema.anyOf(Schema.array(folder), Schema.null), "Folders whose files may be read."),
        Parameter("capabilities", Schema.any, "As in LSP; of `general.positionEncodings` the first known one counts."),
        Parameter("initializationOptions", options, "What is the service's own."),
        Parameter(
          "trace", Schema.oneOf(["off", "messages", "verbose"]), "How much to tell through `$/logTrace`.",
          default: "off"),
      ],
      result: ResultDescription("initializeResult", InitializeResult.schema)),
    handler: .inline { state, params, context, writer in
      var reader = try params.object()
      for uri in try rootFolders(&reader) {
        guard let path = FileAccess.path(ofURI: uri), state.files.allow(path) else { continue }
        state.addWorkspaceEntities(path, context.client)
      }
      state.positionEncoding = try positionEncoding(&reader)
      if let options = reader.value("initializationOptions") {
        try addEntities(options, &state, context.client)
      }
      writer.write(InitializeResult(encoding: state.positionEncoding))
    })

  static let initialized = Method(
    "initialized", needsInitialize: true,
    description: MethodDescription("The client has read the answer to `initialize`."),
    handler: .notification { _, _, _ in })

  private static var folder: JSON {
    Schema.object([
      Parameter("uri", Schema.string, "A `file:` URI.", required: true), Parameter("name", Schema.string, "Its name."),
    ])
  }

  private static var options: JSON {
    Schema.object([
      Parameter("entities", Schema.string, "A user's own entities, as the text of a TSV table with a header line.")
    ])
  }

  private static func rootFolders(_ reader: inout JSONObjectReader) throws -> [String] {
    var uris: [String] = []
    if let root = try reader.stringIfPresent("rootUri") { uris.append(root) }
    if let folders = reader.value("workspaceFolders") {
      var elements = try folders.elements()
      while let element = elements.next() {
        var folder = try element.object()
        uris.append(try folder.string("uri"))
      }
    }
    return uris
  }

  /// The first encoding of the client's list that the service knows; UTF-16 when it names none.
  private static func positionEncoding(_ reader: inout JSONObjectReader) throws -> PositionEncoding {
    guard let capabilities = reader.value("capabilities"), let general = try capabilities.object().view["general"],
      !general.isNull, let list = try general.object().view["positionEncodings"], !list.isNull
    else { return .utf16 }
    var elements = try list.elements()
    while let element = elements.next() {
      if let encoding = PositionEncoding(rawValue: try element.string()) { return encoding }
    }
    return .utf16
  }

  private static func addEntities(
    _ options: JSONView, _ state: inout ServiceState, _ client: Client<ServiceState>
  ) throws {
    var reader = try options.object()
    guard let table = try reader.stringIfPresent("entities") else { return }
    state.addEntities(table, from: "initializationOptions.entities", client)
  }
}

/// What `initialize` answers.
struct InitializeResult: JSONWritable {
  let encoding: PositionEncoding

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("capabilities")
      writer.object { writer in
        writer.member("positionEncoding", encoding.rawValue)
        writer.key("textDocumentSync")
        writer.object { writer in
          writer.member("openClose", true)
          writer.member("change", 2)
        }
      }
      writer.key("serverInfo")
      writer.object { writer in
        writer.member("name", ServiceVersion.name)
        writer.member("version", ServiceVersion.number)
      }
    }
  }

  static var schema: JSON {
    Schema.object([
      Parameter("capabilities", Schema.any, "As in LSP.", required: true),
      Parameter(
        "serverInfo",
        Schema.object([
          Parameter("name", Schema.string, "`article-service`.", required: true),
          Parameter("version", Schema.string, "Semantic version.", required: true),
        ]), "Who answers.", required: true),
    ])
  }
}

extension ServiceState {
  /// Adds the entities of `.article-service/entities.tsv` in a workspace folder, where there is one.
  mutating func addWorkspaceEntities(_ folder: String, _ client: Client<ServiceState>) {
    let path = folder + "/.article-service/entities.tsv"
    guard let bytes = try? CommandLineIO.read(path) else { return }
    addEntities(String(decoding: bytes, as: UTF8.self), from: path, client)
  }

  /// Adds a user's entities; rows that cannot be used are reported to the client, each with its line.
  mutating func addEntities(_ table: String, from name: String, _ client: Client<ServiceState>) {
    for problem in addEntities(table) {
      client.notify("window/logMessage") { writer in
        writer.object { writer in
          writer.member("type", 2)
          writer.member("message", "\(name): \(problem)")
        }
      }
    }
  }

  /// Adds a user's entities to the knowledge base.
  ///
  /// - Returns: the rows that cannot be used, or are doubtful.
  mutating func addEntities(_ table: String) -> [KnowledgeRows.Problem] {
    let rows = KnowledgeRows(userEntities: table)
    knowledge = knowledge.adding(rows)
    return rows.problems
  }
}
