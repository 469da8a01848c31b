// A C face on DCMTK: DICOM bytes to items and stored values, items to DICOM bytes.
//
// Tags are written as one number, 0xGGGGEEEE. Texts are UTF-8. No function throws, prints or opens a file: what DCMTK throws,
// as when memory runs out, is a failure like any other.
#ifndef DICOM_H
#define DICOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A file in memory: its meta information and its data set.
typedef struct dicom_file dicom_file;
/// The data set of a file, or an item of one of its sequences; it lives as long as the file.
typedef struct dicom_item dicom_item;

enum {
  /// The most bytes that a file, inflated, may have: ten times a study of this protocol in one file.
  DICOM_MOST_BYTES = 256 << 20,
  /// How deep sequences may nest; DCMTK reads them by recursion.
  DICOM_DEEPEST = 32,
  /// The most values that the pixels of one file may have.
  DICOM_MOST_VALUES = 64 << 20,
};

/// Whether bytes look like a data set without preamble and meta information, as old archives store them.
bool dicom_is_bare(const uint8_t *bytes, size_t count);

/// Reads a file, deflated or not; null on failure, with the reason in `error`.
dicom_file *dicom_read(const uint8_t *bytes, size_t count, char *error, size_t room);
/// An empty file; null where there is no memory.
dicom_file *dicom_new(void);
void dicom_free(dicom_file *file);
dicom_item *dicom_dataset(dicom_file *file);

/// The UID of the transfer syntax that the file was read from.
const char *dicom_transfer_syntax(const dicom_file *file);

/// Whether the pixels are compressed with loss; of JPEG 2000 it is known once they are decoded.
bool dicom_is_lossy(const dicom_file *file);

bool dicom_has(dicom_item *item, uint32_t tag);
/// How many items a sequence has; 0 where there is no sequence.
size_t dicom_item_count(dicom_item *item, uint32_t tag);
dicom_item *dicom_item_at(dicom_item *item, uint32_t tag, size_t index);
/// All values of an element, joined by backslashes, cut to `room` with its closing zero; their whole length, or -1 where there is no such element.
long dicom_text(dicom_item *item, uint32_t tag, char *text, size_t room);
/// The bytes of an element of bytes or words; they live as long as the item.
bool dicom_bytes(dicom_item *item, uint32_t tag, const uint8_t **bytes, size_t *count);
/// A number in a private element, by the creator of its block, also where its representation is unknown.
bool dicom_private_float(
    dicom_item *item, uint16_t group, const char *creator, uint8_t element, double *value);

/// Decodes the pixels of all frames to stored values: `count` is rows × columns × frames. False on failure, with the reason.
bool dicom_pixels(dicom_file *file, float *values, size_t count, char *error, size_t room);

/// Adds an item to a sequence, and the sequence where it does not exist; null on failure.
dicom_item *dicom_add_item(dicom_item *item, uint32_t tag);
/// Numbers too are put as text, several joined by backslashes; an empty text is an empty element or sequence.
bool dicom_put_text(dicom_item *item, uint32_t tag, const char *text);
bool dicom_put_bytes(dicom_item *item, uint32_t tag, const uint8_t *bytes, size_t count);
bool dicom_put_words(dicom_item *item, uint32_t tag, const uint16_t *words, size_t count);
bool dicom_put_floats(dicom_item *item, uint32_t tag, const float *floats, size_t count);

/// Writes a file, explicit and little-endian, into bytes that live as long as it.
bool dicom_write(
    dicom_file *file, const uint8_t **bytes, size_t *count, char *error, size_t room);

#ifdef __cplusplus
}
#endif
#endif
