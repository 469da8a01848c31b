internal import CLiverFit

/// The set of instructions that the voxel fits use; the answers are the same bits with any.
package enum FitKernel: String, Sendable, Hashable, CaseIterable {
  case portable, avx2

  package var isAvailable: Bool { liver_kernel_is_available(code) }

  /// The widest that this machine runs.
  package static var widest: FitKernel { FitKernel.avx2.isAvailable ? .avx2 : .portable }

  var code: liver_kernel {
    switch self {
    case .portable: liver_kernel_portable
    case .avx2: liver_kernel_avx2
    }
  }
}

/// How the voxel fits are run; nothing of it changes an answer.
package struct FitExecution: Sendable, Hashable {
  package var kernel: FitKernel
  package var threads: Int

  package init(kernel: FitKernel = .widest, threads: Int = 1) {
    self.kernel = kernel.isAvailable ? kernel : .portable
    self.threads = max(1, threads)
  }
}
