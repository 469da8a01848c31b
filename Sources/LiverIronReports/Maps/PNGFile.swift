internal import CPNG

/// A picture of at most 256 colours as a PNG file.
enum PNGFile {
  static func bytes(width: Int, height: Int, pixels: [UInt8], palette: [Colour]) -> [UInt8] {
    precondition(pixels.count == width * height && palette.count == 256)
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    image.width = UInt32(width)
    image.height = UInt32(height)
    image.format = UInt32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_COLORMAP)
    image.flags = UInt32(PNG_IMAGE_FLAG_FAST)
    image.colormap_entries = 256
    let colours = palette.flatMap { [$0.red, $0.green, $0.blue] }
    var size = pixels.count * 2 + 4096
    var output = [UInt8](repeating: 0, count: size)
    let succeeded = png_image_write_to_memory(
      &image, &output, &size, 0, pixels, Int32(width), colours)
    png_image_free(&image)
    precondition(succeeded != 0, "libpng does not write an image")
    output.removeLast(output.count - size)
    return output
  }
}
