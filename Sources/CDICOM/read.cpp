#include "file.hpp"

#include <dcmtk/dcmdata/dcistrmb.h>
#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <dcmtk/dcmdata/dcrledrg.h>
#include <dcmtk/dcmdata/dcswap.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpls/djdecode.h>

#include <zlib.h>

#include <memory>
#include <mutex>
#include <utility>

void dicom::prepare() {
  static std::once_flag once;
  std::call_once(once, [] {
    OFLog::configure(OFLogger::OFF_LOG_LEVEL);
    DJDecoderRegistration::registerCodecs();
    DJLSDecoderRegistration::registerCodecs();
    DcmRLEDecoderRegistration::registerCodecs();
  });
}

using namespace dicom;

namespace {

/// Notes why something cannot be read.
bool fail(std::string &why, std::string reason) {
  why = std::move(reason);
  return false;
}

/// Inflates a data set, to a bound.
bool inflate_all(const uint8_t *bytes, size_t count, std::vector<uint8_t> &out, std::string &why) {
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return fail(why, "zlib does not start");
  stream.next_in = const_cast<Bytef *>(bytes);
  stream.avail_in = static_cast<uInt>(count);
  int state = Z_OK;
  while (state == Z_OK) {
    const size_t done = out.size();
    if (done >= DICOM_MOST_BYTES) {
      why = "its data set inflates to more than 256 MiB";
      break;
    }
    out.resize(done + (1 << 20));
    stream.next_out = out.data() + done;
    stream.avail_out = 1 << 20;
    state = inflate(&stream, Z_NO_FLUSH);
    out.resize(done + (1 << 20) - stream.avail_out);
  }
  inflateEnd(&stream);
  if (state == Z_STREAM_END) return true;
  if (why.empty()) why = "its deflated data set is damaged or truncated";
  return false;
}

bool read_dataset(
    dicom_file &file, const uint8_t *bytes, size_t count, E_TransferSyntax syntax,
    std::string &why) {
  if (const char *fault = fault_of_structure(bytes, count, syntax)) return fail(why, fault);
  DcmInputBufferStream stream;
  stream.setBuffer(bytes, static_cast<offile_off_t>(count));
  stream.setEos();
  DcmDataset *dataset = file.format.getDataset();
  dataset->transferInit();
  const OFCondition status = dataset->read(stream, syntax, EGL_noChange, DCM_MaxReadLength);
  dataset->transferEnd();
  if (status.good()) return true;
  why = "its data set is damaged or truncated (" + std::string(status.text()) + ")";
  return false;
}

/// A file of an old archive: a data set without preamble and meta information, whose transfer syntax shows in its first element.
bool read_bare_dataset(
    dicom_file &file, const uint8_t *bytes, size_t count, std::string &why) {
  const auto is_letter = [](uint8_t byte) { return byte >= 'A' && byte <= 'Z'; };
  const bool is_explicit = is_letter(bytes[4]) && is_letter(bytes[5]);
  file.syntax = is_explicit ? EXS_LittleEndianExplicit : EXS_LittleEndianImplicit;
  file.syntax_uid = DcmXfer(file.syntax).getXferID();
  return read_dataset(file, bytes, count, file.syntax, why);
}

bool read_file(dicom_file &file, const uint8_t *bytes, size_t count, std::string &why) {
  if (count > DICOM_MOST_BYTES) return fail(why, "it is larger than 256 MiB");
  if (dicom_is_bare(bytes, count)) return read_bare_dataset(file, bytes, count, why);
  if (count < 132 || std::memcmp(bytes + 128, "DICM", 4) != 0)
    return fail(why, "it does not have the letters DICM after 128 bytes");
  const size_t start = end_of_meta_information(bytes, count, file.syntax_uid);
  if (start == 0)
    return fail(why, "its meta information is damaged or has no transfer syntax (0002,0010)");
  file.syntax = DcmXfer(file.syntax_uid.c_str()).getXfer();
  if (file.syntax == EXS_Unknown)
    return fail(why, "its transfer syntax " + file.syntax_uid + " is not known");
  if (file.syntax != EXS_DeflatedLittleEndianExplicit)
    return read_dataset(file, bytes + start, count - start, file.syntax, why);
  std::vector<uint8_t> inflated;
  if (!inflate_all(bytes + start, count - start, inflated, why)) return false;
  file.syntax = EXS_LittleEndianExplicit;
  return read_dataset(file, inflated.data(), inflated.size(), file.syntax, why);
}

}  // namespace

bool dicom_is_bare(const uint8_t *bytes, size_t count) {
  // The identifying group in little-endian order, and one of its first elements.
  return count >= 132 && std::memcmp(bytes + 128, "DICM", 4) != 0 && bytes[0] == 0x08 &&
         bytes[1] == 0 && bytes[2] <= 0x18 && bytes[3] == 0;
}

dicom_file *dicom_read(const uint8_t *bytes, size_t count, char *error, size_t room) {
  prepare();
  auto file = std::make_unique<dicom_file>();
  std::string why;
  try {
    if (read_file(*file, bytes, count, why)) {
      file->format.getDataset()->convertToUTF8();
      return file.release();
    }
  } catch (const std::exception &failure) {
    why = std::string("it cannot be held in memory (") + failure.what() + ")";
  }
  explain(why.c_str(), error, room);
  return nullptr;
}

void dicom_free(dicom_file *file) { delete file; }

dicom_item *dicom_dataset(dicom_file *file) { return handle(file->format.getDataset()); }

bool dicom_is_lossy(const dicom_file *file) {
  switch (file->syntax) {
    case EXS_JPEGProcess1:
    case EXS_JPEGProcess2_4:
    case EXS_JPEGLSLossy: return true;
    default: return file->is_irreversible;
  }
}

const char *dicom_transfer_syntax(const dicom_file *file) { return file->syntax_uid.c_str(); }

bool dicom_has(dicom_item *handle, uint32_t tag) {
  return guarded(false, [&] { return item(handle)->tagExists(key(tag)) != OFFalse; });
}

namespace {

/// Nothing where the element is not a sequence.
DcmSequenceOfItems *sequence_of(dicom_item *parent, uint32_t tag) {
  DcmSequenceOfItems *sequence = nullptr;
  return item(parent)->findAndGetSequence(key(tag), sequence).good() ? sequence : nullptr;
}

/// Nothing where there is no such element.
DcmElement *element_of(dicom_item *parent, DcmTagKey key) {
  DcmElement *element = nullptr;
  return item(parent)->findAndGetElement(key, element).good() ? element : nullptr;
}

}  // namespace

size_t dicom_item_count(dicom_item *handle, uint32_t tag) {
  return guarded(size_t(0), [&] {
    DcmSequenceOfItems *sequence = sequence_of(handle, tag);
    return sequence ? size_t(sequence->card()) : 0;
  });
}

dicom_item *dicom_item_at(dicom_item *parent, uint32_t tag, size_t index) {
  return guarded(static_cast<dicom_item *>(nullptr), [&]() -> dicom_item * {
    DcmSequenceOfItems *sequence = sequence_of(parent, tag);
    if (!sequence || index >= sequence->card()) return nullptr;
    return handle(sequence->getItem(index));
  });
}

long dicom_text(dicom_item *handle, uint32_t tag, char *text, size_t room) {
  return guarded(-1L, [&] {
    DcmElement *element = element_of(handle, key(tag));
    if (!element) return -1L;
    OFString found;
    if (element->getLength() > 0 && element->getOFStringArray(found).bad()) return -1L;
    explain(found.c_str(), text, room);
    return static_cast<long>(found.length());
  });
}

namespace {

bool is_compressed(DcmElement *element) {
  auto *pixels = dynamic_cast<DcmPixelData *>(element);
  if (!pixels) return false;
  E_TransferSyntax syntax = EXS_Unknown;
  const DcmRepresentationParameter *parameter = nullptr;
  pixels->getCurrentRepresentationKey(syntax, parameter);
  return DcmXfer(syntax).isEncapsulated();
}

}  // namespace

bool dicom_bytes(dicom_item *handle, uint32_t tag, const uint8_t **bytes, size_t *count) {
  return guarded(false, [&] {
    DcmElement *element = element_of(handle, key(tag));
    if (!element || is_compressed(element)) return false;
    Uint8 *found = nullptr;
    Uint16 *words = nullptr;
    if (element->getUint8Array(found).bad() || !found) {
      if (element->getUint16Array(words).bad() || !words) return false;
      found = reinterpret_cast<Uint8 *>(words);
    }
    *bytes = found;
    *count = element->getLength();
    return true;
  });
}

namespace {

/// The number in an element, also where its representation is unknown.
bool float_of(DcmElement *element, double *value) {
  Float32 number;
  if (element->getFloat32(number).bad()) {
    Uint8 *bytes = nullptr;
    if (element->getLength() != 4 || element->getUint8Array(bytes).bad() || !bytes) return false;
    std::memcpy(&number, bytes, 4);
  }
  *value = number;
  return true;
}

}  // namespace

bool dicom_private_float(
    dicom_item *handle, uint16_t group, const char *creator, uint8_t element, double *value) {
  return guarded(false, [&] {
    for (Uint16 block = 0x10; block <= 0xff; block++) {
      OFString name;
      if (item(handle)->findAndGetOFString(DcmTagKey(group, block), name).bad()) continue;
      while (!name.empty() && name[name.length() - 1] == ' ') name.erase(name.length() - 1);
      if (name != creator) continue;
      const DcmTagKey tag(group, static_cast<Uint16>(block << 8 | element));
      if (DcmElement *found = element_of(handle, tag)) return float_of(found, value);
    }
    return false;
  });
}

namespace {

struct Shape {
  Uint16 rows = 0, columns = 0, samples = 1, allocated = 0, stored = 0, high = 0;
  Uint16 is_signed = 0;
  long frames = 1;

  size_t values() const { return static_cast<size_t>(rows) * columns * frames; }
};

bool read_shape(DcmDataset *dataset, Shape &shape, std::string &why) {
  struct {
    const char *name;
    DcmTagKey tag;
    Uint16 *value;
  } const wanted[] = {
      {"Rows (0028,0010)", DCM_Rows, &shape.rows},
      {"Columns (0028,0011)", DCM_Columns, &shape.columns},
      {"SamplesPerPixel (0028,0002)", DCM_SamplesPerPixel, &shape.samples},
      {"BitsAllocated (0028,0100)", DCM_BitsAllocated, &shape.allocated},
      {"BitsStored (0028,0101)", DCM_BitsStored, &shape.stored},
      {"HighBit (0028,0102)", DCM_HighBit, &shape.high},
      {"PixelRepresentation (0028,0103)", DCM_PixelRepresentation, &shape.is_signed},
  };
  for (const auto &one : wanted)
    if (dataset->findAndGetUint16(one.tag, *one.value).bad())
      return fail(why, std::string(one.name) + " is missing");
  Sint32 frames = 1;
  if (dataset->tagExists(DCM_NumberOfFrames) &&
      dataset->findAndGetSint32(DCM_NumberOfFrames, frames).bad())
    return fail(why, "NumberOfFrames (0028,0008) is not a number");
  shape.frames = frames;
  if (shape.samples != 1) return fail(why, "its pixels have several colours");
  if (shape.allocated != 8 && shape.allocated != 16)
    return fail(why, "its pixels have neither 8 nor 16 bits (0028,0100)");
  if (shape.stored == 0 || shape.stored > shape.allocated || shape.high + 1 != shape.stored ||
      shape.is_signed > 1)
    return fail(why, "BitsStored (0028,0101), HighBit (0028,0102) and PixelRepresentation contradict");
  if (shape.rows == 0 || shape.columns == 0 || frames < 1)
    return fail(why, "its image has no rows, columns or frames");
  const double values = double(shape.rows) * shape.columns * double(frames);
  if (values > DICOM_MOST_VALUES) return fail(why, "its image has more than 64 million values");
  return true;
}

/// The stored value in the low bits of a word.
float stored_value(uint32_t word, const Shape &shape) {
  const uint32_t mask = shape.stored == 32 ? ~0u : (1u << shape.stored) - 1;
  word &= mask;
  if (shape.is_signed && word >> (shape.stored - 1) & 1)
    return static_cast<float>(static_cast<int64_t>(word) - (int64_t(1) << shape.stored));
  return static_cast<float>(word);
}

bool decode_frames_of_jpeg2000(
    DcmDataset *dataset, E_TransferSyntax syntax, const Shape &shape, float *values,
    bool &is_irreversible, std::string &why) {
  DcmElement *element = nullptr;
  DcmPixelSequence *sequence = nullptr;
  if (dataset->findAndGetElement(DCM_PixelData, element).bad() ||
      !dynamic_cast<DcmPixelData *>(element) ||
      static_cast<DcmPixelData *>(element)
          ->getEncapsulatedRepresentation(syntax, nullptr, sequence)
          .bad() ||
      !sequence)
    return fail(why, "its PixelData (7FE0,0010) is missing or damaged");
  const unsigned long fragments = sequence->card();
  const unsigned long frames = static_cast<unsigned long>(shape.frames);
  // The first item is the table of offsets. One frame may lie in several fragments; several frames have one each.
  if (fragments < 2 || (frames > 1 && fragments != frames + 1))
    return fail(why, "its fragments of JPEG 2000 are not one for each frame");
  std::vector<int32_t> decoded(static_cast<size_t>(shape.rows) * shape.columns);
  for (unsigned long frame = 0; frame < frames; frame++) {
    std::vector<uint8_t> stream;
    const unsigned long first = frames > 1 ? frame + 1 : 1;
    const unsigned long last = frames > 1 ? frame + 2 : fragments;
    for (unsigned long index = first; index < last; index++) {
      DcmPixelItem *fragment = nullptr;
      Uint8 *bytes = nullptr;
      if (sequence->getItem(fragment, index).bad() || !fragment ||
          fragment->getUint8Array(bytes).bad() || (!bytes && fragment->getLength() > 0))
        return fail(why, "a fragment of JPEG 2000 cannot be read");
      stream.insert(stream.end(), bytes, bytes + fragment->getLength());
    }
    if (!decode_jpeg2000(
            stream.data(), stream.size(), shape.rows, shape.columns, decoded.data(),
            is_irreversible, why))
      return false;
    float *out = values + frame * decoded.size();
    for (size_t index = 0; index < decoded.size(); index++)
      out[index] = stored_value(static_cast<uint32_t>(decoded[index]), shape);
  }
  return true;
}

bool decode(dicom_file &file, float *values, size_t count, std::string &why) {
  DcmDataset *dataset = file.format.getDataset();
  Shape shape;
  if (!read_shape(dataset, shape, why)) return false;
  if (shape.values() != count) return fail(why, "its image has another shape than was asked for");
  if (file.syntax == EXS_JPEG2000LosslessOnly || file.syntax == EXS_JPEG2000)
    return decode_frames_of_jpeg2000(
        dataset, file.syntax, shape, values, file.is_irreversible, why);
  if (dataset->chooseRepresentation(EXS_LittleEndianExplicit, nullptr).bad())
    return fail(why, "its pixels cannot be decoded from transfer syntax " + file.syntax_uid);
  // Decoders correct the shape to what they found.
  Shape decoded;
  if (!read_shape(dataset, decoded, why)) return false;
  if (decoded.values() != count || decoded.allocated != shape.allocated)
    return fail(why, "its compressed image has another shape than the header says");
  DcmElement *element = nullptr;
  if (dataset->findAndGetElement(DCM_PixelData, element).bad() || !element)
    return fail(why, "PixelData (7FE0,0010) is missing");
  const size_t needed = count * (shape.allocated / 8);
  if (element->getLength() < needed)
    return fail(why, "PixelData (7FE0,0010) is shorter than its rows and columns ask for");
  if (element->getLength() > needed + 1)
    return fail(why, "PixelData (7FE0,0010) is longer than its rows and columns ask for");
  Uint8 *bytes = nullptr;
  Uint16 *words = nullptr;
  if (shape.allocated == 16) {
    if (element->getUint16Array(words).bad() || !words) return fail(why, "no words of pixels");
    for (size_t index = 0; index < count; index++)
      values[index] = stored_value(words[index], shape);
    return true;
  }
  if (element->getUint8Array(bytes).good() && bytes) {
    for (size_t index = 0; index < count; index++)
      values[index] = stored_value(bytes[index], shape);
    return true;
  }
  // Eight bits in words, as implicit files have them: the first of each pair is the low byte.
  if (element->getUint16Array(words).bad() || !words) return fail(why, "no bytes of pixels");
  for (size_t index = 0; index < count; index++)
    values[index] = stored_value(words[index / 2] >> (index % 2 * 8), shape);
  return true;
}

}  // namespace

bool dicom_pixels(dicom_file *file, float *values, size_t count, char *error, size_t room) {
  std::string why;
  try {
    if (decode(*file, values, count, why)) return true;
  } catch (const std::exception &failure) {
    why = std::string("its pixels cannot be held in memory (") + failure.what() + ")";
  }
  explain(why.c_str(), error, room);
  return false;
}
