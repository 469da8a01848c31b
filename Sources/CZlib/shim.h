#include <zlib.h>

// Runs alone are looked for: a map is zeros around noise, where matches cost time and save nothing.
// The two `init` calls are macros, which Swift cannot see. 31 is gzip with the largest window.
static inline int czlib_inflate_gzip(z_stream *stream) { return inflateInit2(stream, 31); }
static inline int czlib_deflate_gzip(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, 31, 8, Z_RLE);
}
