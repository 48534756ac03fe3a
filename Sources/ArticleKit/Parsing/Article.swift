/// A news article as read from a page: blocks that tile the source, and what they say about it.
public struct Article: Sendable {
  public let source: SourceText
  /// In source order; every byte of the source lies in exactly one block.
  public let blocks: [Block]

  public init(source: SourceText, blocks: [Block]) {
    self.source = source
    self.blocks = blocks
  }

  /// The blocks with this label, in source order.
  public func blocks(_ label: BlockLabel) -> [Block] { blocks.filter { $0.label == label } }

  /// The blocks that make up the body, in source order.
  public var body: [Block] { blocks.filter(\.label.isBody) }
}
