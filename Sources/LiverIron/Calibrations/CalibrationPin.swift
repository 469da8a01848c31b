/// A calibration revision as something else names it: what must be bundled, exactly, for a figure to be given.
package struct CalibrationPin: Sendable, Hashable {
  package var id: String
  package var number: Int
  package var digest: String

  package init(id: String, number: Int, digest: String) {
    self.id = id
    self.number = number
    self.digest = digest
  }

  package init(_ calibration: Calibration) {
    self.init(id: calibration.id, number: calibration.number, digest: calibration.digest)
  }
}

/// How a pin and the bundle disagree.
package enum PinDrift: ExplainedError, Hashable {
  case unknownID(CalibrationPin, bundled: [String])
  case refusedID(CalibrationPin, reason: String)
  case missingNumber(CalibrationPin, bundled: [Int])
  case otherDigest(CalibrationPin, bundled: String)

  package var problem: String {
    switch self {
    case .unknownID(let pin, _): "pinned calibration `\(pin.id)` is not bundled"
    case .refusedID(let pin, _): "pinned calibration `\(pin.id)` is refused"
    case .missingNumber(let pin, _): "revision \(pin.number) of `\(pin.id)` is not bundled"
    case .otherDigest(let pin, _): "the digest of `\(pin.id)` revision \(pin.number) drifted"
    }
  }

  package var reason: String {
    switch self {
    case .unknownID(_, let bundled): "bundled are " + bundled.joined(separator: ", ")
    case .refusedID(_, let reason): reason
    case .missingNumber(_, let bundled):
      "bundled are " + bundled.map(String.init).joined(separator: ", ")
    case .otherDigest(let pin, let bundled): "pinned \(pin.digest), bundled \(bundled)"
    }
  }

  package var remedy: String {
    switch self {
    case .unknownID, .refusedID: "pin a calibration that `lic calibrations` lists"
    case .missingNumber: "use the version of this program that bundles the pinned revision"
    case .otherDigest: "find out which of the two was approved; a bundled revision never changes"
    }
  }
}

extension CalibrationBundle {
  /// What drifted between the pin and the bundle; nil when the pinned revision is bundled exactly.
  package func drift(from pin: CalibrationPin) -> PinDrift? {
    if let refusal = refused.first(where: { $0.id == pin.id }) {
      return .refusedID(pin, reason: refusal.reason)
    }
    let revisions = calibrations.filter { $0.id == pin.id }
    if revisions.isEmpty { return .unknownID(pin, bundled: calibrations.map(\.id)) }
    guard let revision = revisions.first(where: { $0.number == pin.number }) else {
      return .missingNumber(pin, bundled: revisions.map(\.number).sorted())
    }
    return revision.digest == pin.digest ? nil : .otherDigest(pin, bundled: revision.digest)
  }

  /// The pinned revision, when it is bundled exactly.
  package func calibration(_ pin: CalibrationPin) throws(PinDrift) -> Calibration {
    if let drift = drift(from: pin) { throw drift }
    // No drift means that the revision is there.
    return calibrations.first { $0.id == pin.id && $0.number == pin.number }!
  }
}
