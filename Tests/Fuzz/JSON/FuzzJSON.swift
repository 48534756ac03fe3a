import RPCCore

/// Parses `bytes` and checks what must hold whatever they are; a trap is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  var parser = JSONParser(limits: JSONLimits(depth: 64))
  do throws(JSONError) {
    let root = try parser.parse(bytes.span)
    checkViews(root, of: bytes)
    checkRoundTrip(JSON(json: root))
    precondition(root.hasDuplicateKeys || (try? root.decode(JSON.self)) == JSON(json: root))
  } catch {
    checkError(error, of: bytes)
  }
  return 0
}

/// Every view lies in the text, and the text of each is JSON by itself.
func checkViews(_ view: borrowing JSONView, of bytes: [UInt8]) {
  let range = view.byteRange
  precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count && !range.isEmpty)
  switch view.kind {
  case .array:
    guard var elements = try? view.elements() else { preconditionFailure("an array without elements") }
    var found = 0
    while let element = elements.next() {
      checkViews(element, of: bytes)
      found += 1
    }
    precondition(found == view.count)
  case .object:
    guard var members = try? view.members() else { preconditionFailure("an object without members") }
    var found = 0
    while let member = members.next() {
      precondition(view.member(member.name) != nil)
      checkViews(member.value, of: bytes)
      found += 1
    }
    precondition(found == view.count)
  case .number:
    precondition(JSONNumber(view.rawText)?.text == view.rawText)
    if let integer = try? view.int(), let double = try? view.double() { precondition(Double(integer) == double) }
    if let double = try? view.double() { precondition(Double(view.rawText) == double) }
  case .string:
    precondition((try? JSON(parsing: view.rawText))?.string == (try? view.string()))
  case .null, .bool: break
  }
}

/// What was read is written so that it reads back the same, by both writers.
func checkRoundTrip(_ value: JSON) {
  let text = value.jsonText
  guard let again = try? JSON(parsing: text), again == value, again.jsonText == text else {
    preconditionFailure("\(text) does not come back")
  }
  var writer = JSONWriter()
  do { try writer.encode(value) } catch { preconditionFailure("\(error)") }
  precondition(writer.output.array == Array(text.utf8))
}

/// An error lies in the text; the first value it reports is one.
func checkError(_ error: JSONError, of bytes: [UInt8]) {
  precondition(error.offset >= 0 && error.offset <= bytes.count)
  precondition((error.reason == .invalidUTF8) == (String(validating: bytes, as: UTF8.self) == nil))
  precondition((error.reason == .trailingBytes) == (error.valueEnd != nil))
  if let end = error.valueEnd {
    var parser = JSONParser()
    let value = Array(bytes[..<end])
    precondition((try? parser.validate(value.span)) != nil)
  }
}
