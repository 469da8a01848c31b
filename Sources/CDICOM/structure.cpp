// DCMTK 3.6.7 reads sequences by recursion without a limit, so that a file of some megabytes can exhaust the stack, and makes
// room for an element before it looks whether there are that many bytes. This walk goes before it, with neither.
#include "file.hpp"

namespace {

struct Walk {
  const uint8_t *bytes;
  size_t count;
  bool is_big;
  bool is_explicit;

  uint32_t half(size_t at) const {
    return is_big ? bytes[at] << 8 | bytes[at + 1] : bytes[at + 1] << 8 | bytes[at];
  }
  uint32_t word(size_t at) const {
    const uint32_t first = half(at), second = half(at + 2);
    return is_big ? first << 16 | second : second << 16 | first;
  }
};

constexpr uint32_t undefined = 0xffffffff;
constexpr const char *truncated = "its data set is damaged or truncated (an element is longer than the file)";

}  // namespace

const char *dicom::fault_of_structure(
    const uint8_t *bytes, size_t count, E_TransferSyntax syntax) {
  const DcmXfer xfer(syntax);
  Walk walk{bytes, count, xfer.isBigEndian() != OFFalse, xfer.isExplicitVR() != OFFalse};
  struct Level {
    size_t end;
    /// Inside a sequence of unknown representation all is implicit and little-endian.
    bool is_implicit;
  };
  std::vector<Level> open;
  const int deepest = 2 * DICOM_DEEPEST;
  size_t at = 0;
  while (at + 8 <= count) {
    while (!open.empty() && at >= open.back().end) open.pop_back();
    const bool reads_explicit = walk.is_explicit && (open.empty() || !open.back().is_implicit);
    const uint32_t group = walk.half(at), element = walk.half(at + 2);
    size_t header = 8;
    uint32_t length;
    bool is_nested = false, opens_implicit = !reads_explicit, has_fragments = false;
    if (group == 0xfffe) {
      length = walk.word(at + 4);
      if (element == 0xe00d || element == 0xe0dd) {
        if (!open.empty() && open.back().end == SIZE_MAX) open.pop_back();
        at += 8;
        continue;
      }
      is_nested = true;
    } else if (reads_explicit) {
      const char letters[] = {static_cast<char>(bytes[at + 4]), static_cast<char>(bytes[at + 5]), 0};
      // The same table as the reader's, so that both see the same lengths.
      const DcmVR vr(letters);
      if (vr.usesExtendedLengthEncoding()) {
        if (at + 12 > count) return truncated;
        header = 12;
        length = walk.word(at + 8);
      } else {
        length = walk.half(at + 6);
      }
      is_nested = vr.getEVR() == EVR_SQ || length == undefined;
      // What is of unknown representation and undefined length is implicit inside.
      if (is_nested && vr.getEVR() != EVR_SQ) opens_implicit = true;
      has_fragments = group == 0x7fe0 && element == 0x0010 && length == undefined &&
                      (vr.getEVR() == EVR_OB || vr.getEVR() == EVR_OW);
    } else {
      length = walk.word(at + 4);
      const DcmVR vr = DcmTag(static_cast<Uint16>(group), static_cast<Uint16>(element)).getVR();
      is_nested = vr.getEVR() == EVR_SQ || length == undefined;
    }
    at += header;
    if (is_nested && length != 0) {
      const size_t end = length == undefined ? SIZE_MAX : at + length;
      open.push_back({end, opens_implicit});
      if (open.size() > deepest) return "its sequences nest more than 32 deep";
      if (length != undefined && length > count - at) return truncated;
    } else {
      if (length > count - at) return truncated;
      at += length;
    }
    if (has_fragments) {
      // Step over them whole: they hold no elements.
      open.pop_back();
      while (at + 8 <= count && walk.half(at) == 0xfffe && walk.half(at + 2) == 0xe000) {
        const size_t fragment = walk.word(at + 4);
        if (fragment > count - at - 8) return truncated;
        at += 8 + fragment;
      }
      at += 8;
    }
  }
  return nullptr;
}

size_t dicom::end_of_meta_information(
    const uint8_t *bytes, size_t count, std::string &syntax_uid) {
  // Explicit and little-endian, without sequences; its group length is not believed.
  const Walk walk{bytes, count, false, true};
  size_t at = 132;
  while (at + 8 <= count && walk.half(at) == 0x0002) {
    const char letters[] = {static_cast<char>(bytes[at + 4]), static_cast<char>(bytes[at + 5]), 0};
    const bool is_long = DcmVR(letters).usesExtendedLengthEncoding() != OFFalse;
    if (is_long && at + 12 > count) return 0;
    const size_t header = is_long ? 12 : 8;
    const size_t length = is_long ? walk.word(at + 8) : walk.half(at + 6);
    if (length > count - at - header) return 0;
    if (walk.half(at + 2) == 0x0010) {
      const char *uid = reinterpret_cast<const char *>(bytes + at + header);
      syntax_uid.assign(uid, length);
      while (!syntax_uid.empty() && (syntax_uid.back() == 0 || syntax_uid.back() == ' '))
        syntax_uid.pop_back();
    }
    at += header + length;
  }
  return syntax_uid.empty() ? 0 : at;
}
