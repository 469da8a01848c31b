internal import LiverIronReports
internal import Machine

/// Events, a line each on standard error, without the identity of a patient unless that is asked for.
struct CentreLog {
  let showsIdentities: Bool

  func write(_ key: String, _ event: String, identity: String? = nil) {
    let person = showsIdentities ? identity.map { " (patient \($0))" } ?? "" : ""
    Terminal.error("\(Release.text(of: Clock.stamp)) study \(key)\(person) \(event)")
  }
}
