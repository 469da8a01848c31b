/// A version of the file format; those written differ in the names of their namespaces alone.
package enum DMNVersion: String, Sendable, CaseIterable {
  case v1_1 = "1.1"
  case v1_2 = "1.2"
  case v1_3 = "1.3"
  case v1_4 = "1.4"
  case v1_5 = "1.5"

  /// The namespace of models.
  var model: String {
    switch self {
    case .v1_1: "http://www.omg.org/spec/DMN/20151101/dmn.xsd"
    case .v1_2: "http://www.omg.org/spec/DMN/20180521/MODEL/"
    case .v1_3: "https://www.omg.org/spec/DMN/20191111/MODEL/"
    case .v1_4: "https://www.omg.org/spec/DMN/20211108/MODEL/"
    case .v1_5: "https://www.omg.org/spec/DMN/20230324/MODEL/"
    }
  }

  /// The name of the expression language.
  var feel: String {
    switch self {
    case .v1_1: "http://www.omg.org/spec/FEEL/20140401"
    case .v1_2: "http://www.omg.org/spec/DMN/20180521/FEEL/"
    case .v1_3: "https://www.omg.org/spec/DMN/20191111/FEEL/"
    case .v1_4: "https://www.omg.org/spec/DMN/20211108/FEEL/"
    case .v1_5: "https://www.omg.org/spec/DMN/20230324/FEEL/"
    }
  }
}

/// A version that is written.
package enum WrittenDMNVersion: String, Sendable, CaseIterable {
  /// What most tools read and write.
  case v1_3 = "1.3"
  case v1_5 = "1.5"

  var version: DMNVersion {
    switch self {
    case .v1_3: .v1_3
    case .v1_5: .v1_5
    }
  }

  /// The namespace of diagrams.
  var diagrams: String {
    switch self {
    case .v1_3: "https://www.omg.org/spec/DMN/20191111/DMNDI/"
    case .v1_5: "https://www.omg.org/spec/DMN/20230324/DMNDI/"
    }
  }
}
