internal import Glibc
internal import LiverIron

/// How a run ended.
enum LicExitCode: Int32 {
  case done = 0
  case inputHasErrors = 1
  case wrongUsage = 2
  case machineFailed = 3

  /// The kind of failure that an error is.
  init(_ error: any Error, isCleanExit: Bool) {
    self =
      switch error {
      case is MachineFailure: .machineFailed
      case is any ExplainedError: .inputHasErrors
      default: isCleanExit ? .done : .wrongUsage
      }
  }
}

/// The disk, a permission, or something else that neither the input nor the usage can mend.
struct MachineFailure: ExplainedError {
  var problem: String
  var reason: String
  var remedy: String
}

enum StandardError {
  /// Unbuffered, a line at a time.
  static func print(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }
}

/// Ends the program at once; what is printed so far is flushed.
func leaveProgram(_ code: LicExitCode) -> Never {
  fflush(nil)
  exit(code.rawValue)
}
