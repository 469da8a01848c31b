internal import FoundationEssentials
internal import LiverIron

/// Times the voxel fits on the decays in a file (32-bit floats, echo by echo), and writes the rates to files next to it.
///
/// usage: LiverFitBench DECAYS NOISE ECHO-TIME-MS…
@main
enum LiverFitBench {
  static func main() throws {
    let arguments = CommandLine.arguments
    let times = try EchoTimes(arguments[3...].compactMap(Double.init).map(Seconds.milliseconds))
    let data = try Data(contentsOf: URL(filePath: arguments[1]))
    let decays = data.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    let count = decays.count / times.count
    let echoes = (0..<times.count).map { Array(decays[($0 * count)..<(($0 + 1) * count)]) }
    let images = MagnitudeImages(
      grid: VoxelGrid(columns: count, rows: 1, slices: 1), echoTimes: times, echoes: echoes,
      noise: times.seconds.map { _ in Double(arguments[2]) ?? 0 })
    let voxels = Array(0..<count)
    for kernel in FitKernel.allCases where kernel.isAvailable {
      for threads in [1, 2] {
        let execution = FitExecution(kernel: kernel, threads: threads)
        try report("least-squares", execution, arguments[1]) {
          VoxelFits(leastSquaresOf: images, at: voxels, execution)
        }
        try report("rician", execution, arguments[1]) {
          VoxelFits(ricianOf: images, at: voxels, execution)
        }
      }
    }
  }

  /// Prints the best time of nine runs.
  private static func report(
    _ fit: String, _ execution: FitExecution, _ path: String, _ run: () -> VoxelFits
  ) throws {
    var best = Duration.seconds(3600)
    var fits: VoxelFits?
    for _ in 0..<9 {
      best = min(best, ContinuousClock().measure { fits = run() })
    }
    guard let fits else { return }
    let seconds = Double(best.components.attoseconds) * 1e-18 + Double(best.components.seconds)
    let name = "\(fit)-\(execution.kernel.rawValue)-\(execution.threads)"
    try fits.ratePerSecond.withUnsafeBytes {
      try Data($0).write(to: URL(filePath: "\(path).\(name)"))
    }
    print(name, fits.count, seconds)
  }
}
