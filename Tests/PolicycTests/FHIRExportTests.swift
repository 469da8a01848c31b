import Foundation
import Testing

@Suite struct FHIRExportTests {
  private let command: Command

  init() throws { command = try Command() }

  @Test func writesResourcesUnderAnAddressOfOnesOwn() throws {
    defer { command.remove() }
    let run = try command.run(
      "export", "fhir", "--revision", "6/24", "--base-url", "https://payer.example/fhir/", "-o",
      "out")
    #expect(run.code == 0, "\(run.errors)")
    let file = "\(command.folder)/out/fhir/Questionnaire.json"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains(#""url": "https://payer.example/fhir/Questionnaire/x-1""#))
    #expect(text.contains(#""version": "2024.6.0""#))
    #expect(!text.contains("example.org/fhir"))
  }

  @Test(arguments: [
    ["fhir", "--base-url", "payer.example"], ["fhir", "--base-url", "https://a.example/?q"],
    ["csv", "--base-url", "https://payer.example"],
  ])
  func anAddressThatCannotBeMeantIsRefused(_ arguments: [String]) throws {
    defer { command.remove() }
    let run = try command.run(["export", "--revision", "6/24"] + arguments)
    #expect(run.code == 2 && run.errors.contains("--base-url"), "\(run.code) \(run.errors)")
  }
}
