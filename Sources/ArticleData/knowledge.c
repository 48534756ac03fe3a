#include "ArticleData.h"

static const unsigned char bytes[] __attribute__((aligned(64))) = {
#embed "blobs/knowledge.bin" if_empty(0)
};

static const unsigned char file[] = {
#embed "blobs/knowledge.bin" limit(1) if_empty()
};

article_data_blob article_data_knowledge(void) {
  return (article_data_blob){bytes, sizeof(file) == 0 ? 0 : sizeof(bytes)};
}
