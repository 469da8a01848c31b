internal import Diagnostics
internal import MessageText
internal import Values

/// What to write instead of a quantity whose unit is not one of UCUM. The suggestion is the same
/// quantity in a known unit; a unit that may mean something else gets none.
struct UnitSuggestion {
  let help: String

  /// - Parameter unit: the UCUM code of the unit of the fact.
  init(for written: WrittenQuantity, inPlaceOf unit: String) {
    let inUnit = "write the value in \(UnitWords.plural(unit))"
    guard let code = UnitSuggestion.code(meantBy: written.unit), let meant = UnitOfMeasure(code),
      let own = UnitOfMeasure(unit), let value = meant.convert(written.number, to: own)
    else {
      help = inUnit
      return
    }
    let isNamed = UnitWords.code(of: UnitWords.plural(code)) == code
    let quantity =
      isNamed || code == unit
      ? UnitWords.quantity(written.number, code) : "\(written.number) \(code)"
    help =
      "write `\(quantity)`"
      + (code == unit ? "" : ", which is \(UnitWords.quantity(value, unit))")
  }

  /// The code of a unit that is spelt otherwise, or misspelt.
  private static func code(meantBy text: String) -> String? {
    if let code = UnitWords.code(meantBy: text) { return code }
    // A slip in a short word could be another unit.
    guard text.count >= 5 else { return nil }
    return nearestName(to: text, among: UnitWords.words).flatMap(UnitWords.code(of:))
  }
}
