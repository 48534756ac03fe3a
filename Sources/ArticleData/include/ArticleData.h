#ifndef ARTICLE_DATA_H
#define ARTICLE_DATA_H

#include <stddef.h>

/// A compiled table or model, embedded in the executable. The bytes live as long as the process.
/// Each blob starts 64-byte aligned; its layout is described by the type that reads it in ArticleKit.
typedef struct {
  const void *bytes;
  size_t count;
} article_data_blob;

/// The knowledge base: entities, aliases, titles, abbreviations (`Data/*.tsv`, made by `DataCompiler knowledge`).
article_data_blob article_data_knowledge(void);
/// Character classes, folding and normalisation tables (`DataCompiler text`).
article_data_blob article_data_text(void);
/// The word segmentation model (`DataCompiler words`).
article_data_blob article_data_words(void);
/// The labeller of lines of a pasted page (`DataCompiler lines`).
article_data_blob article_data_lines(void);
/// The name tagger and its statistics (`DataCompiler names`).
article_data_blob article_data_names(void);
/// The summary ranking weights and document frequencies (`DataCompiler summaries`).
article_data_blob article_data_summaries(void);

/// Asks for the line of the cache that holds `address`; any address will do.
static inline void article_data_prefetch(const void *address) { __builtin_prefetch(address); }

#endif
