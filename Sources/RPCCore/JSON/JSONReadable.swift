/// A type that reads itself from JSON, in place.
///
/// A `Decodable` type only has to declare the conformance; types on hot paths write the initialiser by hand, with
/// `json.object()` and the members in their usual order.
public protocol JSONReadable {
  init(json: JSONView) throws(JSONError)
}

extension Bool: JSONReadable {
  public init(json: JSONView) throws(JSONError) { self = try json.bool() }
}

extension Int: JSONReadable {
  public init(json: JSONView) throws(JSONError) { self = try json.integer() }
}

extension Double: JSONReadable {
  public init(json: JSONView) throws(JSONError) { self = try json.double() }
}

extension String: JSONReadable {
  public init(json: JSONView) throws(JSONError) { self = try json.string() }
}

extension Array: JSONReadable where Element: JSONReadable {
  @inlinable
  public init(json: JSONView) throws(JSONError) {
    self = []
    reserveCapacity(json.count)
    var elements = try json.elements()
    while let element = elements.next() { append(try Element(json: element)) }
  }
}

extension Optional: JSONReadable where Wrapped: JSONReadable {
  @inlinable
  public init(json: JSONView) throws(JSONError) { self = json.isNull ? nil : try Wrapped(json: json) }
}

extension Dictionary: JSONReadable where Key == String, Value: JSONReadable {
  @inlinable
  public init(json: JSONView) throws(JSONError) {
    self = [:]
    var members = try json.members()
    while let member = members.next() { self[member.name] = try Value(json: member.value) }
  }
}
