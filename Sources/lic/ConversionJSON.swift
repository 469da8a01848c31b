internal import JSONShapes

extension Conversion {
  /// How `lic convert --format json` writes a value.
  static let shape = JSONShape<Conversion>.object(
    .optional("calibration", .string) { $0.calibration },
    .optional("revision", .count(atLeast: 1)) { $0.revision },
    .optional("quantity", .string) { $0.quantity },
    .optional("ratePerSecond", .number) { $0.ratePerSecond },
    .optional("timeMilliseconds", .number) { $0.timeMilliseconds },
    .required("milligramsPerGram", .string) { $0.milligramsPerGram },
    .required("millimolesPerKilogram", .string) { $0.millimolesPerKilogram },
    .optional("overload", .string) { $0.overload },
    .required("statement", .string) { $0.statement })
}
