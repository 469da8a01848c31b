/// Which transverse relaxation a rate describes: of a spin echo (R2) or of a gradient echo (R2*).
package enum RelaxationQuantity: String, Sendable, Hashable, CaseIterable {
  case r2 = "R2"
  case r2Star = "R2*"

  /// The name of its reciprocal, the relaxation time.
  package var timeName: String {
    switch self {
    case .r2: "T2"
    case .r2Star: "T2*"
    }
  }
}

/// A transverse relaxation rate together with what it is a rate of.
package struct RelaxationRate: Sendable, Hashable {
  package var quantity: RelaxationQuantity
  package var perSecond: Double

  package init(_ quantity: RelaxationQuantity, perSecond: Double) {
    self.quantity = quantity
    self.perSecond = perSecond
  }

  package init(_ quantity: RelaxationQuantity, milliseconds: Double) {
    self.init(quantity, perSecond: 1000 / milliseconds)
  }

  /// The relaxation time T2 or T2*.
  package var milliseconds: Double { 1000 / perSecond }
}

/// A span of time in seconds; echo times are written to the microsecond.
package struct Seconds: Sendable, Hashable, Comparable {
  package var value: Double

  package init(_ value: Double) { self.value = value }

  package static func milliseconds(_ value: Double) -> Seconds { Seconds(value / 1000) }

  package static func < (left: Seconds, right: Seconds) -> Bool { left.value < right.value }
}
