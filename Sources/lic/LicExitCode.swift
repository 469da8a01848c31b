internal import ArgumentParser
internal import Glibc
internal import LiverIron

/// How a run ended.
enum LicExitCode: Int32 {
  case done = 0
  case inputHasErrors = 1
  case wrongUsage = 2
  case machineFailed = 3

  /// The kind of failure that an error is; `ofParser` is what the parser of arguments makes of it.
  ///
  /// What neither this program nor the parser knows is nothing that the user did.
  init(_ error: any Error, ofParser code: ExitCode) {
    self =
      switch error {
      case is MachineFailure: .machineFailed
      case is any ExplainedError: .inputHasErrors
      default:
        switch code {
        case .success: .done
        case .validationFailure: .wrongUsage
        default: .machineFailed
        }
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
