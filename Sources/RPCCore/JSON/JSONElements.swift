/// Walks the elements of an array: `while let element = elements.next() { … }`.
public struct JSONElements: ~Escapable {
  private let array: JSONView
  private var position: Int
  private let end: Int

  @_lifetime(copy array)
  init(_ array: JSONView) {
    self.array = array
    position = array.index &+ 1
    end = array.index &+ array.word.length
  }

  /// The next element, nil after the last one.
  @_lifetime(copy self)
  public mutating func next() -> JSONView? {
    guard position < end else { return nil }
    let element = JSONView(array, index: position)
    position = element.nextIndex
    return element
  }

  /// Passes over one element; false when there is none.
  @discardableResult
  mutating func skip() -> Bool { next() != nil }
}

/// One member of an object.
public struct JSONMember: ~Escapable {
  /// The key, a string.
  public let key: JSONView
  public let value: JSONView

  @_lifetime(copy key, copy value)
  init(key: JSONView, value: JSONView) {
    self.key = key
    self.value = value
  }

  /// The key with its escapes undone.
  public var name: String { unsafe key.word.string(in: key.text) }
}

/// Walks the members of an object: `while let member = members.next() { … }`.
public struct JSONMembers: ~Escapable {
  private let object: JSONView
  private var position: Int
  private let end: Int

  @_lifetime(copy object)
  init(_ object: JSONView) {
    self.object = object
    position = object.index &+ 1
    end = object.index &+ object.word.length
  }

  /// The next member, nil after the last one.
  @_lifetime(copy self)
  public mutating func next() -> JSONMember? {
    guard position < end else { return nil }
    let member = JSONMember(
      key: JSONView(object, index: position), value: JSONView(object, index: position &+ 1))
    position = member.value.nextIndex
    return member
  }
}
