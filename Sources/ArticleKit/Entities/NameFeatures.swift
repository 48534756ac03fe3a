/// The features of a token, as hashes: what the tagger weighs.
///
/// A feature whose observation is absent is left out, so that an ordinary word has few.
package struct NameFeatures {
  private let facts: [TokenFacts]
  private static let edge = NameObservations.edge

  package init(_ seen: NameObservations) { facts = seen.facts }

  /// Adds the features of the token at `index`.
  @inline(__always)
  package func collect(_ index: Int, into out: inout FeatureList) {
    let facts = facts.span
    let at = index + Self.edge
    let token = facts[at]
    let (before, after) = (facts[at - 1], facts[at + 1])
    let key = token.key
    let shape = UInt64(token.shape)
    let gap = UInt64(token.gap)
    let nextGap = UInt64(after.gap)
    let around = shape | UInt64(before.shape) << 4 | UInt64(after.shape) << 8
    let lexical = UInt64(token.lexical)
    @inline(__always) func add(_ template: UInt64, _ a: UInt64, _ b: UInt64 = 0) { out.add(template, a, b) }
    add(1, 0)
    add(2, key)
    add(3, before.key)
    add(4, after.key)
    add(5, facts[at - 2].key)
    add(6, facts[at + 2].key)
    add(7, before.key, key)
    add(8, key, after.key)
    add(10, around)
    add(11, around, gap | nextGap << 4)
    if token.hasCapital { add(12, UInt64(token.suffix), shape) }
    add(13, lexical, gap | shape << 4)
    add(14, lexical, UInt64(after.lexical) | nextGap << 16)
    add(15, lexical, UInt64(before.lexical) | gap << 16)
    let known = UInt64(token.known)
    let company = UInt64(token.company)
    let cue = UInt64(token.cueBefore)
    let run = UInt64(token.run)
    let unit = UInt64(token.unit)
    let document = UInt64(token.document)
    let own = UInt64(token.cue)
    if company != 0 {
      add(16, company, shape | gap << 4)
      add(17, company, UInt64(after.company) | UInt64(before.company) << 8)
      add(18, company, before.key)
    }
    if known != 0 {
      add(19, known, shape | gap << 4)
      add(21, known, before.key)
    }
    if known != 0 || after.known != 0 || before.known != 0 {
      add(20, known, UInt64(after.known) | UInt64(before.known) << 8)
    }
    if cue != 0 {
      add(22, cue, shape)
      add(23, cue, lexical)
      add(24, cue, known)
    }
    if before.cueBefore != 0 { add(25, UInt64(before.cueBefore), before.key & 0xFFFF | gap << 17) }
    if own != 0 { add(26, own, shape | UInt64(after.shape) << 4) }
    if own != 0 || after.cue != 0 { add(27, own, UInt64(after.cue) | cue << 8) }
    if run != 0 {
      add(28, run, gap)
      add(29, run, cue)
    }
    if run != 0 || after.run != 0 || before.run != 0 { add(30, run, UInt64(after.run) | UInt64(before.run) << 8) }
    if unit != 0 {
      add(31, unit, cue)
      add(32, unit, run)
    }
    if document != 0 {
      add(33, document, shape)
      add(34, document, lexical & 7 | cue << 8)
    }
    let compound = UInt64(token.compound)
    if compound != 0 { add(35, compound, shape | UInt64(after.shape) << 4) }
    let place = place(at, facts)
    add(60, token.usage.coarse, around)
    add(61, token.usage.fine, shape)
    add(62, before.usage.coarse, shape | gap << 4)
    add(63, before.usage.fine, shape | gap << 4)
    add(64, after.usage.coarse, shape | nextGap << 4)
    add(65, after.usage.fine, shape | nextGap << 4)
    add(66, before.usage.coarse | after.usage.coarse << 6, around)
    if token.hasCapital {
      add(40, place.first, place.offset)
      add(41, place.before, place.offset)
      add(42, place.after, place.offset | shape << 4)
      add(43, place.length | place.offset << 4, shape)
      add(44, document | place.offset << 8, place.length)
      add(67, place.usageBefore.fine, place.offset)
      add(68, place.usageAfter.fine, place.offset | shape << 4)
      add(69, place.usageBefore.coarse | place.usageAfter.coarse << 6, place.offset | place.length << 4)
      if place.cueBefore != 0 { add(45, place.cueBefore, place.offset | place.length << 4) }
    }
    add(46, place.head, min(place.distance, 7))
    add(47, place.headCue, min(place.distance, 7) | shape << 4)
    add(48, place.headCue, lexical)
    add(49, place.headCue | compound << 8, shape | min(place.distance, 3) << 4)
    let next = nextCapital(at, facts)
    add(50, next, place.headCue << 8 | shape)
    add(51, next, place.head)
  }

  private struct Place {
    /// The first word of the run of capitals the token is in; the word before and after the run.
    var first: UInt64 = 0
    var before: UInt64 = 0
    var after: UInt64 = 0
    /// The token's place in the run, the run's length: at most 7. 0 for a small word.
    var offset: UInt64 = 0
    var length: UInt64 = 0
    /// The nearest capital that opens a run before the token within the sentence, and how far it is.
    var head: UInt64 = 0
    var distance: UInt64 = 0
    var headCue: UInt64 = 0
    var cueBefore: UInt64 = 0
    /// The classes of use of the words before and after the run.
    var usageBefore = NameLexicon.Usage.unknown
    var usageAfter = NameLexicon.Usage.unknown
  }

  @inline(__always)
  private func place(_ index: Int, _ facts: Swift.Span<TokenFacts>) -> Place {
    var place = Place()
    let past = facts[index].past
    var start = 0
    if facts[index].hasCapital {
      // Back and forth over joined capitals, seven at most.
      start = min((~(past.joins & past.capitals >> 1)).trailingZeroBitCount, 7)
      let ahead = facts[index + 6].past
      let length = start + 1 + (~((ahead.joins & ahead.capitals) << 10)).leadingZeroBitCount
      let first = facts[index - start]
      place.first = first.key
      let (before, after) = (facts[index - start - 1], facts[index - start + length])
      place.before = before.key
      place.after = after.key
      place.usageBefore = before.usage
      place.usageAfter = after.usage
      place.offset = UInt64(min(start + 1, 7))
      place.length = UInt64(min(length, 7))
      place.cueBefore = UInt64(first.cueBefore)
    }
    // The head: back over small words and runs, as long as nothing breaks the phrase: the farthest capital, ten at most,
    // or the nearest with a cue of an organisation.
    let end = min(start + (~(past.joins >> start)).trailingZeroBitCount, 10)
    let capitals = past.capitals & (2 << end &- 1) & ~(2 << start &- 1)
    let heads = capitals & past.organisations
    let found = heads != 0 ? heads.trailingZeroBitCount : capitals != 0 ? 15 - capitals.leadingZeroBitCount : start
    place.head = facts[index - found].key
    place.distance = UInt64(found)
    place.headCue = UInt64(facts[index - found].cue & 15)
    return place
  }

  /// How many tokens on the next capital of the phrase stands, 5 for none near.
  @inline(__always)
  private func nextCapital(_ index: Int, _ facts: Swift.Span<TokenFacts>) -> UInt64 {
    let ahead = facts[index + 4].past
    let joined = (~(ahead.joins << 12)).leadingZeroBitCount
    let next = (ahead.capitals << 12).leadingZeroBitCount
    return next < joined ? UInt64(next + 1) : 5
  }
}

/// What the features need to know of one token, packed.
struct TokenFacts: Sendable {
  /// The word; 1 before the text, 3 after it.
  var key: UInt64
  var suffix: UInt16 = 0
  /// The classes of use of the word that the token is or is part of.
  var usage = NameLexicon.Usage.unknown
  /// The shape, raised by 6 for a word of one letter; 15 beyond the text.
  var shape: UInt8 = 15
  /// What stands before the token, in fifteen classes.
  var gap: UInt8 = 15
  var lexical: UInt8 = 0
  var company: UInt8 = 0
  var known: UInt8 = 0
  var cue: UInt8 = 0
  var run: UInt8 = 0
  var unit: UInt8 = 0
  var document: UInt8 = 0
  var compound: UInt8 = 0
  /// The class of the cue that ends just before the token, with a bit for a mark between; 0 for none.
  var cueBefore: UInt8 = 0
  /// The token and those before it.
  var past = Past()

  /// One bit a token: the lowest the token itself, the next the one before it.
  struct Past: Sendable {
    /// Words with a capital.
    var capitals: UInt16 = 0
    /// Nothing but a space, a dash or a point parts the token from the one before.
    var joins: UInt16 = 0
    /// Words of a cue of an organisation.
    var organisations: UInt16 = 0

    mutating func advance(isCapital: Bool, joins: Bool, isOrganisation: Bool) {
      capitals = capitals << 1 | (isCapital ? 1 : 0)
      self.joins = self.joins << 1 | (joins ? 1 : 0)
      organisations = organisations << 1 | (isOrganisation ? 1 : 0)
    }
  }

  @inline(__always) var hasCapital: Bool { past.capitals & 1 != 0 }
}
