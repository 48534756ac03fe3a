/// The id of a request, which comes back in its reply byte for byte: a string, or a number of any size and precision.
public struct RequestID: Hashable, Sendable, CustomStringConvertible {
  /// The JSON text of the id as the sender wrote it.
  let token: [UInt8]
  /// What makes two ids the same: strings by what they say, numbers by how they are spelt.
  private let key: Key

  private enum Key: Hashable {
    case string(String)
    case number(String)
  }

  /// The id in a message; nil when the value is neither a string nor a number.
  init?(_ view: JSONView) {
    if let text = try? view.string() {
      key = .string(text)
    } else if view.isNumber {
      key = .number(view.rawText)
    } else {
      return nil
    }
    token = unsafe view.rawBytes.withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// An id made here, for a request to the client.
  init(serial: Int) {
    let text = String(serial)
    token = Array(text.utf8)
    key = .number(text)
  }

  public static func == (left: RequestID, right: RequestID) -> Bool { left.key == right.key }
  public func hash(into hasher: inout Hasher) { hasher.combine(key) }
  /// The JSON text of the id.
  public var description: String { String(decoding: token, as: UTF8.self) }
}
