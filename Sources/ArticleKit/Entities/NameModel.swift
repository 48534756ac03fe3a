/// The lexicon and the tagger, as the names blob holds them.
package struct NameModel: Sendable {
  package static let magic: UInt32 = 0x324D_4E41  // "ANM2"
  package let lexicon: NameLexicon
  package let tagger: NameTagger?

  /// The model embedded in the executable; nil when its blob is damaged or empty.
  static let builtIn: NameModel? = NameModel(Blob.names)

  /// The lexicon embedded in the executable.
  package static var embeddedLexicon: NameLexicon? { builtIn?.lexicon }

  package init?(_ blob: Blob) {
    guard let parts = SectionedBlob(blob, magic: Self.magic, sections: NameLexicon.sections + 4) else { return nil }
    lexicon = NameLexicon(parts, first: 0)
    let first = NameLexicon.sections
    tagger = parts[first].isEmpty ? nil : Self.tagger((first..<first + 4).map { parts[$0] })
  }

  private static func tagger(_ parts: [Blob]) -> NameTagger {
    NameTagger(WeightTable(Array(parts.dropLast())), pairs: parts[WeightTable.sections])
  }

  /// A tagger over the sections of ``NameTagger/bytes(features:pairs:)``.
  package static func tagger(_ sections: [[UInt8]]) -> NameTagger {
    tagger(sections.map { Blob(immortalCopyOf: $0) })
  }

  /// The bytes of a blob: the lexicon's sections and the tagger's, which may be empty.
  package static func bytes(lexicon: [[UInt8]], tagger: [[UInt8]]) -> [UInt8] {
    // No row of weights lies across two lines of the cache.
    SectionedBlob.bytes(
      magic: magic, sections: lexicon + (tagger.isEmpty ? [[], [], [], []] : tagger), alignment: WeightTable.rowSize)
  }

  package func observations(_ tokens: [NameToken], _ source: [UInt8], _ knowledge: KnowledgeBase) -> NameObservations {
    NameObservations(tokens, source: source, knowledge: knowledge, lexicon: lexicon)
  }
}
