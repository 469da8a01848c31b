// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CArrow
public import CPolicyc
internal import DecisionColumns
internal import Glibc

@c @implementation
public func policyc_decide_stream(
  _ table: OpaquePointer?, _ requests: UnsafeMutablePointer<ArrowArrayStream>?,
  _ answers: UnsafeMutablePointer<ArrowArrayStream>?, _ threads: UInt32, _ options: UInt32,
  _ message: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> policyc_status {
  message?.pointee = nil
  answers?.initialize(to: ArrowArrayStream())
  guard let table, let requests, let answers, options <= UInt32(POLICYC_DICTIONARIES) else {
    requests?.pointee.release?(requests)
    return policyc_status(POLICYC_BAD_ARGUMENT)
  }
  return LoadedTable.with(table, or: policyc_status(POLICYC_BAD_ARGUMENT)) { table in
    do throws(ColumnError) {
      let stream = try AnswerStream(
        requests, of: table.decider,
        options & UInt32(POLICYC_DICTIONARIES) == 0 ? .texts : .dictionaries,
        threads: Int(min(threads, 1_024)))
      answers.pointee = stream.exported()
      return policyc_status(POLICYC_OK)
    } catch {
      message?.pointee = strdup("\(error)")
      return policyc_status(POLICYC_BAD_COLUMNS)
    }
  }
}
