internal import DecisionTable
internal import MarkupText
internal import PolicyModel
internal import Values

/// The sections of a revision's page.
extension RevisionPage {
  var sections: [PageSection] {
    let description = section(
      "description", "Description", .description, revision.description.map(prose.blocks))
    let after = [
      section("coding", "Coding", .coding, revision.coding.map(coding)),
      PageSection(id: "log", title: "Revision log", content: log),
      section("references", "References", .references, references),
      section(
        "reminder", "Important reminder", .reminder,
        revision.reminder.map { [.tag(.div, ["class": "small"], prose.blocks($0))] }),
    ]
    return [description, criteria, decision, CaseCheck(revision, policy).section]
      .compactMap(\.self) + background + after.compactMap(\.self)
  }

  /// A section for a part of the revision, or nil if the revision does not have the part.
  private func section(
    _ id: String, _ title: String, _ part: Reconstruction.Part, _ content: [Markup]?
  ) -> PageSection? {
    guard isAvailable(part) else {
      return PageSection(id: id, title: title, content: [notAvailable])
    }
    return content.map { PageSection(id: id, title: title, content: $0) }
  }

  private func isAvailable(_ part: Reconstruction.Part) -> Bool {
    !(revision.reconstruction?.notHeld.contains(part) ?? false)
  }

  private var notAvailable: Markup {
    .tag(.div, ["class": "missing"], [note(StandardWording.notAvailable)])
  }

  private func note(_ note: StandardWording.Note) -> Markup {
    .tag(.p, [.tag(.strong, [.text(note.head)]), .text(" \(note.text)")])
  }

  // MARK: Criteria and decision

  private var criteria: PageSection {
    let criteria = CriteriaHTML(revision: revision, prose: prose)
    let otherwise: Markup = .tag(
      .div, ["class": "otherwise"], [note(StandardWording.otherwise)])
    return PageSection(
      id: "criteria", title: "Criteria",
      content: [criteria.scope] + criteria.precedence + [criteria.statements, otherwise])
  }

  private var decision: PageSection {
    PageSection(
      id: "decision", title: "How a request is decided", shortTitle: "Decision",
      content: [DecisionDrawing(revision).figure, legend])
  }

  private var legend: Markup {
    let meanings = [
      ("Met", "The criteria are met, whatever the unknown facts turn out to be."),
      ("Not met", "The policy applies, and the criteria cannot be met. Clinical review follows."),
      ("Needs information", "The answer depends on facts that are unknown. They are listed."),
      ("Out of scope", "The policy is not about the requested service."),
    ]
    return .tag(
      .dl, ["class": "legend"],
      meanings.flatMap { [.tag(.dt, ["\($0.0):"]), .tag(.dd, [.text($0.1)])] })
  }

  // MARK: Prose, codes, log and references

  private var background: [PageSection] {
    guard isAvailable(.background) else {
      return [PageSection(id: "background", title: "Background", content: [notAvailable])]
    }
    return revision.sections.map { section in
      PageSection(
        id: "section-\(section.id)", title: section.title, content: prose.blocks(section.text))
    }
  }

  private func coding(_ coding: Coding) -> [Markup] {
    let notice = coding.cptCopyright.map { year -> Markup in
      .tag(.p, ["class": "small"], [.text(Coding.cptNotice(year: year))])
    }
    let rows = coding.rows.map { row -> [Markup] in
      let period = row.period.map { " (valid \($0.text))" } ?? ""
      return [
        .tag(.th, ["scope": "row"], ["\(row.code.system.rawValue) \(row.code.value)"]),
        .tag(.td, [.text(row.descriptor + period)]),
      ]
    }
    return prose.blocks(coding.text)
      + [.table("Codes that this revision lists", ["Code", "Description"], rows)]
      + (notice.map { [$0] } ?? [])
  }

  private var log: [Markup] {
    LogEntry.all(policy, reviews, on: revision).flatMap { entry -> [Markup] in
      let row = entry.row
      let status: [Markup] =
        row.isContinuation
        ? [", continued, printed without a date"]
        : row.approval.map { [", approved ", .date($0)] }
          ?? [.text(", \(policy.missingApproval(of: row))")]
      return [.tag(.h3, [.date(row.revision)] + status), entry.list(prose)]
    }
  }

  private var references: [Markup]? {
    guard !revision.references.isEmpty else { return nil }
    return [
      .tag(
        .ol, ["class": "references small"],
        revision.references.map { reference in
          .tag(.li, ["id": "ref-\(reference.key)"], prose.inlines(reference.entry))
        })
    ]
  }
}

extension LogEntry {
  /// The statements, each of which links can reach.
  func list(_ prose: ProseHTML) -> Markup {
    let items = statements.map { statement in
      let verdict = statement.verdict.map { text -> [Markup] in
        [" ", .tag(.span, ["class": "verdict"], [.text(text)])]
      }
      return Markup.tag(
        .li, ["id": statement.anchor], prose.line(statement.text) + (verdict ?? []))
    }
    return .tag(.ul, ["class": "log"], items)
  }
}
