/// Bytes of texts by sixteen or 32 at once: where a JSON string cannot simply go on, and what names
/// are equal.
///
/// In C for the vector instructions that every machine of its kind has, which Swift does not name.
#ifndef BYTE_SCAN_H
#define BYTE_SCAN_H

#include <stdint.h>
#include <string.h>

/// The first 32 bytes of a text, all of one that is shorter, and nothing behind it.
typedef struct {
  uint64_t words[4];
} text_beginning;

/// From 32 - n on: n bytes that are kept, then none.
static const uint8_t byte_masks[64] = {
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};

/// Reads 32 bytes, whatever the length of the text.
static inline text_beginning beginning_of(const uint8_t *text, int64_t count) {
  text_beginning beginning;
  const uint8_t *masks = byte_masks + 32 - (count < 32 ? count : 32);
  for (int place = 0; place < 4; place++) {
    uint64_t word, mask;
    memcpy(&word, text + 8 * place, 8);
    memcpy(&mask, masks + 8 * place, 8);
    beginning.words[place] = word & mask;
  }
  return beginning;
}

#if defined(__SSE2__)
#include <emmintrin.h>

/// Bit i is set where byte i of sixteen is a quote, a backslash, a control character, or beyond
/// ASCII.
static inline uint32_t scan_16(const uint8_t *bytes) {
  __m128i text = _mm_loadu_si128((const __m128i *)bytes);
  __m128i quote = _mm_cmpeq_epi8(text, _mm_set1_epi8('"'));
  __m128i escape = _mm_cmpeq_epi8(text, _mm_set1_epi8('\\'));
  // Compared as signed numbers, bytes beyond ASCII are below the space too.
  __m128i other = _mm_cmplt_epi8(text, _mm_set1_epi8(' '));
  return (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, escape), other));
}

/// Bit i is set where byte i of sixteen is the same in both.
static inline uint32_t same_16(const uint8_t *bytes, const uint8_t *others) {
  __m128i one = _mm_loadu_si128((const __m128i *)bytes);
  __m128i other = _mm_loadu_si128((const __m128i *)others);
  return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(one, other));
}

#else

static inline uint32_t scan_16(const uint8_t *bytes) {
  uint32_t marks = 0;
  for (int place = 0; place < 16; place++) {
    int8_t byte = (int8_t)bytes[place];
    marks |= (uint32_t)(byte == '"' || byte == '\\' || byte < ' ') << place;
  }
  return marks;
}

static inline uint32_t same_16(const uint8_t *bytes, const uint8_t *others) {
  uint32_t marks = 0;
  for (int place = 0; place < 16; place++) {
    marks |= (uint32_t)(bytes[place] == others[place]) << place;
  }
  return marks;
}

#endif

/// Bit i is set where byte i of 32 is one that `scan_16` marks.
static inline uint32_t scan_32(const uint8_t *bytes) {
  return scan_16(bytes) | scan_16(bytes + 16) << 16;
}

/// Whether a text begins with another of `count` bytes.
///
/// Reads both by sixteen bytes: of the beginning up to fifteen behind its end, or sixteen where it
/// has none; of the text no more than fifteen behind the first that differs, or behind as many.
static inline _Bool begins_with(const uint8_t *text, const uint8_t *beginning, int64_t count) {
  while (count > 16) {
    if (same_16(text, beginning) != 0xFFFF) return 0;
    text += 16;
    beginning += 16;
    count -= 16;
  }
  uint32_t wanted = (1u << count) - 1;
  return (same_16(text, beginning) & wanted) == wanted;
}

/// Whether so many bytes, at least sixteen, are the same in both.
static inline _Bool same_bytes(const uint8_t *bytes, const uint8_t *others, int64_t count) {
  for (int64_t place = 0; place < count - 16; place += 16) {
    if (same_16(bytes + place, others + place) != 0xFFFF) return 0;
  }
  return same_16(bytes + count - 16, others + count - 16) == 0xFFFF;
}

#endif
