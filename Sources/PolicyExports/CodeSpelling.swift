internal import Values

extension Code {
  /// With its system, and without the dot that ICD-10-CM may be written with or without.
  var undotted: String { description.split(separator: ".").joined() }
}
