/// Sixteen bytes of JSON at once: where a string cannot simply go on.
///
/// In C for the vector instructions that every machine of its kind has, which Swift does not name.
#ifndef JSON_SCAN_H
#define JSON_SCAN_H

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>

/// Bit i is set where byte i is a quote, a backslash, a control character, or beyond ASCII.
static inline uint32_t json_scan_16(const uint8_t *bytes) {
  __m128i text = _mm_loadu_si128((const __m128i *)bytes);
  __m128i quote = _mm_cmpeq_epi8(text, _mm_set1_epi8('"'));
  __m128i escape = _mm_cmpeq_epi8(text, _mm_set1_epi8('\\'));
  // Compared as signed numbers, bytes beyond ASCII are below the space too.
  __m128i other = _mm_cmplt_epi8(text, _mm_set1_epi8(' '));
  return (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, escape), other));
}

#else

/// Bit i is set where byte i is a quote, a backslash, a control character, or beyond ASCII.
static inline uint32_t json_scan_16(const uint8_t *bytes) {
  uint32_t marks = 0;
  for (int place = 0; place < 16; place++) {
    int8_t byte = (int8_t)bytes[place];
    marks |= (uint32_t)(byte == '"' || byte == '\\' || byte < ' ') << place;
  }
  return marks;
}

#endif

#endif
