internal import LiverIron

extension MultiEchoStudy {
  /// Echoes and slices from images in any order, all in the same position.
  package init(series: String, images: [ScannedImage]) throws {
    let echoes = AcquiredHeaders.echoes(of: images.map(\.header))
    let values = Dictionary(
      images.map { ($0.header.file, $0) }, uniquingKeysWith: { first, _ in first })
    guard let first = echoes.first, echoes.joinedCount == images.count else {
      throw StudyError.notVolumes("not every image has an echo time")
    }
    guard values.count == images.count else {
      throw StudyError.notVolumes("two images have the same name")
    }
    let slices = try first.inOrder()
    var volumes: [[Float]] = []
    for echo in echoes {
      let ordered = try echo.inOrder()
      guard ordered.count == slices.count else {
        throw StudyError.notVolumes("echoes have \(slices.count) and \(ordered.count) slices")
      }
      for (image, other) in zip(ordered, slices) {
        guard image.rows == other.rows, image.columns == other.columns,
          let position = image.position, let expected = other.position,
          (position - expected).length <= 0.5
        else {
          throw StudyError.notVolumes(
            "`\(image.file)` and `\(other.file)` lie in different positions")
        }
      }
      var volume: [Float] = []
      volume.reserveCapacity(ordered.count * slices[0].rows * slices[0].columns)
      for image in ordered { volume += values[image.file]?.values ?? [] }
      volumes.append(volume)
    }
    let grid = VoxelGrid(
      columns: slices[0].columns, rows: slices[0].rows, slices: slices.count)
    guard volumes.allSatisfy({ $0.count == grid.count }) else {
      throw StudyError.notVolumes("images differ in their rows and columns")
    }
    self.init(
      series: series,
      echoTimes: try EchoTimes(echoes.map { Seconds.milliseconds($0.time) }), grid: grid,
      geometry: try NIfTIGeometry(slices, grid), echoes: volumes,
      fieldStrengthTesla: slices[0].fieldStrengthTesla)
  }

  /// Where each image is cut off, echo by echo and slice by slice, in the order of the volumes.
  package static func ceilings(of images: [ScannedImage]) -> [[Float?]] {
    let ceilings = Dictionary(
      images.map { ($0.header.file, $0.ceiling) }, uniquingKeysWith: { first, _ in first })
    return AcquiredHeaders.echoes(of: images.map(\.header)).map {
      $0.images.sorted { ($0.depth ?? 0) < ($1.depth ?? 0) }.map { ceilings[$0.file] ?? nil }
    }
  }
}

extension [AcquiredHeaders.Echo] {
  fileprivate var joinedCount: Int { reduce(0) { $0 + $1.images.count } }
}

extension AcquiredHeaders.Echo {
  /// Slices from the feet to the head; two in one position do not make a volume.
  fileprivate func inOrder() throws(StudyError) -> [ImageHeader] {
    let placed = images.compactMap { image in image.depth.map { (depth: $0, image: image) } }
      .sorted { $0.depth < $1.depth }
    guard placed.count == images.count else {
      throw .notVolumes("an image has no position or direction")
    }
    if let twice = zip(placed, placed.dropFirst()).first(where: { $1.depth - $0.depth < 0.01 }) {
      throw .notVolumes("`\(twice.0.image.file)` and `\(twice.1.image.file)` are in one position")
    }
    return placed.map(\.image)
  }
}

extension NIfTIGeometry {
  fileprivate init(_ slices: [ImageHeader], _ grid: VoxelGrid) throws(StudyError) {
    guard let position = slices[0].position, let orientation = slices[0].orientation,
      let spacing = slices[0].spacing
    else { throw .notVolumes("`\(slices[0].file)` has no position, direction or spacing") }
    let step: Vector
    if slices.count > 1, let last = slices[slices.count - 1].position {
      let whole = last - position
      let parts = Double(slices.count - 1)
      step = Vector(whole.x / parts, whole.y / parts, whole.z / parts)
    } else {
      step = orientation[0].cross(orientation[1])
    }
    self.init(
      grid: grid, position: position, orientation: orientation, spacing: spacing, step: step)
  }
}
