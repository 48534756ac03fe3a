/// One option of the command line, as `--help` prints it and as the reader of arguments takes it.
struct CommandLineOption: Sendable {
  /// Without the dashes.
  let name: String
  /// What stands for the value in the help, or `nil` for a switch.
  let value: String?
  let summary: String

  init(_ name: String, value: String? = nil, _ summary: String) {
    self.name = name
    self.value = value
    self.summary = summary
  }
}

/// The arguments of one command after reading: options by name, and everything else in order.
struct CommandLineArguments: Sendable {
  private(set) var options: [String: [String]] = [:]
  private(set) var operands: [String] = []

  /// Reads `--name value`, `--name=value`, `--switch`, `-h`, `--` and operands; `-` is an operand (standard input).
  ///
  /// - Throws: ``UsageError`` for an option that `known` does not hold, a missing value, or a value given to a switch.
  init(_ arguments: [String], known: [CommandLineOption]) throws(UsageError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest
        return
      }
      guard argument.hasPrefix("-"), argument != "-" else {
        operands.append(argument)
        continue
      }
      let word = argument == "-h" ? "--help" : argument
      let body = word.drop { $0 == "-" }
      let parts = body.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = parts.first.map(String.init) ?? ""
      guard word.hasPrefix("--"), let option = known.first(where: { $0.name == name }) else {
        throw UsageError("unknown option \(argument)")
      }
      if option.value == nil {
        guard parts.count == 1 else { throw UsageError("--\(name) takes no value") }
        options[name, default: []].append("")
      } else if parts.count == 2 {
        options[name, default: []].append(String(parts[1]))
      } else if let value = rest.popFirst() {
        options[name, default: []].append(value)
      } else {
        throw UsageError("--\(name) needs a value: --\(name) \(option.value ?? "")")
      }
    }
  }

  func has(_ name: String) -> Bool { options[name] != nil }
  /// The last value given for the option.
  func value(_ name: String) -> String? { options[name]?.last }
  /// All values given for the option, in order.
  func values(_ name: String) -> [String] { options[name] ?? [] }

  /// The option's value as a whole number.
  ///
  /// - Throws: ``UsageError`` when the value is not a whole number in `range`.
  func integer(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = value(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError("--\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
    }
    return number
  }
}

/// The command line is wrong: what, in one line.
struct UsageError: Error {
  let message: String
  init(_ message: String) { self.message = message }
}
