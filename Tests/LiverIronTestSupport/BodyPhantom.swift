internal import Glibc
package import LiverIron
internal import TestSupport

/// A cross-section of a body with saline beside it: liver, tissue of the same spin density around, a smooth coil.
package struct BodyPhantom {
  package var gains = [1.00, 0.96, 1.03, 0.98, 1.05]
  package var noise = 40.0
  package var liverRates = [30.0, 83, 200]
  /// How much the rate of muscle differs from side to side, in s⁻¹.
  package var unevenness = 0.0
  package let grid = VoxelGrid(columns: 128, rows: 128, slices: 3)
  package let times = DecayPhantom.protocolTimes

  package init() {}

  package enum Tissue: Sendable { case air, saline, liver, muscle }

  package func tissue(_ voxel: Int) -> Tissue {
    let x = Double(grid.column(voxel)) - 64
    let y = Double(grid.row(voxel)) - 64
    if abs(x) <= 30, abs(y - 54) <= 6 { return .saline }
    if (x + 14) * (x + 14) / 900 + (y + 4) * (y + 4) / 500 <= 1 { return .liver }
    return x * x / 2700 + y * y / 1400 <= 1 ? .muscle : .air
  }

  package func signalAtZero(_ voxel: Int) -> Double {
    let x = Double(grid.column(voxel)) / 64 - 1
    let y = Double(grid.row(voxel)) / 64 - 1
    let z = Double(grid.slice(voxel)) - 1
    return 2000 * (1 + 0.2 * x - 0.15 * y * y + 0.1 * x * y + 0.05 * x * x * x) * (1 + 0.02 * z)
  }

  package func mask(_ wanted: Tissue) -> [Bool] { (0..<grid.count).map { tissue($0) == wanted } }

  /// Signals with the gains in them, and noise that has none.
  package func echoes(seed: UInt64) -> [[Float]] {
    var random = SplitMix64(seed: seed)
    var decays = DecayPhantom()
    decays.signalAtZero = 1
    decays.isBiexponential = true
    return zip(times.seconds, gains).map { time, gain in
      (0..<grid.count).map { voxel in
        let decay =
          switch tissue(voxel) {
          case .air: 0.0
          case .saline: exp(-0.5 * time.value)
          case .liver: decays.signal(liverRates[grid.slice(voxel)], time.value)
          case .muscle:
            exp(-(28 + unevenness * Double(grid.column(voxel) - 64) / 64) * time.value)
          }
        let clean = decay * signalAtZero(voxel) * gain
        let (real, imaginary) = random.normalPair()
        return Float(hypot(clean + noise * real, noise * imaginary))
      }
    }
  }
}
