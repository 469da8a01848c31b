extension AcquisitionCheck {
  static let contrastAgent = AcquisitionCheck(
    .contrastAgent, "Contrast agent",
    limit: "no contrast agent in any image of the study",
    reason: "gadolinium shortens the relaxation that is taken for iron",
    source: .ownChoice(because: "the relaxation of the agent adds to that of the iron"),
    remedy: "repeat on another day, before any contrast agent is given",
    .headers { study in
      study.contrastAgents.isEmpty
        ? .pass("none stated")
        : .fail(study.contrastAgents.joined(separator: ", "))
    })
}
