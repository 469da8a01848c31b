#include "commonmark.h"

#include <cmark-gfm-core-extensions.h>
#include <pthread.h>
#include <string.h>

// The library registers its extensions without a lock.
static pthread_once_t registered = PTHREAD_ONCE_INIT;

cmark_node *commonmark_parse(const char *text, size_t length) {
  pthread_once(&registered, cmark_gfm_core_extensions_ensure_registered);
  cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT | CMARK_OPT_FOOTNOTES);
  if (parser == NULL) return NULL;
  cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
  cmark_parser_feed(parser, text, length);
  cmark_node *document = cmark_parser_finish(parser);
  cmark_parser_free(parser);
  return document;
}

// The types of extensions are numbered when they are registered, so only their names are fixed.
bool commonmark_is_table(cmark_node *node) {
  return strcmp(cmark_node_get_type_string(node), "table") == 0;
}

bool commonmark_is_footnote(cmark_node *node) {
  cmark_node_type type = cmark_node_get_type(node);
  return type == CMARK_NODE_FOOTNOTE_REFERENCE || type == CMARK_NODE_FOOTNOTE_DEFINITION;
}

int commonmark_columns(cmark_node *table) { return cmark_gfm_extensions_get_table_columns(table); }

uint8_t commonmark_alignment(cmark_node *table, int column) {
  return cmark_gfm_extensions_get_table_alignments(table)[column];
}
