/// A type that writes itself as JSON.
///
/// An `Encodable` type only has to declare the conformance; types on hot paths write themselves by hand.
public protocol JSONWritable {
  /// Writes exactly one value.
  func write(to writer: inout JSONWriter)
}

extension Bool: JSONWritable {
  public func write(to writer: inout JSONWriter) { writer.bool(self) }
}

extension Int: JSONWritable {
  public func write(to writer: inout JSONWriter) { writer.integer(self) }
}

extension Double: JSONWritable {
  public func write(to writer: inout JSONWriter) { writer.double(self) }
}

extension String: JSONWritable {
  public func write(to writer: inout JSONWriter) { writer.string(self) }
}

extension Array: JSONWritable where Element: JSONWritable {
  @inlinable
  public func write(to writer: inout JSONWriter) {
    writer.beginArray()
    for element in self { element.write(to: &writer) }
    writer.endArray()
  }
}

extension Optional: JSONWritable where Wrapped: JSONWritable {
  @inlinable
  public func write(to writer: inout JSONWriter) {
    if let self { self.write(to: &writer) } else { writer.null() }
  }
}

extension Dictionary: JSONWritable where Key == String, Value: JSONWritable {
  /// Writes the members sorted by the UTF-8 of their keys, so that equal dictionaries give equal bytes.
  @inlinable
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    for (key, value) in sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      writer.key(key)
      value.write(to: &writer)
    }
    writer.endObject()
  }
}

extension JSONWritable {
  /// The value's JSON text.
  public var jsonText: String {
    var writer = JSONWriter()
    write(to: &writer)
    return String(decoding: writer.output.array, as: UTF8.self)
  }
}
