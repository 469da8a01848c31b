internal import LiverIronTestSupport

/// Prints the errors of simulated studies, and how often their intervals contain the true value.
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
