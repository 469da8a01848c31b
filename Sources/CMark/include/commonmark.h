#pragma once

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The tree of a CommonMark text with tables and footnotes of GitHub Flavored Markdown, or null
/// without memory. The caller frees it.
cmark_node *commonmark_parse(const char *text, size_t length);

bool commonmark_is_table(cmark_node *node);
bool commonmark_is_footnote(cmark_node *node);

/// How many columns a table has.
int commonmark_columns(cmark_node *table);
/// The alignment of a column of a table: `l`, `c`, `r`, or 0.
uint8_t commonmark_alignment(cmark_node *table, int column);
