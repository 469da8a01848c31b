internal import CPolicyc
internal import DecisionRequests

/// The names of statuses as C strings.
struct StatusNames: Sendable {
  static let shared = StatusNames()

  private let names: CNames
  private let places: [policyc_status: Int]

  private init() {
    var all: [(policyc_status, String)] = [
      (policyc_status(POLICYC_OK), "ok"),
      (policyc_status(POLICYC_BAD_ARGUMENT), "bad-argument"),
      (policyc_status(POLICYC_BAD_TABLE), "bad-table"),
      (policyc_status(POLICYC_BAD_COLUMNS), "bad-columns"),
    ]
    for code in RequestError.Code.allCases {
      if let status = code.status { all.append((status, code.rawValue)) }
    }
    names = CNames(all.map(\.1))
    places = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.0, $0) })
  }

  func name(of status: policyc_status) -> UnsafePointer<CChar>? {
    places[status].flatMap { names[$0] }
  }
}

extension RequestError.Code {
  /// Its number in C; nil for a fault that cannot occur there, where the caller has chosen the table.
  var status: policyc_status? {
    let status: Int? =
      switch self {
      case .badJSON: POLICYC_BAD_JSON
      case .badUTF8: POLICYC_BAD_UTF_8
      case .repeatedMember: POLICYC_REPEATED_MEMBER
      case .tooDeep: POLICYC_TOO_DEEP
      case .lineTooLong: POLICYC_LINE_TOO_LONG
      case .notAnObject: POLICYC_NOT_AN_OBJECT
      case .unknownFact: POLICYC_UNKNOWN_FACT
      case .unknownWord: POLICYC_UNKNOWN_WORD
      case .wrongType: POLICYC_WRONG_TYPE
      case .badCode: POLICYC_BAD_CODE
      case .badDate: POLICYC_BAD_DATE
      case .wrongUnit: POLICYC_WRONG_UNIT
      case .outOfRange: POLICYC_OUT_OF_RANGE
      case .noValueLeft: POLICYC_NO_VALUE_LEFT
      case .tooManyEntries: POLICYC_TOO_MANY_ENTRIES
      case .missingDate: POLICYC_MISSING_DATE
      case .dateAfterService: POLICYC_DATE_AFTER_SERVICE
      case .contradiction: POLICYC_CONTRADICTION
      case .undecided: POLICYC_UNDECIDED
      case .missingFacts, .missingPolicy, .missingRevision, .unknownPolicy, .unknownRevision,
        .badCSV, .conflict, .noRevisionInForce, .undecidedByDate:
        nil
      }
    return status.map { policyc_status($0) }
  }
}
