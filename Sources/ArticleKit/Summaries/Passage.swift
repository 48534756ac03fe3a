/// A sentence that may stand in a summary.
package struct Passage: Sendable {
  /// What can be seen of a sentence without its words' meaning.
  struct Traits: OptionSet, Sendable {
    let rawValue: UInt32
    /// It introduces the article (standfirst) or sums it up (key point).
    static let standfirst = Traits(rawValue: 1)
    static let startsWithQuote = Traits(rawValue: 2)
    static let hasQuote = Traits(rawValue: 4)
    static let isQuestion = Traits(rawValue: 8)
    static let endsWithColon = Traits(rawValue: 16)
    /// No full stop or other sign that a sentence ended.
    static let isOpenEnded = Traits(rawValue: 32)
    /// It opens with a word that leans on the sentence before.
    static let dangles = Traits(rawValue: 64)
    /// It opens with a pronoun: what or whom it speaks of stands before it.
    static let opensWithPronoun = Traits(rawValue: 4096)
    /// The pronoun is a form of address for one person ("Ông", "Bà").
    static let opensWithAddress = Traits(rawValue: 8192)
    /// It is a quotation from end to end: who speaks stands elsewhere.
    static let isWholeQuote = Traits(rawValue: 1 << 14)
    /// It names a person with a title: "Ngoại trưởng …", "bà …".
    static let namesPerson = Traits(rawValue: 1 << 15)
    /// It says when: a day, a month, a weekday.
    static let saysWhen = Traits(rawValue: 1 << 16)
    /// It names a picture or its source, or points at other articles.
    static let isCaptionLike = Traits(rawValue: 128)
    /// It opens with a day, a time or a source: "Ngày …", "Hôm …", "Theo …".
    static let opensWithDay = Traits(rawValue: 256)
    static let opensWithSource = Traits(rawValue: 512)
    static let hasFigure = Traits(rawValue: 1024)
    /// An opening or closing quotation mark lacks its other half.
    static let hasUnbalancedQuote = Traits(rawValue: 2048)
  }

  /// The index of its article among those summarised.
  package let article: Int
  /// The index of its block.
  let block: Int
  /// Without an agency's mark before it (bytes).
  package let span: Span
  /// How many sentences of the same article stand before it, standfirst not counted.
  package let depth: Int
  /// Its words in ``PassageSet/words``.
  let words: Range<Int>
  let traits: Traits
}
