internal import CLiverFit
internal import Dispatch

/// The fits of many decays, each independent of the others, in the order in which the decays were given.
package struct VoxelFits: Sendable, Hashable {
  package fileprivate(set) var ratePerSecond: [Float]
  package fileprivate(set) var signalAtZero: [Float]
  package fileprivate(set) var standardError: [Float]
  /// The reduced chi-squared; for least squares, the residual variance.
  package fileprivate(set) var quality: [Float]
  package fileprivate(set) var hasConverged: [Bool]

  package var count: Int { ratePerSecond.count }

  /// Least squares of S₀·exp(−R·t), for images whose noise is not known or nil.
  package init(
    leastSquaresOf images: MagnitudeImages, at voxels: [Int], _ execution: FitExecution
  ) {
    self.init(count: voxels.count, images.echoTimes, execution) { range, signals, stride in
      images.gather(voxels[range], into: signals, stride: stride, squared: false)
    } fit: { echoes, signals, stride, range, fits in
      liver_fit_least_squares(
        execution.kernel.code, &echoes, signals, stride, range.count, fits)
    }
  }

  /// Quasi-likelihood of S₀·exp(−R·t) under the noise of the images.
  package init(ricianOf images: MagnitudeImages, at voxels: [Int], _ execution: FitExecution) {
    let sigma = images.noise.map(Float.init)
    let channels = Float(images.channels)
    let single = [Float](repeating: 1, count: Self.chunk)
    self.init(count: voxels.count, images.echoTimes, execution) { range, signals, stride in
      images.gather(voxels[range], into: signals, stride: stride, squared: true)
    } fit: { echoes, signals, stride, range, fits in
      sigma.withUnsafeBufferPointer { sigma in
        liver_fit_rician(
          execution.kernel.code, &echoes,
          liver_noise(sigma: sigma.baseAddress!, channels: channels), signals, single, stride,
          range.count, fits)
      }
    }
  }

  /// As above, for tiles: each decay is the mean square of several voxels.
  package init(
    ricianOf tiles: [ArraySlice<Int>], in images: MagnitudeImages, _ execution: FitExecution
  ) {
    let sigma = images.noise.map(Float.init)
    let channels = Float(images.channels)
    let averaged = Self.padded(tiles.map { Float($0.count) })
    self.init(count: tiles.count, images.echoTimes, execution) { range, signals, stride in
      images.gatherMeans(tiles[range], into: signals, stride: stride)
    } fit: { echoes, signals, stride, range, fits in
      averaged.withUnsafeBufferPointer { averaged in
        sigma.withUnsafeBufferPointer { sigma in
          liver_fit_rician(
            execution.kernel.code, &echoes,
            liver_noise(sigma: sigma.baseAddress!, channels: channels), signals,
            averaged.baseAddress! + range.lowerBound, stride, range.count, fits)
        }
      }
    }
  }

  /// The most probable decay of a region, stretched in time to fit each voxel.
  package init(
    scaling estimate: RateEstimate, of images: MagnitudeImages, at voxels: [Int],
    signalAtZero: [Float], _ execution: FitExecution
  ) {
    let sigma = images.noise.map(Float.init)
    let channels = Float(images.channels)
    // The voxels are on the scale that the echoes of the whole region have.
    let scaled = signalAtZero.map { $0 * Float(estimate.signalAtZeroRatio) }
    let known = Self.padded(scaled)
    let (shape, rate) = (estimate.shape, estimate.perSecond)
    let shapeOfRegion = liver_shape(
      fast_fraction: Float(1 - shape.slowFraction), fast_rate: Float(shape.fastRate(ofMean: rate)),
      slow_rate: Float(shape.slowRate(ofMean: rate)))
    self.init(count: voxels.count, images.echoTimes, execution) { range, signals, stride in
      images.gather(voxels[range], into: signals, stride: stride, squared: false)
    } fit: { echoes, signals, stride, range, fits in
      known.withUnsafeBufferPointer { known in
        sigma.withUnsafeBufferPointer { sigma in
          liver_fit_scale(
            execution.kernel.code, &echoes,
            liver_noise(sigma: sigma.baseAddress!, channels: channels), signals,
            known.baseAddress! + range.lowerBound, shapeOfRegion, stride, range.count, fits)
        }
      }
    }
    let mean = Float(rate)
    for index in ratePerSecond.indices {
      ratePerSecond[index] *= mean
      standardError[index] *= mean
    }
    self.signalAtZero = scaled
  }

  func appending(_ other: VoxelFits) -> VoxelFits {
    var both = self
    both.ratePerSecond += other.ratePerSecond
    both.signalAtZero += other.signalAtZero
    both.standardError += other.standardError
    both.quality += other.quality
    both.hasConverged += other.hasConverged
    return both
  }

  private typealias Gather =
    (_ range: Range<Int>, _ signals: UnsafeMutablePointer<Float>, _ stride: Int) -> Void
  private typealias Fit =
    (
      _ echoes: inout liver_echoes, _ signals: UnsafePointer<Float>, _ stride: Int,
      _ range: Range<Int>, _ fits: liver_fits
    ) -> Void

  private static let chunk = 4096

  private static func padded(_ values: [Float]) -> [Float] {
    values + [Float](repeating: 1, count: Int(LIVER_FIT_MOST_LANES))
  }

  /// Works through the decays a chunk at a time; a chunk's answers depend on nothing but its decays.
  private init(
    count: Int, _ times: EchoTimes, _ execution: FitExecution, gather: Gather, fit: Fit
  ) {
    let lanes = Int(LIVER_FIT_MOST_LANES)
    let capacity = count + lanes
    let answers = UnsafeMutablePointer<Float>.allocate(capacity: 5 * capacity)
    answers.initialize(repeating: 0, count: 5 * capacity)
    defer { answers.deallocate() }

    let chunks = (count + Self.chunk - 1) / Self.chunk
    let workers = min(execution.threads, max(chunks, 1))
    withoutActuallyEscaping(gather) { gather in
      withoutActuallyEscaping(fit) { fit in
        nonisolated(unsafe) let work = (gather: gather, fit: fit, answers: answers)
        let run: @Sendable (Int) -> Void = { worker in
          var echoes = times.forKernel
          let stride = Self.chunk
          let signals = UnsafeMutablePointer<Float>.allocate(capacity: times.count * stride)
          signals.initialize(repeating: 1, count: times.count * stride)
          // The last lanes of a chunk may answer for voxels beyond it, which another worker writes: keep them apart.
          let local = UnsafeMutablePointer<Float>.allocate(capacity: 5 * stride)
          local.initialize(repeating: 0, count: 5 * stride)
          defer {
            signals.deallocate()
            local.deallocate()
          }
          for index in Swift.stride(from: worker, to: chunks, by: workers) {
            let range = index * stride..<min((index + 1) * stride, count)
            work.gather(range, signals, stride)
            work.fit(
              &echoes, signals, stride, range,
              liver_fits(
                rate: local, signal_at_zero: local + stride, standard_error: local + 2 * stride,
                quality: local + 3 * stride, converged: local + 4 * stride))
            for kind in 0..<5 {
              (work.answers + kind * capacity + range.lowerBound).update(
                from: local + kind * stride, count: range.count)
            }
          }
        }
        if workers == 1 {
          run(0)
        } else {
          DispatchQueue.concurrentPerform(iterations: workers, execute: run)
        }
      }
    }

    func answer(_ kind: Int) -> [Float] {
      Array(UnsafeBufferPointer(start: answers + kind * capacity, count: count))
    }
    ratePerSecond = answer(0)
    signalAtZero = answer(1)
    standardError = answer(2)
    quality = answer(3)
    hasConverged = answer(4).map { $0 == 1 }
  }
}

extension EchoTimes {
  fileprivate var forKernel: liver_echoes {
    var echoes = liver_echoes()
    echoes.count = Int32(count)
    withUnsafeMutableBytes(of: &echoes.seconds) { bytes in
      let target = bytes.assumingMemoryBound(to: Float.self)
      for (index, time) in seconds.enumerated() { target[index] = Float(time.value) }
    }
    return echoes
  }
}

extension MagnitudeImages {
  /// The signals of voxels, echo by echo, gains divided out.
  fileprivate func gather(
    _ voxels: ArraySlice<Int>, into signals: UnsafeMutablePointer<Float>, stride: Int,
    squared: Bool
  ) {
    for (echo, image) in echoes.enumerated() {
      let perGain = Float(1 / gains[echo])
      let target = signals + echo * stride
      image.withUnsafeBufferPointer { image in
        for (index, voxel) in voxels.enumerated() {
          let magnitude = image[voxel] * perGain
          target[index] = squared ? magnitude * magnitude : magnitude
        }
      }
    }
  }

  /// The mean square of each tile, echo by echo.
  fileprivate func gatherMeans(
    _ tiles: ArraySlice<ArraySlice<Int>>, into signals: UnsafeMutablePointer<Float>, stride: Int
  ) {
    for (echo, image) in echoes.enumerated() {
      let perGain = 1 / gains[echo]
      let target = signals + echo * stride
      image.withUnsafeBufferPointer { image in
        for (index, tile) in tiles.enumerated() {
          var sum = 0.0
          for voxel in tile {
            let magnitude = Double(image[voxel]) * perGain
            sum += magnitude * magnitude
          }
          target[index] = Float(sum / Double(tile.count))
        }
      }
    }
  }
}
