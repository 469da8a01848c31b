import Testing

@Suite("lic convert and lic calibrations")
struct ConvertTests {
  static let r2 = "r2-1.5t-st-pierre-2005"

  static let statement =
    "For research use only. This software is not cleared as a medical device; its figures are not a diagnosis, and a person answers for their release."

  static let runs: [(arguments: [String], output: String)] = [
    (
      ["83.2", "--from", "r2", "--calibration", r2],
      "R2 83.2 s⁻¹  T2 12.02 ms  LIC 4.99 mg/g  89.3 mmol/kg  mild\n"
    ),
    (
      ["12", "--from", "t2", "--calibration", r2],
      "R2 83.3 s⁻¹  T2 12.00 ms  LIC 5.00 mg/g  89.5 mmol/kg  mild\n"
    ),
    (
      ["10", "400", "--from", "r2", "--calibration", r2],
      "R2 10.0 s⁻¹  T2 100.00 ms  LIC < 0.30 mg/g  < 5.4 mmol/kg  normal\n"
        + "R2 400.0 s⁻¹  T2 2.50 ms  LIC > 42.7 mg/g  > 765 mmol/kg  severe\n"
    ),
    (
      ["7", "--from", "mg/g", "--calibration", r2],
      "R2 102.3 s⁻¹  T2 9.77 ms  LIC 7.00 mg/g  125 mmol/kg  moderate\n"
    ),
    (["125", "--from", "mmol/kg"], "LIC 6.98 mg/g  125 mmol/kg\n"),
    (
      ["200", "--from", "r2star", "--calibration", "r2star-1.5t-wood-2005"],
      "R2* 200.0 s⁻¹  T2* 5.00 ms  LIC 5.28 mg/g  94.6 mmol/kg  mild\n"
    ),
    (
      ["600", "--from", "r2star", "--calibration", "r2star-1.5t-hernando-2023"],
      "R2* 600.0 s⁻¹  T2* 1.67 ms  LIC > 15.0 mg/g  > 269 mmol/kg  severe\n"
    ),
  ]

  @Test("converts", arguments: runs)
  func converts(arguments: [String], output: String) throws {
    let run = try CommandRun(["convert"] + arguments)
    let source = arguments.firstIndex(of: "--calibration").map {
      "by \(arguments[$0 + 1]), revision 1\n"
    }
    #expect(run.output == output + (source ?? "") + Self.statement + "\n")
    #expect(run.exitCode == 0, "\(run.errors)")
  }

  static let refusals: [(arguments: [String], exitCode: Int32, message: String)] = [
    (["80", "--from", "r2star", "--calibration", r2], 1, "R2* was offered to `\(r2)`"),
    (["80", "--from", "r2", "--calibration", "r2-3t"], 1, "found in a public source"),
    (
      ["80", "--from", "r2star", "--calibration", "r2star-1.5t-jhaveri-2019"], 1,
      "coefficients not found"
    ),
    (["80", "--from", "r2", "--calibration", "r2-9t"], 1, "no calibration is called `r2-9t`"),
    (["50", "--from", "mg/g", "--calibration", r2], 1, "no rate at 50.0 mg/g"),
    (["80", "--from", "r2", "--calibration", r2, "--revision", "7"], 1, "has no revision 7"),
    (["80", "--from", "r2"], 2, "name one with --calibration"),
    (["--from", "r2", "--calibration", r2, "--", "-80"], 2, "not a positive number"),
    (["0", "--from", "r2", "--calibration", r2], 2, "not a positive number"),
    (["x", "--from", "r2"], 2, "invalid"),
    ([], 2, "Missing"),
  ]

  @Test("refuses", arguments: refusals)
  func refuses(arguments: [String], exitCode: Int32, message: String) throws {
    let run = try CommandRun(["convert"] + arguments)
    #expect(run.exitCode == exitCode)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(run.output == "")
  }

  @Test("lists what is bundled and what is refused")
  func lists() throws {
    let table = try CommandRun(["calibrations"])
    #expect(table.exitCode == 0)
    #expect(table.output.contains("refused: r2-3t (R2 at 3 T): not found"))
    let json = try CommandRun(["calibrations", "--format", "json"])
    #expect(json.output.contains("\"digest\": \"8f1345232f8911d5"))
    #expect(table.output.contains("plausible: all 9, by the checks of this project"))
    #expect(json.output.contains("\"implausibilities\": ["))
  }

  @Test(
    "says that standard output cannot be written",
    arguments: [
      ["calibrations"], ["calibrations", "--format", "json"], ["--help"],
      ["convert", "125", "--from", "mmol/kg"],
    ])
  func fullDisk(arguments: [String]) throws {
    let run = try CommandRun(arguments, device: "/dev/full")
    #expect(run.exitCode == 3)
    #expect(run.errors.hasPrefix("error: `standard output` cannot be written: no space left"))
    #expect(run.errors.contains("help: free space on the disk"))
  }

  @Test("explains itself")
  func help() throws {
    #expect(try CommandRun(["--help"]).exitCode == 0)
    #expect(try CommandRun(["--help"]).output.contains("For research use only"))
    #expect(try CommandRun(["nonsense"]).exitCode == 2)
  }
}
