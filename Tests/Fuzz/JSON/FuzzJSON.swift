import RPCCore

/// A text that is accepted is written back as a text that means the same, and the two ways to check a text agree.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  var parser = JSONParser()
  let isValid = (try? parser.validate(bytes.span)) != nil
  do {
    let document = try parser.document(bytes)
    precondition(isValid, "document accepts what validate refuses")
    let value = JSON(json: document.root)
    let again = try JSON(parsing: value.description)
    precondition(again == value, "a value changes on its way through text")
    _ = document.root.byteRange
    _ = document.root.pointer
  } catch {
    precondition(!isValid, "validate accepts what document refuses, or a written text is refused: \(error)")
  }
  return 0
}
