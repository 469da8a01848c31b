#include "file.hpp"

#include <dcmtk/dcmdata/dcostrmb.h>

#include <memory>

using namespace dicom;

dicom_file *dicom_new(void) {
  return guarded(static_cast<dicom_file *>(nullptr), [] {
    prepare();
    return new dicom_file;
  });
}

dicom_item *dicom_add_item(dicom_item *parent, uint32_t tag) {
  return guarded(static_cast<dicom_item *>(nullptr), [&]() -> dicom_item * {
    DcmItem *added = nullptr;
    if (item(parent)->findOrCreateSequenceItem(key(tag), added, -2).bad()) return nullptr;
    return handle(added);
  });
}

bool dicom_put_text(dicom_item *handle, uint32_t tag, const char *text) {
  return guarded(false, [&] {
    if (text[0] == 0) return item(handle)->insertEmptyElement(DcmTag(key(tag))).good();
    DcmElement *made = nullptr;
    if (DcmItem::newDicomElement(made, DcmTag(key(tag))).bad() || !made) return false;
    std::unique_ptr<DcmElement> element(made);
    if (element->putString(text).bad() || item(handle)->insert(made, OFTrue).bad()) return false;
    element.release();  // The item owns it now.
    return true;
  });
}

bool dicom_put_bytes(dicom_item *handle, uint32_t tag, const uint8_t *bytes, size_t count) {
  return guarded(false, [&] {
    return item(handle)
        ->putAndInsertUint8Array(DcmTag(key(tag)), bytes, static_cast<unsigned long>(count))
        .good();
  });
}

bool dicom_put_words(dicom_item *handle, uint32_t tag, const uint16_t *words, size_t count) {
  return guarded(false, [&] {
    return item(handle)
        ->putAndInsertUint16Array(DcmTag(key(tag)), words, static_cast<unsigned long>(count))
        .good();
  });
}

bool dicom_put_floats(dicom_item *handle, uint32_t tag, const float *floats, size_t count) {
  return guarded(false, [&] {
    return item(handle)
        ->putAndInsertFloat32Array(DcmTag(key(tag)), floats, static_cast<unsigned long>(count))
        .good();
  });
}

bool dicom_write(
    dicom_file *file, const uint8_t **bytes, size_t *count, char *error, size_t room) {
  try {
    file->format.transferInit();
    file->written.clear();
    std::vector<uint8_t> chunk(1 << 20);
    DcmOutputBufferStream stream(chunk.data(), static_cast<offile_off_t>(chunk.size()));
    while (true) {
      const OFCondition status = file->format.write(
          stream, EXS_LittleEndianExplicit, EET_ExplicitLength, nullptr, EGL_recalcGL, EPD_noChange);
      void *filled = nullptr;
      offile_off_t length = 0;
      stream.flushBuffer(filled, length);
      const auto *from = static_cast<const uint8_t *>(filled);
      file->written.insert(file->written.end(), from, from + length);
      if (status.good()) break;
      if (status != EC_StreamNotifyClient) {
        explain(status.text(), error, room);
        return false;
      }
    }
    file->format.transferEnd();
    *bytes = file->written.data();
    *count = file->written.size();
    return true;
  } catch (const std::exception &failure) {
    explain(failure.what(), error, room);
    return false;
  }
}
