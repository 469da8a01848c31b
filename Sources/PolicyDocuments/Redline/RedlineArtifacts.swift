internal import DecisionTable
package import PolicyChecks
package import PolicyModel
internal import PolicyReview

extension Redline {
  package func html(_ provenance: Provenance) -> String {
    RedlinePage(redline: self, provenance: provenance).page.text
  }
}

extension Artifact {
  /// The redline of each revision against the one that it supersedes.
  ///
  /// - Parameter provenance: the provenance of the whole policy, not of one revision.
  package static func redlines(of checked: CheckedPolicy, _ provenance: Provenance) -> [Artifact] {
    checked.reviews.flatMap { review -> [Artifact] in
      guard let difference = review.difference else { return [] }
      let redline = Redline(difference, proof: review.proof, in: checked.policy)
      let path = "\(checked.policy.id)/diff/\(redline.name)"
      return [
        Artifact(path: "\(path).html", text: redline.html(provenance)),
        Artifact(path: "\(path).md", text: redline.markdown(provenance)),
        Artifact(path: "\(path).json", text: redline.json(provenance)),
      ]
    }
  }
}
