// Debian builds libxml2 with ICU, whose headers clash with the ICU inside Swift's Foundation.
// Without the macro, only the layout of a private structure changes, which this project never uses.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <libxml/xmlschemas.h>

// Swift 6 does not allow reading `xmlFree`, because it is a global variable.
static inline void cxml_free(void *pointer) { xmlFree(pointer); }
