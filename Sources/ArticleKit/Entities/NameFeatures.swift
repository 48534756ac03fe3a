/// The features of a token, as hashes: what the tagger weighs.
package struct NameFeatures {
  let seen: NameObservations

  package init(_ seen: NameObservations) { self.seen = seen }

  /// Fills `out` with the features of the token at `index`.
  package func collect(_ index: Int, into out: inout [UInt64]) {
    out.removeAll(keepingCapacity: true)
    let tokens = seen.tokens
    let key = key(index)
    let before = keyNear(index - 1, true)
    let after = keyNear(index + 1, false)
    let shape = shape(index)
    let gap = gap(index)
    let nextGap = index + 1 < tokens.count ? self.gap(index + 1) : 15
    let around = shape | (shapeNear(index - 1) << 4) | (shapeNear(index + 1) << 8)
    var template: UInt64 = 0
    func add(_ a: UInt64, _ b: UInt64 = 0) {
      template += 1
      out.append(NameHash.mix(NameHash.mix(template &* 0x9E37_79B9_7F4A_7C15, a), b))
    }
    add(0)
    add(key)
    add(before)
    add(after)
    add(keyNear(index - 2, true))
    add(keyNear(index + 2, false))
    add(before, key)
    add(key, after)
    add(key, shape)
    add(around)
    add(around, gap | nextGap << 4)
    add(UInt64(seen.suffix[index]), shape)
    let lexical = lexical(index)
    add(lexical, gap | shape << 4)
    add(lexical, lexicalNear(index + 1) | nextGap << 16)
    add(lexical, lexicalNear(index - 1) | gap << 16)
    let company = company(index)
    add(company, shape | gap << 4)
    add(company, companyNear(index + 1) | companyNear(index - 1) << 8)
    add(company, keyNear(index - 1, true))
    let known = UInt64(seen.known[index])
    add(known, shape | gap << 4)
    add(known, knownNear(index + 1) | knownNear(index - 1) << 8)
    add(known, before)
    let cue = cueBefore(index)
    add(cue, shape)
    add(cue, lexical)
    add(cue, known)
    add(cueBefore(index - 1), before & 0xFFFF | gap << 17)
    let own = UInt64(seen.cue[index])
    add(own, shape | shapeNear(index + 1) << 4)
    add(own, cueNear(index + 1) | cue << 8)
    let run = UInt64(seen.run[index])
    add(run, gap)
    add(run, cue)
    add(run, runNear(index + 1) | runNear(index - 1) << 8)
    let unit = UInt64(seen.unit[index])
    add(unit, cue)
    add(unit, run)
    let document = UInt64(seen.document[index])
    add(document, shape)
    add(document, lexical & 7 | cue << 8)
    let compound = UInt64(seen.compound[index])
    add(compound, shape | shapeNear(index + 1) << 4)
    let place = place(index)
    add(place.headCue | compound << 8, shape | min(place.distance, 3) << 4)
    add(nextCapital(index), place.headCue << 8 | shape)
    add(nextCapital(index), place.head)
    add(place.first, place.offset)
    add(place.before, place.offset)
    add(place.after, place.offset | shape << 4)
    add(place.length | place.offset << 4, shape)
    add(place.head, min(place.distance, 7))
    add(place.headCue, min(place.distance, 7) | shape << 4)
    add(place.headCue, lexical)
    add(place.cueBefore, place.offset | place.length << 4)
    add(document | place.offset << 8, place.length)
  }

  @inline(__always) private func key(_ index: Int) -> UInt64 { seen.tokens[index].key }
  @inline(__always) private func isInside(_ index: Int) -> Bool { index >= 0 && index < seen.tokens.count }
  /// A neighbour's key; 1 beyond the text.
  @inline(__always) private func keyNear(_ index: Int, _ isBefore: Bool) -> UInt64 {
    isInside(index) ? seen.tokens[index].key : isBefore ? 1 : 3
  }
  @inline(__always) private func shape(_ index: Int) -> UInt64 {
    let token = seen.tokens[index]
    return UInt64(token.shape.rawValue) + (token.length == 1 ? 6 : 0)
  }
  @inline(__always) private func shapeNear(_ index: Int) -> UInt64 { isInside(index) ? shape(index) : 15 }
  @inline(__always) private func knownNear(_ index: Int) -> UInt64 { isInside(index) ? UInt64(seen.known[index]) : 0 }
  @inline(__always) private func cueNear(_ index: Int) -> UInt64 { isInside(index) ? UInt64(seen.cue[index]) : 0 }
  @inline(__always) private func runNear(_ index: Int) -> UInt64 { isInside(index) ? UInt64(seen.run[index]) : 0 }

  /// What stands before a token, in sixteen classes.
  @inline(__always) private func gap(_ index: Int) -> UInt64 {
    let gap = seen.tokens[index].gap
    if gap.isPlain { return 0 }
    if !gap.isDisjoint(with: [.first, .newline]) { return 1 }
    if gap.contains(.open) { return 2 }
    if gap.contains(.close) { return 3 }
    if gap.contains(.quote) { return gap.contains(.comma) || gap.contains(.stop) ? 4 : 5 }
    if gap.contains(.stop) { return gap.contains(.space) ? 6 : 7 }
    if gap.contains(.comma) { return 8 }
    if gap.contains(.colon) { return 9 }
    if gap.contains(.dash) { return gap.contains(.space) ? 10 : 11 }
    if gap.contains(.slash) { return 12 }
    if gap.contains(.ampersand) { return 13 }
    return 14
  }

  /// How many tokens on the next capital of the phrase stands, 5 for none near.
  private func nextCapital(_ index: Int) -> UInt64 {
    var next = index + 1
    while next < seen.tokens.count, next - index <= 4, joins(next) {
      if seen.tokens[next].shape.hasCapital { return UInt64(next - index) }
      next += 1
    }
    return 5
  }

  /// Statistics of the word.
  @inline(__always) private func lexical(_ index: Int) -> UInt64 { UInt64(seen.word[index].bits & 0xFF) }
  @inline(__always) private func lexicalNear(_ index: Int) -> UInt64 { isInside(index) ? lexical(index) : 0x100 }

  /// What the word's runs are in other texts.
  @inline(__always) private func company(_ index: Int) -> UInt64 { UInt64(seen.word[index].bits >> 8 & 0x3F) }
  @inline(__always) private func companyNear(_ index: Int) -> UInt64 { isInside(index) ? company(index) : 0x40 }

  /// The class of the cue that ends just before the token, 0 when a mark stands between.
  @inline(__always) private func cueBefore(_ index: Int) -> UInt64 {
    guard isInside(index), seen.cueEnds(index - 1) else { return 0 }
    let joined: UInt64 = seen.tokens[index].gap.isPlain ? 0 : 16
    return UInt64(seen.cueClass(index - 1).rawValue) | joined
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
  }

  private func place(_ index: Int) -> Place {
    let tokens = seen.tokens
    var place = Place()
    var start = index
    if tokens[index].shape.hasCapital {
      while start > 0, joins(start), tokens[start - 1].shape.hasCapital, index - start < 7 { start -= 1 }
      var end = index + 1
      while end < tokens.count, joins(end), tokens[end].shape.hasCapital, end - index < 7 { end += 1 }
      place.first = key(start)
      place.before = keyNear(start - 1, true)
      place.after = keyNear(end, false)
      place.offset = UInt64(min(index - start + 1, 7))
      place.length = UInt64(min(end - start, 7))
      place.cueBefore = cueBefore(start)
    }
    // The head: back over small words and runs, as long as nothing breaks the phrase.
    var head = start
    var found = start
    while head > 0, index - head < 10, joins(head) {
      head -= 1
      if tokens[head].shape.hasCapital { found = head }
      if seen.cueClass(head) == .organisationHead, tokens[head].shape.hasCapital { break }
    }
    place.head = key(found)
    place.distance = UInt64(index - found)
    place.headCue = UInt64(seen.cueClass(found).rawValue)
    return place
  }

  /// Whether nothing but a space, a dash or a point inside an abbreviation parts the token from the one before.
  @inline(__always) private func joins(_ index: Int) -> Bool {
    let gap = seen.tokens[index].gap
    return gap.isPlain || gap == .stop || gap == .dash || gap == .ampersand
  }
}
