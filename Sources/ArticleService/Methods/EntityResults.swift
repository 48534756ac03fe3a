internal import ArticleKit
internal import RPCCore

/// The result of `article/entities`.
struct EntitiesResult: JSONWritable {
  let source: SourceText
  let entities: [Entity]
  let encoding: PositionEncoding

  func write(to writer: inout JSONWriter) {
    let spans = WireSpans(source: source, encoding: encoding)
    writer.beginObject()
    writer.member("positionEncoding", encoding.rawValue)
    writer.key("entities")
    writer.beginArray()
    for entity in entities { write(entity, spans, &writer) }
    writer.endArray()
    writer.endObject()
  }

  private func write(_ entity: Entity, _ spans: WireSpans, _ writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("type", entity.type.name)
    writer.member("name", entity.name)
    writer.memberIfPresent("id", entity.id)
    writer.score("salience", entity.salience)
    writer.key("mentions")
    writer.beginArray()
    for mention in entity.mentions {
      writer.beginObject()
      spans.quoted(mention.span, &writer)
      writer.member("form", mention.form.rawValue)
      writer.endObject()
    }
    writer.endArray()
    writer.key("roles")
    writer.beginArray()
    for role in entity.roles { write(role, spans, &writer) }
    writer.endArray()
    writer.member("candidates", entity.candidates.map(CandidateResult.init))
    writer.endObject()
  }

  private func write(_ role: Role, _ spans: WireSpans, _ writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("title", role.title)
    spans.member(role.span, &writer)
    writer.memberIfPresent("affiliation", role.affiliation)
    if let span = role.affiliationSpan {
      writer.key("affiliationSpan")
      spans.write(span, to: &writer)
    }
    writer.memberIfPresent("date", isoDate(role.day))
    writer.endObject()
  }
}

/// One answer of `entity/lookup`, and one candidate of a link.
struct CandidateResult: JSONWritable {
  let candidate: Candidate

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    candidate.entity.writeMembers(to: &writer)
    writer.member("alias", candidate.alias)
    writer.member("match", candidate.kind.name)
    writer.score("score", candidate.score)
    writer.member("reason", candidate.reason)
    writer.endObject()
  }
}

/// The result of `entity/lookup`.
struct LookupResult: JSONWritable {
  let candidates: [Candidate]

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("candidates", candidates.map(CandidateResult.init))
    writer.endObject()
  }
}

/// The result of `entity/get`.
struct EntityRecordResult: JSONWritable {
  let entity: KnowledgeEntity
  let aliases: [KnowledgeAlias]

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    entity.writeMembers(to: &writer)
    if !entity.wikidata.isEmpty { writer.member("wikidata", entity.wikidata) }
    writer.memberIfPresent("validFrom", isoDate(entity.validFrom))
    writer.memberIfPresent("validUntil", isoDate(entity.validUntil))
    writer.key("aliases")
    writer.beginArray()
    for alias in aliases {
      writer.beginObject()
      writer.member("name", alias.name)
      writer.member("kind", alias.kind.name)
      writer.member("homograph", alias.isHomograph)
      writer.member("prior", alias.prior)
      writer.endObject()
    }
    writer.endArray()
    writer.member("source", entity.source)
    writer.member("licence", entity.licence)
    writer.endObject()
  }
}

extension KnowledgeEntity {
  /// Writes what every answer says of an entity, as members of the object that is open.
  fileprivate func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", id)
    writer.member("name", name)
    if !englishName.isEmpty { writer.member("englishName", englishName) }
    writer.member("type", type.name)
    if !subtype.isEmpty { writer.member("subtype", subtype) }
    if !country.isEmpty { writer.member("country", country) }
    if !description.isEmpty { writer.member("description", description) }
  }
}

/// A day written `yyyymmdd` as ISO 8601; nil for 0, which stands for an unknown day.
func isoDate(_ day: Int) -> String? {
  guard day > 0 else { return nil }
  let digits = String(day + 100_000_000).dropFirst()
  return "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
}
