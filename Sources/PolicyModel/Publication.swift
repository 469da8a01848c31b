/// Who publishes a policy, and in which standing.
package struct Publication: Hashable, Sendable {
  /// The payer.
  package let publisher: String
  package let standing: Standing

  package init(publisher: String, standing: Standing) {
    self.publisher = publisher
    self.standing = standing
  }
}
