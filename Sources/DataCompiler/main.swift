// Development tool: turns Data/ into the blobs of ArticleData, trains and evaluates the models.
internal import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
guard let name = arguments.first, let command = Command.all.first(where: { $0.name == name }) else {
  print("usage: DataCompiler COMMAND [ARGUMENT ...]\n")
  for command in Command.all { print("  \(command.name)  \(command.summary)") }
  exit(2)
}
do {
  try command.run(Array(arguments.dropFirst()))
} catch {
  printError("\(name): \(error)")
  exit(1)
}
