/// The members of a JSON object in their order; no key occurs twice.
///
/// Lookup is linear: objects of free-form parts are small.
public struct JSONObject: Sendable {
  public struct Member: Sendable, Equatable {
    public let key: String
    public var value: JSON

    public init(key: String, value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// The members; keys are unique.
  public private(set) var members: [Member]

  public init() { members = [] }

  /// Of members with the same key the last one counts, in the place of the first.
  public init(_ members: some Sequence<(String, JSON)>) {
    self.init(keepingLast: members.map { Member(key: $0.0, value: $0.1) })
  }

  /// Members whose keys are known to be unique.
  init(unique members: [Member]) { self.members = members }

  /// Of members with the same key the last one stays, in the place of the first.
  init(keepingLast members: [Member]) {
    var positions: [String: Int] = [:]
    var kept: [Member] = []
    kept.reserveCapacity(members.count)
    for member in members {
      if let position = positions[member.key] {
        kept[position].value = member.value
      } else {
        positions[member.key] = kept.count
        kept.append(member)
      }
    }
    self.members = kept
  }

  public var isEmpty: Bool { members.isEmpty }
  public var count: Int { members.count }

  /// The value of `key`. Setting it keeps the place of a key that is there, appends a new one, and removes one set to nil.
  public subscript(key: String) -> JSON? {
    get { members.first { $0.key == key }?.value }
    set {
      let position = members.firstIndex { $0.key == key }
      switch (position, newValue) {
      case (let position?, let value?): members[position].value = value
      case (let position?, nil): members.remove(at: position)
      case (nil, let value?): members.append(Member(key: key, value: value))
      case (nil, nil): break
      }
    }
  }
}

extension JSONObject: Equatable {
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    if left.members == right.members { return true }
    guard left.count == right.count else { return false }
    let values = Dictionary(uniqueKeysWithValues: right.members.map { ($0.key, $0.value) })
    return left.members.allSatisfy { values[$0.key] == $0.value }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral members: (String, JSON)...) { self.init(members) }
}

extension JSONObject: JSONWritable, JSONReadable {
  public init(json: JSONView) throws(JSONError) {
    guard case .object(let object) = JSON(json: json) else { throw json.mismatch(expected: "an object") }
    self = object
  }

  public func write(to writer: inout JSONWriter) { JSON.object(self).write(to: &writer) }
}
