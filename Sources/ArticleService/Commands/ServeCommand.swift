internal import RPCCore

/// `article-service serve`, also without a name: the service on standard input and output.
extension Command {
  static let serve = Command(
    name: "serve", operands: "[--framing headers|lines] [--root FOLDER] [--entities FILE] [--log FILE]",
    summary: "Serve JSON-RPC on standard input and output (what happens without a command).",
    options: [
      CommandLineOption("framing", value: "KIND", "headers or lines; told by the first byte when absent."),
      CommandLineOption("root", value: "FOLDER", "A folder whose files requests may name; may be repeated."),
      userEntities,
      CommandLineOption("log", value: "FILE", "Record both directions in FILE."),
      CommandLineOption("stdio", "Accepted and ignored: it is the only transport."),
    ]
  ) { arguments in
    guard arguments.operands.isEmpty else { throw UsageError("unexpected '\(arguments.operands[0])'") }
    var state = ServiceState()
    for folder in arguments.values("root") where !state.files.allow(folder) {
      throw FileError(message: "\(folder): no such folder")
    }
    try state.addEntityFiles(arguments.values("entities"))
    var server = Server<ServiceState>.articleService
    server.framing = try framing(arguments)
    if CommandLineIO.isTerminal(0) && CommandLineIO.isTerminal(1) { greet() }
    exitProcess(server.run(state, recording: arguments.value("log")))
  }

  private static func framing(_ arguments: CommandLineArguments) throws(UsageError) -> Framing? {
    switch arguments.value("framing") {
    case nil: return nil
    case "headers": return .headers
    case "lines": return .lines
    case let word?: throw UsageError("--framing takes headers or lines, not '\(word)'")
    }
  }

  /// What a person sees who starts the program by hand.
  private static func greet() {
    CommandLineIO.printError(
      """
      \(ServiceVersion.name) \(ServiceVersion.number) reads news articles and answers JSON-RPC 2.0 on standard input and output.
      It waits for an editor or a script; you may type a request, one on a line, for example

        {"jsonrpc":"2.0","id":1,"method":"entity/lookup","params":{"query":"Hoa Kỳ"}}

      Ctrl-D ends it. article-service --help lists the commands for reading: parse, entities, summarize, lookup.
      """)
  }
}
