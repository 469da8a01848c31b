// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CPolicyc
internal import DecisionTable
internal import Glibc

@c @implementation
public func policyc_abi_version() -> UInt32 { UInt32(POLICYC_ABI_VERSION) }

@c @implementation
public func policyc_status_name(_ status: policyc_status) -> UnsafePointer<CChar>? {
  StatusNames.shared.name(of: status)
}

@c @implementation
public func policyc_table_load(
  _ json: UnsafePointer<UInt8>?, _ size: Int, _ table: UnsafeMutablePointer<OpaquePointer?>?,
  _ message: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> policyc_status {
  message?.pointee = nil
  table?.pointee = nil
  guard let json, let table else { return policyc_status(POLICYC_BAD_ARGUMENT) }
  do throws(TableError) {
    let compiled = try CompiledTable(json: Array(UnsafeBufferPointer(start: json, count: size)))
    table.pointee = LoadedTable(compiled).handle
    return policyc_status(POLICYC_OK)
  } catch {
    message?.pointee = strdup("\(error)")
    return policyc_status(POLICYC_BAD_TABLE)
  }
}

@c @implementation
public func policyc_table_free(_ table: OpaquePointer?) { LoadedTable.free(table) }

@c @implementation
public func policyc_name_count(_ table: OpaquePointer?, _ names: policyc_names) -> Int {
  LoadedTable.with(table, or: 0) { $0.names(names)?.count ?? 0 }
}

@c @implementation
public func policyc_name(_ table: OpaquePointer?, _ names: policyc_names, _ index: Int)
  -> UnsafePointer<CChar>?
{
  LoadedTable.with(table, or: nil) { $0.names(names)?[index] }
}

@c @implementation
public func policyc_fact_index(
  _ table: OpaquePointer?, _ id: UnsafePointer<CChar>?, _ size: Int
) -> Int64 {
  guard let id = UnsafeBufferPointer(text: id, size: size) else { return -1 }
  return LoadedTable.with(table, or: -1) {
    $0.decider.layout.names.index(of: id).map { Int64($0) } ?? -1
  }
}

@c @implementation
public func policyc_message_free(_ message: UnsafeMutablePointer<CChar>?) { free(message) }
