/// Any JSON value, for the free-form parts of messages. Objects keep the order of their members, numbers their exact text.
///
/// Equality: numbers are equal when their texts are, objects when they have equal members in any order.
public enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSON])
  case object(JSONObject)

  /// The number `value`; null for infinities and NaN, which JSON does not have.
  public static func double(_ value: Double) -> JSON { JSONNumber(value).map(JSON.number) ?? .null }

  /// The number `value`.
  public static func int(_ value: some FixedWidthInteger) -> JSON { .number(JSONNumber(value)) }

  /// Parses a text.
  public init(parsing text: String, limits: JSONLimits = JSONLimits()) throws(JSONError) {
    var parser = JSONParser(limits: limits)
    let bytes = Array(text.utf8)
    self = JSON(json: try parser.parse(bytes.span))
  }

  /// The member `key` of an object, nil when there is none or this is no object.
  public subscript(key: String) -> JSON? {
    guard case .object(let object) = self else { return nil }
    return object[key]
  }

  /// The element at `position` of an array, nil when there is none or this is no array.
  public subscript(position: Int) -> JSON? {
    guard case .array(let elements) = self, elements.indices.contains(position) else { return nil }
    return elements[position]
  }

  public var isNull: Bool { self == .null }

  /// The Boolean, nil for another kind.
  public var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// The number as an `Int`, nil for another kind, a fraction or a number too large.
  public var int: Int? {
    guard case .number(let value) = self else { return nil }
    return value.int
  }

  /// The number as a `Double`, nil for another kind.
  public var double: Double? {
    guard case .number(let value) = self else { return nil }
    return value.double
  }

  /// The string, nil for another kind.
  public var string: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  /// The elements, nil for another kind.
  public var array: [JSON]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The members, nil for another kind.
  public var object: JSONObject? {
    guard case .object(let object) = self else { return nil }
    return object
  }
}

extension JSON: JSONReadable {
  /// Copies a parsed value; of members with the same key the last one stays.
  public init(json: JSONView) {
    switch json.word.tag {
    case .null, .end: self = .null
    case .false: self = .bool(false)
    case .true: self = .bool(true)
    case .number: self = .number(unsafe JSONNumber(json.word, json.text))
    case .string: self = .string(unsafe json.word.string(in: json.text))
    case .array:
      var values: [JSON] = []
      values.reserveCapacity(json.count)
      var elements = JSONElements(json)
      while let element = elements.next() { values.append(JSON(json: element)) }
      self = .array(values)
    case .object:
      var values: [JSONObject.Member] = []
      values.reserveCapacity(json.count)
      var members = JSONMembers(json)
      while let member = members.next() {
        values.append(JSONObject.Member(key: member.name, value: JSON(json: member.value)))
      }
      self = .object(json.hasDuplicateKeys ? JSONObject(keepingLast: values) : JSONObject(unique: values))
    }
  }
}

extension JSON: JSONWritable {
  public func write(to writer: inout JSONWriter) {
    switch self {
    case .null: writer.null()
    case .bool(let value): writer.bool(value)
    case .number(let value): writer.number(value)
    case .string(let value): writer.string(value)
    case .array(let elements):
      writer.beginArray()
      for element in elements { element.write(to: &writer) }
      writer.endArray()
    case .object(let object):
      writer.beginObject()
      for member in object.members {
        writer.key(member.key)
        member.value.write(to: &writer)
      }
      writer.endObject()
    }
  }
}

extension JSON: CustomStringConvertible {
  /// The JSON text.
  public var description: String { jsonText }
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(nilLiteral: ()) { self = .null }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(dictionaryLiteral members: (String, JSON)...) { self = .object(JSONObject(members)) }
}
