#include <cairo-pdf.h>
#include <pango/pangocairo.h>

// A macro in C, which Swift does not see.
static const int lic_pango_scale = PANGO_SCALE;
