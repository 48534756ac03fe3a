extension JSON: Codable {
  public init(from decoder: any Decoder) throws {
    if let tape = decoder as? TapeDecoder {
      self = JSON(json: try tape.session.view(at: tape.index))
      return
    }
    // Another library's decoder tells the kind only by what it agrees to decode.
    if let container = try? decoder.container(keyedBy: TapeKey.self) {
      self = .object(
        JSONObject(
          try container.allKeys.map { ($0.stringValue, try container.decode(JSON.self, forKey: $0)) }))
    } else if var container = try? decoder.unkeyedContainer() {
      var elements: [JSON] = []
      while !container.isAtEnd { elements.append(try container.decode(JSON.self)) }
      self = .array(elements)
    } else {
      self = try JSON(scalar: decoder.singleValueContainer())
    }
  }

  private init(scalar container: any SingleValueDecodingContainer) throws {
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int64.self) {
      self = .int(value)
    } else if let value = try? container.decode(UInt64.self) {
      self = .int(value)
    } else if let value = try? container.decode(Double.self) {
      self = .double(value)
    } else {
      self = .string(try container.decode(String.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    if let writer = encoder as? WriterEncoder {
      writer.session.write { self.write(to: &$0) }
      return
    }
    switch self {
    case .array(let elements):
      var container = encoder.unkeyedContainer()
      for element in elements { try container.encode(element) }
    case .object(let object):
      var container = encoder.container(keyedBy: TapeKey.self)
      for member in object.members { try container.encode(member.value, forKey: TapeKey(stringValue: member.key)) }
    default:
      var container = encoder.singleValueContainer()
      try encodeScalar(to: &container)
    }
  }

  private func encodeScalar(to container: inout any SingleValueEncodingContainer) throws {
    switch self {
    case .bool(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .number(let number):
      if let value = number.integer(Int64.self) {
        try container.encode(value)
      } else if let value = number.double {
        try container.encode(value)
      } else {
        throw EncodingError.invalidValue(
          number, EncodingError.Context(codingPath: container.codingPath, debugDescription: "a number within ±1.8e308"))
      }
    case .null, .array, .object: try container.encodeNil()
    }
  }
}

extension JSONObject: Codable {
  public init(from decoder: any Decoder) throws {
    let value = try JSON(from: decoder)
    guard case .object(let object) = value else {
      throw DecodingError.typeMismatch(
        JSONObject.self,
        DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "an object"))
    }
    self = object
  }

  public func encode(to encoder: any Encoder) throws { try JSON.object(self).encode(to: encoder) }
}

extension JSONNumber: Codable {
  public init(from decoder: any Decoder) throws {
    let value = try JSON(from: decoder)
    guard case .number(let number) = value else {
      throw DecodingError.typeMismatch(
        JSONNumber.self,
        DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "a number"))
    }
    self = number
  }

  public func encode(to encoder: any Encoder) throws { try JSON.number(self).encode(to: encoder) }
}

extension JSONNumber: JSONWritable {
  public func write(to writer: inout JSONWriter) { writer.number(self) }
}

extension JSONNumber: JSONReadable {
  public init(json: JSONView) throws(JSONError) { self = try json.number() }
}
