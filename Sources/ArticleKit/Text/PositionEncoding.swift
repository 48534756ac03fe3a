/// The unit in which offsets leave the kit: what LSP calls the position encoding.
public enum PositionEncoding: String, Sendable, CaseIterable {
  /// Bytes of UTF-8: the unit inside the kit.
  case utf8 = "utf-8"
  /// Code units of UTF-16: LSP's default.
  case utf16 = "utf-16"
  /// Code points: what indexes a Python `str`.
  case utf32 = "utf-32"
}
