internal import RPCCore

/// The way from the arguments to a command.
enum CommandLineMain {
  /// Runs the command that `arguments` (without the program's name) ask for.
  ///
  /// - Returns: the exit code: 0 when it went well, 1 when a file could not be read, 2 for a wrong command line.
  static func run(_ arguments: [String]) -> Int32 {
    if arguments.first == "--version" {
      CommandLineIO.print("\(ServiceVersion.name) \(ServiceVersion.number)\n")
      return 0
    }
    if let first = arguments.first, ["--help", "-h", "help"].contains(first) {
      CommandLineIO.print(Command.overview)
      return 0
    }
    let named = arguments.first.flatMap { name in Command.all.first { $0.name == name } }
    if named == nil, let first = arguments.first, !first.hasPrefix("-") {
      CommandLineIO.printError("unknown command '\(first)'; article-service --help lists them")
      return 2
    }
    let command = named ?? Command.serve
    do {
      let given = try CommandLineArguments(Array(arguments.dropFirst(named == nil ? 0 : 1)), known: command.allOptions)
      if given.has("help") {
        CommandLineIO.print(command.usage)
      } else {
        try command.run(given)
      }
      return 0
    } catch let error as UsageError {
      CommandLineIO.printError("\(error.message); article-service \(command.name) --help says how it is used")
      return 2
    } catch let error as FileError {
      CommandLineIO.printError(error.message)
      return 1
    } catch {
      CommandLineIO.printError("\(error)")
      return 1
    }
  }
}
