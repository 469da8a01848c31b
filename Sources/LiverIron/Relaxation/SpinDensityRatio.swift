/// The signal of the liver at time zero over that of the tissue around it, as spin density and T1 leave it.
package struct SpinDensityRatio: Sendable, Hashable {
  package let value: Double
  /// One standard deviation between people, relative.
  package let relativeError: Double

  package init(_ value: Double, relativeError: Double = SpinDensityRatio.usual.relativeError) {
    self.value = value
    self.relativeError = relativeError
  }

  /// This project's choice. The liver holds some per cent less water than muscle and spleen, and its shorter T1 gives some per cent
  /// more signal at a repetition time of 2.5 s; the two nearly cancel, and what they leave differs from person to person.
  package static let usual = SpinDensityRatio(1, relativeError: 0.04)
}
