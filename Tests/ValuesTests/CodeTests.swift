import Testing
import Values

@Suite struct CodeTests {
  @Test(arguments: [
    ("CPT:76498", "CPT:76498"), ("CPT:0648T", "CPT:0648T"), ("HCPCS:J1640", "HCPCS:J1640"),
    ("ICD-10-CM:E83110", "ICD-10-CM:E83.110"), ("ICD-10-CM:E83.110", "ICD-10-CM:E83.110"),
    ("ICD-10-CM:D46", "ICD-10-CM:D46"), ("ICD-10-CM:C7A.1", "ICD-10-CM:C7A.1"),
    ("LOINC:14646-4", "LOINC:14646-4"),
  ])
  func printsACodeAsItsSystemDoes(_ text: String, _ printed: String) throws {
    #expect(try Code(text).description == printed)
  }

  @Test(arguments: [
    "76498", "CPT:7649", "CPT:7649X8", "cpt:76498", "CPT:76498 ", "ICD-10-CM:e83.110",
    "ICD-10-CM:E8.3110", "ICD-10-CM:E83.", "ICD-10-CM:883", "SNOMED:1234", "HCPCS:11640", ":", "",
  ])
  func refusesWhatIsNoCode(_ text: String) {
    #expect(throws: CodeError.self) { try Code(text) }
  }

  @Test func knowsCategories() throws {
    let category = try Code("ICD-10-CM:D46")
    #expect(try Code("ICD-10-CM:D46.1").isWithin(category))
    #expect(try !Code("ICD-10-CM:D47.1").isWithin(category))
  }
}
