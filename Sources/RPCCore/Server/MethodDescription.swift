/// What a client's author must know about a method.
public struct MethodDescription: Sendable {
  /// One line.
  public var summary: String
  /// More, as CommonMark.
  public var details: String
  /// In the order of params by position.
  public var parameters: [Parameter]
  /// Nil for notifications.
  public var result: ResultDescription?
  /// Besides those that any request may get.
  public var errors: [ErrorCode]

  public init(
    _ summary: String, details: String = "", parameters: [Parameter] = [], result: ResultDescription? = nil,
    errors: [ErrorCode] = []
  ) {
    self.summary = summary
    self.details = details
    self.parameters = parameters
    self.result = result
    self.errors = errors
  }
}

/// One parameter of a method.
public struct Parameter: Sendable {
  public var name: String
  /// What it means, one line.
  public var summary: String
  /// JSON Schema of its values, for example `Schema.string`.
  public var schema: JSON
  /// What a number counts: bytes, sentences, milliseconds.
  public var unit: String?
  /// What its absence means; nil when it is required, or when absence means something of its own.
  public var defaultValue: JSON?
  public var isRequired: Bool

  public init(
    _ name: String, _ schema: JSON, _ summary: String, unit: String? = nil, default defaultValue: JSON? = nil,
    required: Bool = false
  ) {
    self.name = name
    self.schema = schema
    self.summary = summary
    self.unit = unit
    self.defaultValue = defaultValue
    self.isRequired = required
  }
}

/// The result of a method.
public struct ResultDescription: Sendable {
  public var name: String
  public var summary: String
  /// JSON Schema of the result.
  public var schema: JSON

  public init(_ name: String, _ schema: JSON, _ summary: String = "") {
    self.name = name
    self.schema = schema
    self.summary = summary
  }
}

/// JSON Schemas in few words.
public enum Schema {
  public static let any: JSON = [:]
  public static let null: JSON = ["type": "null"]
  public static let boolean: JSON = ["type": "boolean"]
  public static let integer: JSON = ["type": "integer"]
  public static let number: JSON = ["type": "number"]
  public static let string: JSON = ["type": "string"]

  /// One of a few strings.
  public static func oneOf(_ values: [String]) -> JSON {
    ["type": "string", "enum": .array(values.map(JSON.string))]
  }

  public static func array(_ element: JSON) -> JSON { ["type": "array", "items": element] }

  /// Values of any of these schemas.
  public static func anyOf(_ schemas: JSON...) -> JSON { ["anyOf": .array(schemas)] }

  /// A schema of the components of the document, by name.
  public static func reference(_ name: String) -> JSON { ["$ref": .string("#/components/schemas/\(name)")] }

  /// An object with these members.
  public static func object(_ members: [Parameter]) -> JSON {
    var schema: [(String, JSON)] = [
      ("type", "object"), ("properties", .object(JSONObject(members.map { ($0.name, $0.describedSchema) }))),
    ]
    let required = members.filter(\.isRequired).map { JSON.string($0.name) }
    if !required.isEmpty { schema.append(("required", .array(required))) }
    return .object(JSONObject(schema))
  }
}

extension Parameter {
  /// The schema with what is known besides: meaning, unit, default.
  var describedSchema: JSON {
    guard case .object(var schema) = schema else { return schema }
    let text = unit.map { "\(summary) Unit: \($0)." } ?? summary
    if !text.isEmpty, schema["description"] == nil { schema["description"] = .string(text) }
    if let defaultValue { schema["default"] = defaultValue }
    return .object(schema)
  }
}
