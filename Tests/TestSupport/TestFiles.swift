internal import Glibc

/// Whether golden files are rewritten instead of compared.
package let isUpdating = getenv("POLICYC_UPDATE") != nil

/// The root folder of the package.
package let packageFolder = folder(of: #filePath, levels: 3)

/// The folder next to the package that contains additional test data, or nil if it does not exist.
package let sharedFolder: String? = {
  let folder = packageFolder + "/../shared"
  return access(folder, F_OK) == 0 ? folder : nil
}()

package func folder(of file: String, levels: Int = 1) -> String {
  file.split(separator: "/").dropLast(levels).reduce("") { $0 + "/" + $1 }
}

package func readFile(_ path: String) -> [UInt8]? {
  guard let file = fopen(path, "rb") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
    bytes += buffer[..<count]
  }
  return bytes
}

package func writeFile(_ text: String, to path: String) {
  guard let file = fopen(path, "wb") else { return }
  defer { fclose(file) }
  fputs(text, file)
}

/// The sorted names in a folder, without hidden files.
package func fileNames(in folder: String) -> [String] {
  guard let stream = opendir(folder) else { return [] }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if !name.hasPrefix(".") { names.append(name) }
  }
  return names.sorted()
}
