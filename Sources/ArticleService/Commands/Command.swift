internal import ArticleKit
internal import RPCCore

/// One command of the command line.
struct Command: Sendable {
  let name: String
  /// What follows the name, as the help prints it.
  let operands: String
  let summary: String
  let options: [CommandLineOption]
  let run: @Sendable (CommandLineArguments) throws -> Void

  /// In the order of the help; the first is what runs without a name.
  static let all: [Command] = [serve, parse, entities, facts, summarize, compare, timeline, lookup]

  static let help = CommandLineOption("help", "Say how it is used.")
  static let json = CommandLineOption("json", "Print the JSON of the protocol's result instead of text for reading.")
  static let published = CommandLineOption(
    "published", value: "DATE", "When the article was published, for example 2024-11-27.")
  static let language = CommandLineOption(
    "language", value: "CODE", "The language, for example vi; found by itself when absent.")
  static let userEntities = CommandLineOption(
    "entities", value: "FILE", "A table of your own entities (TSV); may be repeated.")

  /// The command's own options, and `--help`.
  var allOptions: [CommandLineOption] { options + [Command.help] }

  /// The help of this command.
  var usage: String {
    var text = "\(summary)\n\nusage: article-service \(name) \(operands)\n\n"
    text += Command.table(allOptions.map { ("--" + $0.name + ($0.value.map { " " + $0 } ?? ""), $0.summary) })
    return text
  }

  /// The help of the program.
  static var overview: String {
    """
    article-service reads news articles, Vietnamese first: it tells a page's title from its teasers, finds who and where,
    and sums up with every sentence traceable to its source.

    usage: article-service [COMMAND] [ARGUMENT ...]


    """ + table(all.map { ($0.name, $0.summary) })
      + """

      Without a command it serves JSON-RPC 2.0 on standard input and output, for editors and scripts (protocol.md):

        echo '{"jsonrpc":"2.0","id":1,"method":"article/parse","params":{"text":"…"}}' | article-service

      article-service COMMAND --help   the options of a command
      article-service --version        the version

      """
  }

  private static func table(_ rows: [(String, String)]) -> String {
    let width = rows.map { TerminalText.width($0.0) }.max() ?? 0
    return rows.map { "  " + TerminalText.cell($0.0, width: width) + "  " + $0.1 + "\n" }.joined()
  }
}

extension Command {
  /// The knowledge base with the tables of `--entities`; doubtful rows are reported on standard error.
  static func knowledge(_ arguments: CommandLineArguments) throws -> KnowledgeBase {
    var state = ServiceState()
    try state.addEntityFiles(arguments.values("entities"))
    return state.knowledge
  }

  /// The article in the file that the command was given, or on standard input.
  static func article(_ path: String, _ arguments: CommandLineArguments) throws -> Article {
    let bytes = try CommandLineIO.read(path)
    do {
      return ArticleParser.parse(
        try SourceText(validating: bytes), options: .init(language: arguments.value("language")))
    } catch {
      throw FileError(message: "\(path == "-" ? "standard input" : path): \(error)")
    }
  }

  /// The single operand, `-` when there is none.
  ///
  /// - Throws: ``UsageError`` when there are several.
  static func file(_ arguments: CommandLineArguments) throws(UsageError) -> String {
    guard arguments.operands.count <= 1 else { throw UsageError("one file, please") }
    if let path = arguments.operands.first { return path }
    if CommandLineIO.isTerminal(0) { CommandLineIO.printError("Paste the page, then press Ctrl-D.") }
    return "-"
  }

  /// The value of `--published`.
  static func published(_ arguments: CommandLineArguments) throws(UsageError) -> CalendarDay? {
    guard let text = arguments.value("published") else { return nil }
    guard let day = CalendarDay(iso8601: text) else {
      throw UsageError("--published takes a date such as 2024-11-27, not '\(text)'")
    }
    return day
  }

  /// Prints a result as one line of JSON. Offsets count code points, as Python and most scripts do.
  static func print(json value: some JSONWritable) {
    CommandLineIO.print(value.jsonText + "\n")
  }

  /// A sheet for standard output as it is now.
  static func sheet() -> TerminalText {
    let isTerminal = CommandLineIO.isTerminal(1)
    return TerminalText(
      columns: isTerminal ? CommandLineIO.columns : 100,
      isStyled: isTerminal && CommandLineIO.environment("NO_COLOR") == nil)
  }
}

extension ServiceState {
  /// Adds the tables of a user's entities; doubtful rows are reported on standard error.
  mutating func addEntityFiles(_ paths: [String]) throws(FileError) {
    for path in paths {
      let table = String(decoding: try CommandLineIO.read(path), as: UTF8.self)
      for problem in addEntities(table) { CommandLineIO.printError("\(path): \(problem)") }
    }
  }
}
