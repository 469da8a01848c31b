/// A version of the file format.
package enum DMNVersion: String, Sendable, CaseIterable {
  case dmn11 = "1.1"
  case dmn12 = "1.2"
  case dmn13 = "1.3"
  case dmn14 = "1.4"
  case dmn15 = "1.5"

  /// The namespace of models.
  var model: String {
    switch self {
    case .dmn11: "http://www.omg.org/spec/DMN/20151101/dmn.xsd"
    case .dmn12: "http://www.omg.org/spec/DMN/20180521/MODEL/"
    case .dmn13: "https://www.omg.org/spec/DMN/20191111/MODEL/"
    case .dmn14: "https://www.omg.org/spec/DMN/20211108/MODEL/"
    case .dmn15: "https://www.omg.org/spec/DMN/20230324/MODEL/"
    }
  }

  /// The name of the expression language.
  var feel: String {
    switch self {
    case .dmn11: "http://www.omg.org/spec/FEEL/20140401"
    case .dmn12: "http://www.omg.org/spec/DMN/20180521/FEEL/"
    case .dmn13: "https://www.omg.org/spec/DMN/20191111/FEEL/"
    case .dmn14: "https://www.omg.org/spec/DMN/20211108/FEEL/"
    case .dmn15: "https://www.omg.org/spec/DMN/20230324/FEEL/"
    }
  }

  /// The version to which a namespace of model elements belongs.
  ///
  /// Tools vary the end of the namespace, such as `dmn11.xsd` for `dmn.xsd`, so only the date
  /// counts.
  init?(namespace: String) {
    let address = namespace.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    guard address.count >= 5, ["http:", "https:"].contains(address[0]),
      Array(address[1...3]) == ["www.omg.org", "spec", "DMN"],
      let version = DMNVersion.allCases.first(where: { $0.date == address[4] })
    else { return nil }
    self = version
  }

  /// The date in the namespaces of this version.
  private var date: String {
    switch self {
    case .dmn11: "20151101"
    case .dmn12: "20180521"
    case .dmn13: "20191111"
    case .dmn14: "20211108"
    case .dmn15: "20230324"
    }
  }
}

/// A version that can be written. The files differ only in their namespaces.
package enum WrittenDMNVersion: String, Sendable, CaseIterable {
  /// The version that most tools read and write.
  case dmn13 = "1.3"
  case dmn15 = "1.5"

  var version: DMNVersion {
    switch self {
    case .dmn13: .dmn13
    case .dmn15: .dmn15
    }
  }

  /// The namespace of diagrams.
  var diagrams: String {
    switch self {
    case .dmn13: "https://www.omg.org/spec/DMN/20191111/DMNDI/"
    case .dmn15: "https://www.omg.org/spec/DMN/20230324/DMNDI/"
    }
  }
}
