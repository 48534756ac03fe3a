/// The lexicon and the tagger, as the names blob holds them.
package struct NameModel: Sendable {
  package static let magic: UInt32 = 0x314D_4E41  // "ANM1"
  package let lexicon: NameLexicon
  package let tagger: NameTagger?

  /// The model embedded in the executable; nil when its blob is damaged or empty.
  static var builtIn: NameModel? { NameModel(Blob.names) }

  package init?(_ blob: Blob) {
    guard let parts = SectionedBlob(blob, magic: Self.magic, sections: NameLexicon.sections + 3) else { return nil }
    lexicon = NameLexicon(parts, first: 0)
    let first = NameLexicon.sections
    tagger =
      parts[first].isEmpty ? nil : NameTagger(slots: parts[first], rows: parts[first + 1], pairs: parts[first + 2])
  }

  /// A tagger over the sections of ``NameTagger/bytes(features:pairs:)``.
  package static func tagger(_ sections: [[UInt8]]) -> NameTagger {
    let parts = sections.map { Blob(immortalCopyOf: $0) }
    return NameTagger(slots: parts[0], rows: parts[1], pairs: parts[2])
  }

  /// The bytes of a blob: the lexicon's sections and the tagger's, which may be empty.
  package static func bytes(lexicon: [[UInt8]], tagger: [[UInt8]]) -> [UInt8] {
    SectionedBlob.bytes(magic: magic, sections: lexicon + (tagger.isEmpty ? [[], [], []] : tagger))
  }

  package func observations(_ tokens: [NameToken], _ source: [UInt8], _ knowledge: KnowledgeBase) -> NameObservations {
    NameObservations(tokens, source: source, knowledge: knowledge, lexicon: lexicon)
  }
}
