/// What every output says of itself.
package enum ResearchUse {
  package static let statement =
    "For research use only. This software is not cleared as a medical device; its figures are not a diagnosis, and a person answers for their release."
  package static let short = "For research use only. Not cleared as a medical device."
  /// The version of the form of `result.json`.
  package static let resultFormat = "lic-result/1"
  /// What results of DICOM name as the model that made them.
  package static let program = "lic"
  /// What they name as its manufacturer.
  package static let maker = "policyc project"
  package static let version = "0.1.0"
}
