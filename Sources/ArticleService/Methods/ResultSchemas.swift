internal import ArticleKit
internal import RPCCore

// The schemas of results, beside the types that write them. They are made when rpc.discover asks for them.

extension Schema {
  /// `[start, end)` in units of the result's `positionEncoding`.
  static var span: JSON {
    [
      "type": "array", "items": ["type": "integer", "minimum": 0], "minItems": 2, "maxItems": 2,
      "description": "[start, end) in units of positionEncoding",
    ]
  }

  /// A number from 0 to 1.
  static var score: JSON { ["type": "number", "minimum": 0, "maximum": 1] }

  static var encoding: JSON { oneOf(PositionEncoding.allCases.map(\.rawValue)) }

  /// A value that the page states, and where.
  static var field: JSON { object(fieldMembers) }

  private static var fieldMembers: [Parameter] {
    [
      Parameter("text", string, "As it stands in the text.", required: true),
      Parameter("span", span, "Where.", required: true),
      Parameter("block", integer, "The index of its block.", required: true),
      Parameter("confidence", score, "How sure it is.", required: true),
    ]
  }

  static var caption: JSON {
    object(fieldMembers + [Parameter("credit", field, "Who made or owns the picture.")])
  }
}

extension ArticleResult {
  static var schema: JSON {
    let field = Schema.field
    return Schema.object([
      Parameter("positionEncoding", Schema.encoding, "The unit of the spans.", required: true),
      Parameter("confidence", Schema.score, "How sure it is that the page holds an article.", required: true),
      Parameter("language", Schema.string, "BCP 47; absent when it cannot be told."),
      Parameter("headline", field, "The title (tít)."),
      Parameter("kicker", field, "The short line above the title (mũ)."),
      Parameter("standfirst", field, "The paragraph that introduces the article (sapô)."),
      Parameter("byline", field, "The line that names who wrote it."),
      Parameter("authors", Schema.array(field), "The names in the byline.", required: true),
      Parameter("dateline", field, "Where it was written from."),
      Parameter("timestamps", Schema.array(field), "When it was published and changed, as written.", required: true),
      Parameter("categories", Schema.array(field), "The rubrics, widest first.", required: true),
      Parameter("tags", Schema.array(field), "The topics at its foot.", required: true),
      Parameter("sections", Schema.array(section), "The parts of the body.", required: true),
      Parameter("captions", Schema.array(Schema.caption), "What the page says of its pictures.", required: true),
      Parameter("related", Schema.array(related), "Pointers to other articles.", required: true),
      Parameter("blocks", Schema.array(block), "They tile the text.", required: true),
      Parameter("sentences", Schema.array(sentence), "The sentences of the body.", required: true),
      Parameter("repairs", Schema.array(repair), "Faults that a reader may want mended.", required: true),
      Parameter("counts", counts, "Sizes of the body.", required: true),
    ])
  }

  private static var section: JSON {
    Schema.object([
      Parameter("heading", Schema.field, "Absent before the first heading."),
      Parameter(
        "level", Schema.integer, "2 for the highest heading inside an article, 1 before the first.", required: true),
      Parameter("blocks", Schema.span, "[first, end) of its blocks, as indices.", required: true),
    ])
  }

  private static var related: JSON {
    Schema.object([
      Parameter("title", Schema.field, "The other article's title.", required: true),
      Parameter("snippet", Schema.field, "Its first words."),
    ])
  }

  private static var block: JSON {
    Schema.object([
      Parameter("span", Schema.span, "With the white space that follows.", required: true),
      Parameter("content", Schema.span, "Without white space at either end.", required: true),
      Parameter("label", Schema.oneOf(BlockLabel.allCases.map(\.rawValue)), "Its role.", required: true),
      Parameter("isBody", Schema.boolean, "Whether it is part of the article's body.", required: true),
      Parameter("level", Schema.integer, "Of a heading: 1 for the title."),
      Parameter("confidence", Schema.score, "How sure the label is.", required: true),
      Parameter("evidence", Schema.array(Schema.string), "What weighed most, strongest first.", required: true),
    ])
  }

  private static var sentence: JSON {
    Schema.object([
      Parameter("span", Schema.span, "Where.", required: true),
      Parameter("block", Schema.integer, "The index of its block.", required: true),
    ])
  }

  private static var repair: JSON {
    Schema.object([
      Parameter("kind", Schema.oneOf(Article.Repair.Kind.allCases.map(\.rawValue)), "What is wrong.", required: true),
      Parameter("span", Schema.span, "What would be replaced; empty for an insertion.", required: true),
      Parameter("replacement", Schema.string, "What would stand there.", required: true),
      Parameter("message", Schema.string, "For a person.", required: true),
      Parameter("block", Schema.integer, "The index of its block.", required: true),
    ])
  }

  private static var counts: JSON {
    Schema.object(
      [
        ("blocks", "Blocks of the body."), ("paragraphs", "Paragraphs of the body."),
        ("sentences", "Sentences of the body."), ("words", "Words; in scripts without spaces, characters."),
        ("characters", "Code points other than white space."),
      ].map { Parameter($0.0, Schema.integer, $0.1, required: true) })
  }
}

extension EntitiesResult {
  static var schema: JSON {
    Schema.object([
      Parameter("positionEncoding", Schema.encoding, "The unit of the spans.", required: true),
      Parameter("entities", Schema.array(entity), "In the order of their first mention.", required: true),
    ])
  }

  private static var entity: JSON {
    Schema.object([
      Parameter("type", Schema.oneOf(EntityType.allCases.map(\.name)), "What kind of thing it is.", required: true),
      Parameter(
        "name", Schema.string, "Canonical: the knowledge base's when linked, else the fullest in the text.",
        required: true),
      Parameter("id", Schema.string, "In the knowledge base; absent when it is not in it."),
      Parameter("salience", Schema.score, "How much the text is about it.", required: true),
      Parameter("mentions", Schema.array(mention), "Every place that names it.", required: true),
      Parameter("roles", Schema.array(role), "Titles and affiliations said in the text.", required: true),
      Parameter(
        "candidates", Schema.array(CandidateResult.schema), "What the name may stand for, likeliest first.",
        required: true),
    ])
  }

  private static var mention: JSON {
    Schema.object([
      Parameter("span", Schema.span, "The name without titles.", required: true),
      Parameter("text", Schema.string, "As it stands in the text.", required: true),
      Parameter(
        "form", Schema.oneOf(Mention.Form.allCases.map(\.rawValue)), "How it names the entity.", required: true),
    ])
  }

  private static var role: JSON {
    Schema.object([
      Parameter("title", Schema.string, "As it stands in the text.", required: true),
      Parameter("span", Schema.span, "Where.", required: true),
      Parameter("affiliation", Schema.string, "The name the role belongs to."),
      Parameter("affiliationSpan", Schema.span, "Where that stands."),
      Parameter("date", Schema.string, "The day of the text, ISO 8601."),
    ])
  }
}

extension Schema {
  /// What every answer says of an entity of the knowledge base.
  static var entityMembers: [Parameter] {
    [
      Parameter("id", string, "Unique; for entity/get.", required: true),
      Parameter("name", string, "Canonical, in Vietnamese.", required: true),
      Parameter("englishName", string, "In English."),
      Parameter("type", oneOf(EntityType.allCases.map(\.name)), "What kind of thing it is.", required: true),
      Parameter("subtype", string, "A finer class."),
      Parameter("country", string, "ISO 3166-1 alpha-2."),
      Parameter("description", string, "One line in Vietnamese."),
    ]
  }
}

extension CandidateResult {
  static var schema: JSON {
    Schema.object(
      Schema.entityMembers + [
        Parameter("alias", Schema.string, "The name that matched.", required: true),
        Parameter("match", Schema.oneOf(MatchKind.allCases.map(\.name)), "How it matched.", required: true),
        Parameter("score", Schema.score, "Comparable within one answer.", required: true),
        Parameter("reason", Schema.string, "For a person.", required: true),
      ])
  }
}

extension LookupResult {
  static var schema: JSON {
    Schema.object([Parameter("candidates", Schema.array(CandidateResult.schema), "Best first.", required: true)])
  }
}

extension EntityRecordResult {
  static var schema: JSON {
    Schema.object(
      Schema.entityMembers + [
        Parameter("wikidata", Schema.string, "Wikidata identifier."),
        Parameter("validFrom", Schema.string, "The first day it existed as such, ISO 8601."),
        Parameter("validUntil", Schema.string, "The last day it existed as such, ISO 8601."),
        Parameter("aliases", Schema.array(alias), "Its names, likeliest first.", required: true),
        Parameter("source", Schema.string, "Where the record comes from.", required: true),
        Parameter("licence", Schema.string, "The record's licence.", required: true),
      ])
  }

  private static var alias: JSON {
    Schema.object([
      Parameter("name", Schema.string, "The name.", required: true),
      Parameter("kind", Schema.oneOf(AliasKind.allCases.map(\.name)), "What it is to the entity.", required: true),
      Parameter("homograph", Schema.boolean, "Also an ordinary word or given name.", required: true),
      Parameter("prior", Schema.integer, "How likely it means this entity, 0 to 100.", required: true),
    ])
  }
}
