internal import LiverIron

/// Why a file is not a volume.
package enum NIfTIError: ExplainedError, Hashable {
  case notNIfTI(String)
  case truncated(String)
  case damaged(String)
  case tooLarge(String, [Int])
  case severalVolumes(String, count: Int)
  case unknownType(String, Int)

  package var problem: String {
    switch self {
    case .notNIfTI(let name): "`\(name)` is not a NIfTI-1 file"
    case .truncated(let name): "`\(name)` ends early"
    case .damaged(let name): "`\(name)` is damaged"
    case .tooLarge(let name, let sizes):
      "`\(name)` claims \(sizes.map(String.init).joined(separator: " × ")) voxels"
    case .severalVolumes(let name, let count): "`\(name)` holds \(count) volumes"
    case .unknownType(let name, let code): "`\(name)` stores voxels of type \(code)"
    }
  }

  package var reason: String {
    switch self {
    case .notNIfTI: "its header does not read as one"
    case .truncated: "its header promises more voxels than it has"
    case .damaged: "it cannot be decompressed, or its header contradicts itself"
    case .tooLarge: "no volume of a liver is that large"
    case .severalVolumes: "each echo is a file of its own"
    case .unknownType: "only integers up to 32 bits and floating-point numbers are read"
    }
  }

  package var remedy: String {
    switch self {
    case .notNIfTI, .unknownType: "convert it to NIfTI-1 of 16-bit integers or 32-bit floats"
    case .truncated, .damaged, .tooLarge: "copy or convert it again"
    case .severalVolumes: "split it by echo, as BIDS asks for MESE"
    }
  }
}
