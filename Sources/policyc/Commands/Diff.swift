internal import ArgumentParser
internal import DecisionTable
internal import Machine
internal import PolicyChecks
internal import PolicyCompilation
internal import PolicyDocuments
internal import PolicyModel
internal import PolicyReview

/// `policyc diff OLD NEW`: shows what changed between two revisions and how decisions change.
struct Diff: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case markdown
    case html
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show what changed between two revisions, and prove how decisions change.",
    discussion: """
      Example: policyc diff 12/22 11/23
      Compares the sources by id. For each revision and the one that it supersedes, `policyc build` \
      writes the same comparison to generated/ID/diff/.
      """)

  @Argument(help: "The old revision, as printed (12/22) or as a month (2022-12).") var old: String
  @Argument(help: "The new revision.") var new: String
  @Option(help: "The policy; required if there are several.") var policy: String?
  @Option(help: "text, markdown, html or json.") var format = Format.text
  @Option(
    help: """
      Decide each request of this file, one JSON object per line, by both revisions, and count the \
      answers that change.
      """)
  var replay: String?
  @Option(help: "Write each answer that changes to this file, one JSON object per line.")
  var changes: String?
  @Option(name: [.short, .long], help: "Write to this file; - is standard output.")
  var output: String?
  @Option(help: "The folder of sources.") var sources = "policy"

  func validate() throws {
    if changes != nil, replay == nil {
      throw ValidationError("--changes needs --replay with a file of requests")
    }
    if replay != nil, format == .html {
      throw ValidationError("--replay prints text, markdown or json, not html")
    }
  }

  func run() throws {
    try refuseOutputs()
    let compilation = Compilation(try SourceFolder(sources))
    try FindingsReport(compilation.findings, in: compilation).print(.text)
    let checked = try compilation.policy(named: policy)
    let (before, after) = (
      try checked.policy.revision(named: old), try checked.policy.revision(named: new)
    )
    if let limited = after.table.recordLimits(comparedWith: before.table).first {
      throw Failure(
        .inputHasErrors,
        "the tests of `\(limited.fact)` in \(before.date) and \(after.date) cannot be compared: \(limited.limit.reason)",
        help: "compare revisions that are closer to each other")
    }
    let difference = RevisionDifference(from: before, to: after)
    let review = checked.reviews.first { review in
      review.revision.id == difference.new.id
        && review.difference?.old.id == difference.old.id
    }
    let redline = Redline(difference, proof: review?.proof, in: checked.policy)
    let provenance = compilation.provenance(of: checked.policy)
    if let replay {
      let run = try ReplayRun(
        difference, of: checked.policy.id, requests: replay, changes: changes)
      try write(format == .json ? run.json : run.text)
      if run.failed > 0 {
        throw Failure(
          .inputHasErrors, summary: "\(run.failed) of the requests could not be answered")
      }
      return
    }
    let isColored = (output ?? "-") == "-" && Terminal.outputIsColored
    let text =
      switch format {
      case .text: redline.text(isColored: isColored)
      case .markdown: redline.markdown(provenance)
      case .html: redline.html(provenance)
      case .json: redline.json(provenance)
      }
    try write(text)
  }

  private func refuseOutputs() throws(Failure) {
    var read = ReadPaths()
    if let replay { read.add(file: replay) }
    read.add(folder: sources, of: "sources")
    try read.refuse(output)
    try OutputFolder.refuse(output)
    guard let changes else { return }
    try read.refuse(changes)
    try OutputFolder.refuse(changes)
    try ReadPaths.requireDifferent([("-o", output ?? "-"), ("--changes", changes)])
  }

  private func write(_ text: String) throws(Failure) {
    guard let output, output != "-" else { return Terminal.print(text) }
    let file = try OutputFile(path: output)
    try file.write(text: text)
    try file.finish()
  }
}
