/// The params of a message as handlers read them: always an object.
enum Parameters {
  /// Params that are absent.
  static let none = document(of: "{}")

  /// The object that params by position stand for.
  ///
  /// - Parameter names: the names of the parameters in their order.
  static func named(_ params: JSONView, _ names: [String]) throws(RPCError) -> JSONDocument {
    var writer = JSONWriter()
    writer.beginObject()
    var position = 0
    if var elements = try? params.elements() {
      while let element = elements.next() {
        guard position < names.count else {
          throw .invalidParams(
            at: "/\(position)", expected: names.isEmpty ? "no parameters" : "at most \(names.count) parameters",
            found: "\(params.count)")
        }
        writer.key(names[position])
        writer.raw(element)
        position += 1
      }
    }
    writer.endObject()
    return document(of: writer.output.array)
  }

  /// The string at `path` in `params`, nil when there is none.
  static func string(at path: [String], in params: JSONView) -> String? {
    guard let first = path.first, let member = params.member(first) else { return nil }
    return path.count == 1 ? try? member.string() : string(at: Array(path.dropFirst()), in: member)
  }

  private static func document(of text: StaticString) -> JSONDocument { document(of: Array("\(text)".utf8)) }

  private static func document(of bytes: [UInt8]) -> JSONDocument {
    var parser = JSONParser()
    do throws(JSONError) {
      return try parser.document(bytes)
    } catch {
      fatalError("members of a parsed text make a text that can be parsed")
    }
  }
}
