internal import LiverIronTestSupport

/// Prints how far figures of simulated studies are from the truth, and how often their intervals contain it.
///
/// usage: LiverSimulation bands [STUDIES [SEED]] | stresses
@main
enum LiverSimulation {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let numbers = arguments.dropFirst().compactMap { UInt64($0) }
    switch arguments.first {
    case "bands":
      try BandTable.print(studies: numbers.first.map(Int.init) ?? 500, seed: numbers.last ?? 71)
    case "stresses": try StressTable.print()
    default: print("usage: LiverSimulation bands [STUDIES [SEED]] | stresses")
    }
  }
}
