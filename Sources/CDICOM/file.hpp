// What the functions of the C face share.
#pragma once

#include "include/dicom.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

#include <cstring>
#include <exception>
#include <string>
#include <vector>

struct dicom_file {
  DcmFileFormat format;
  E_TransferSyntax syntax = EXS_LittleEndianExplicit;
  std::string syntax_uid;
  std::vector<uint8_t> written;
  /// Whether its pixels, once decoded, turned out to be compressed by a wavelet that loses information.
  bool is_irreversible = false;
};

namespace dicom {

inline DcmItem *item(dicom_item *handle) { return reinterpret_cast<DcmItem *>(handle); }
inline dicom_item *handle(DcmItem *item) { return reinterpret_cast<dicom_item *>(item); }

inline DcmTagKey key(uint32_t tag) {
  return DcmTagKey(static_cast<Uint16>(tag >> 16), static_cast<Uint16>(tag & 0xffff));
}

inline void explain(const char *text, char *error, size_t room) {
  if (room == 0) return;
  std::strncpy(error, text, room - 1);
  error[room - 1] = 0;
}

/// What a function of the C face returns where DCMTK throws, as it does when memory runs out.
template <typename Answer, typename Body>
Answer guarded(Answer otherwise, Body body) {
  try {
    return body();
  } catch (const std::exception &) {
    return otherwise;
  }
}

/// Registers the codecs and the dictionary once, and silences DCMTK.
void prepare();

/// What is wrong with the lengths and the nesting of elements; null where nothing is.
const char *fault_of_structure(const uint8_t *bytes, size_t count, E_TransferSyntax syntax);

/// Where the data set starts after the meta information, and its transfer syntax; 0 where there is none.
size_t end_of_meta_information(const uint8_t *bytes, size_t count, std::string &syntax_uid);

/// Decodes one JPEG 2000 code stream of one component to stored values, and sets `is_irreversible` where its wavelet is.
bool decode_jpeg2000(
    const uint8_t *bytes, size_t count, size_t rows, size_t columns, int32_t *values,
    bool &is_irreversible, std::string &why);

}  // namespace dicom
