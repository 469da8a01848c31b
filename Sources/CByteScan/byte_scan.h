/// Scans and compares text 16 or 32 bytes at a time: finds the end of a plain JSON string, and
/// tests names for equality.
///
/// This is C because Swift does not expose the baseline vector instructions of each architecture.
#ifndef BYTE_SCAN_H
#define BYTE_SCAN_H

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>

/// Bit i is set if byte i of 16 is a quote, a backslash, a control character or not ASCII.
static inline uint32_t scan_16(const uint8_t *bytes) {
  __m128i text = _mm_loadu_si128((const __m128i *)bytes);
  __m128i quote = _mm_cmpeq_epi8(text, _mm_set1_epi8('"'));
  __m128i escape = _mm_cmpeq_epi8(text, _mm_set1_epi8('\\'));
  // The comparison is signed, so bytes that are not ASCII are less than a space as well.
  __m128i other = _mm_cmplt_epi8(text, _mm_set1_epi8(' '));
  return (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, escape), other));
}

/// Bit i is set if byte i of 16 is the same in both.
static inline uint32_t same_16(const uint8_t *bytes, const uint8_t *others) {
  __m128i one = _mm_loadu_si128((const __m128i *)bytes);
  __m128i other = _mm_loadu_si128((const __m128i *)others);
  return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(one, other));
}

#else

static inline uint32_t scan_16(const uint8_t *bytes) {
  uint32_t marks = 0;
  for (int index = 0; index < 16; index++) {
    int8_t byte = (int8_t)bytes[index];
    marks |= (uint32_t)(byte == '"' || byte == '\\' || byte < ' ') << index;
  }
  return marks;
}

static inline uint32_t same_16(const uint8_t *bytes, const uint8_t *others) {
  uint32_t marks = 0;
  for (int index = 0; index < 16; index++) {
    marks |= (uint32_t)(bytes[index] == others[index]) << index;
  }
  return marks;
}

#endif

/// As `scan_16`, for 32 bytes.
static inline uint32_t scan_32(const uint8_t *bytes) {
  return scan_16(bytes) | scan_16(bytes + 16) << 16;
}

/// Whether a text begins with the `count` bytes of `beginning`.
///
/// Both are read in blocks of 16 bytes, so `beginning` must be readable for 15 bytes after its end
/// (16 if it is empty), and the text for as many, or for 15 bytes after the first difference.
static inline _Bool begins_with(const uint8_t *text, const uint8_t *beginning, int64_t count) {
  while (count > 16) {
    if (same_16(text, beginning) != 0xFFFF) return 0;
    text += 16;
    beginning += 16;
    count -= 16;
  }
  uint32_t all = (1u << count) - 1;
  return (same_16(text, beginning) & all) == all;
}

/// Whether the first `count` bytes of both are equal; `count` is at least 16.
static inline _Bool same_bytes(const uint8_t *bytes, const uint8_t *others, int64_t count) {
  for (int64_t offset = 0; offset < count - 16; offset += 16) {
    if (same_16(bytes + offset, others + offset) != 0xFFFF) return 0;
  }
  return same_16(bytes + count - 16, others + count - 16) == 0xFFFF;
}

#endif
