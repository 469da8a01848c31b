// JPEG 2000, which DCMTK does not decode, by OpenJPEG.
#include "file.hpp"

#include <openjpeg-2.5/openjpeg.h>

namespace {

struct Source {
  const uint8_t *bytes;
  size_t count;
  size_t at;
};

OPJ_SIZE_T read(void *buffer, OPJ_SIZE_T wanted, void *data) {
  auto *source = static_cast<Source *>(data);
  const size_t left = source->count - source->at;
  const size_t given = wanted < left ? wanted : left;
  if (given == 0) return static_cast<OPJ_SIZE_T>(-1);
  std::memcpy(buffer, source->bytes + source->at, given);
  source->at += given;
  return given;
}

OPJ_OFF_T skip(OPJ_OFF_T distance, void *data) {
  auto *source = static_cast<Source *>(data);
  if (distance < 0 || static_cast<size_t>(distance) > source->count - source->at) return -1;
  source->at += static_cast<size_t>(distance);
  return distance;
}

OPJ_BOOL seek(OPJ_OFF_T position, void *data) {
  auto *source = static_cast<Source *>(data);
  if (position < 0 || static_cast<size_t>(position) > source->count) return OPJ_FALSE;
  source->at = static_cast<size_t>(position);
  return OPJ_TRUE;
}

struct Decoder {
  opj_codec_t *codec = opj_create_decompress(OPJ_CODEC_J2K);
  opj_stream_t *stream = opj_stream_create(1 << 16, OPJ_TRUE);
  opj_image_t *image = nullptr;

  ~Decoder() {
    if (image) opj_image_destroy(image);
    if (stream) opj_stream_destroy(stream);
    if (codec) opj_destroy_codec(codec);
  }
};

}  // namespace

bool dicom::decode_jpeg2000(
    const uint8_t *bytes, size_t count, size_t rows, size_t columns, int32_t *values,
    bool &is_irreversible, std::string &why) {
  Source source{bytes, count, 0};
  Decoder decoder;
  opj_dparameters_t parameters;
  opj_set_default_decoder_parameters(&parameters);
  if (!decoder.codec || !decoder.stream || !opj_setup_decoder(decoder.codec, &parameters)) {
    why = "no memory for the JPEG 2000 decoder";
    return false;
  }
  opj_stream_set_user_data(decoder.stream, &source, nullptr);
  opj_stream_set_user_data_length(decoder.stream, count);
  opj_stream_set_read_function(decoder.stream, read);
  opj_stream_set_skip_function(decoder.stream, skip);
  opj_stream_set_seek_function(decoder.stream, seek);
  if (!opj_read_header(decoder.stream, decoder.codec, &decoder.image)) {
    why = "its JPEG 2000 header is damaged";
    return false;
  }
  if (opj_codestream_info_v2_t *info = opj_get_cstr_info(decoder.codec)) {
    const opj_tccp_info_t *component = info->m_default_tile_info.tccp_info;
    if (component && component->qmfbid == 0) is_irreversible = true;
    opj_destroy_cstr_info(&info);
  }
  const opj_image_t *image = decoder.image;
  if (image->numcomps != 1 || image->x1 - image->x0 != columns || image->y1 - image->y0 != rows ||
      image->comps[0].dx != 1 || image->comps[0].dy != 1) {
    why = "its JPEG 2000 image has another shape than the header says";
    return false;
  }
  if (!opj_decode(decoder.codec, decoder.stream, decoder.image) ||
      !opj_end_decompress(decoder.codec, decoder.stream)) {
    why = "its JPEG 2000 data are damaged";
    return false;
  }
  const opj_image_comp_t &component = decoder.image->comps[0];
  if (!component.data || component.w != columns || component.h != rows) {
    why = "its JPEG 2000 data are incomplete";
    return false;
  }
  std::memcpy(values, component.data, rows * columns * sizeof(int32_t));
  return true;
}
