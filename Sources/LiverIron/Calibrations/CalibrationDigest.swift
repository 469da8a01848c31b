internal import Digests

extension Calibration {
  /// Everything that fixes the revision, one line each, from which the digest is taken.
  package var canonicalText: String {
    var lines = [
      "id: \(id)",
      "number: \(number)",
      "quantity: \(quantity.rawValue)",
      "field strength: \(fieldStrengthTesla) T",
      "normative: \(curve.formula(of: quantity))",
      "domain: \(domain.milligramsPerGram.lowerBound) to \(domain.milligramsPerGram.upperBound) mg/g",
      "domain basis: \(domain.basis.rawValue); \(domain.source)",
      "citation: \(citation.text)",
      "doi: \(citation.doi ?? "none")",
      "read in: \(citation.readIn)",
    ]
    lines += goldenPoints.map { "golden: \($0.perSecond) /s = \($0.milligramsPerGram) mg/g" }
    return lines.map { $0 + "\n" }.joined()
  }

  /// SHA-256 of the canonical text.
  package var digest: String { Digest(of: canonicalText).hexadecimal }
}
