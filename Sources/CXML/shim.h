// Debian builds libxml2 with ICU, whose headers clash with the ICU inside Swift's Foundation.
// Only the layout of a private structure depends on it, and nothing here touches that.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <libxml/xmlschemas.h>

// `xmlFree` is a global variable, which Swift 6 refuses to read.
static inline void cxml_free(void *pointer) { xmlFree(pointer); }
