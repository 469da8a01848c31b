internal import DecisionTable
internal import MarkupText
internal import PolicyChecks
internal import PolicyModel
internal import PolicyReview
internal import Values

/// One revision of a policy as a page: `policy.html`.
struct RevisionPage {
  let revision: Revision
  let policy: Policy
  let reviews: [RevisionReview]
  let provenance: Provenance
  let prose: ProseHTML

  init(_ revision: Revision, _ checked: CheckedPolicy, _ provenance: Provenance) {
    self.revision = revision
    policy = checked.policy
    reviews = checked.reviews
    self.provenance = provenance
    prose = ProseHTML(revision.references)
  }

  var page: HTMLPage {
    HTMLPage(
      title: "\(revision.title), \(policy.id), revision \(revision.date)",
      description:
        "Clinical policy \(policy.id), revision \(revision.date): criteria, coding and history.",
      body: [
        .tag(.div, [.tag(.a, ["class": "skip", "href": "#criteria"], ["Skip to the criteria"])]),
        notice,
        .tag(.div, ["class": "page"], [masthead, contents, main, footer]),
      ])
  }

  private var notice: Markup {
    .tag(
      .aside, ["class": "notice", "aria-label": "Status of this page"],
      [
        .tag(
          .div, ["class": "page"],
          [
            .tag(
              .p,
              [
                .tag(.strong, [.text(StandingWords.unofficial.head)]),
                .text(" \(StandingWords.unofficial.text) "),
              ] + prose.line(policy.original))
          ])
      ])
  }

  private var masthead: Markup {
    var facts: [(String, [Markup])] = [
      ("Revision", [date(revision.date)]),
      ("Approved", [revision.entry.approval.map { date($0) } ?? "Not printed"]),
      ("Effective", [revision.entry.effective.map { date($0) } ?? "Determined by the payer"]),
    ]
    if revision.entry.status == .draft { facts.append(("Status", ["Draft"])) }
    if let next = policy.successor(of: revision) {
      let link: Markup = .tag(
        .a, ["href": "../\(next.id)/policy.html"], ["Revision \(next.date)"])
      facts.append((StandingWords.superseded, [link]))
    }
    if let difference = reviews.first(where: { $0.revision.id == revision.id })?.difference {
      let name = "\(difference.old.id)..\(difference.new.id)"
      let link: Markup = .tag(
        .a, ["href": "../diff/\(name).html"], ["Changes since \(difference.old.date)"])
      facts.append(("Redline", [link]))
    }
    var children: [Markup] = [
      .tag(.p, ["class": "eyebrow"], ["\(policy.publisher) · Clinical policy \(policy.id)"]),
      .tag(.h1, [.text(revision.title)]),
      .tag(
        .dl, ["class": "facts"],
        facts.map { .tag(.div, [.tag(.dt, [.text($0.0)]), .tag(.dd, $0.1)]) }),
      .tag(.nav, ["class": "nav", "aria-label": "Revisions"], [revisions]),
    ]
    if let banner { children.append(banner) }
    return .tag(.header, ["class": "masthead"], children)
  }

  private var revisions: Markup {
    .tag(
      .ul,
      policy.revisions.reversed().map { other in
        let isThis = other.id == revision.id
        return .tag(
          .li,
          [
            .tag(
              .a,
              [
                "href": "../\(other.id)/policy.html", "aria-current": isThis ? "page" : nil,
              ], ["Revision \(other.date)"])
          ])
      } + [.tag(.li, [.tag(.a, ["href": "../../index.html"], ["All policies"])])])
  }

  private var banner: Markup? {
    revision.reconstruction.map { reconstruction in
      .tag(
        .section, ["class": "banner", "aria-labelledby": "reconstructed"],
        [
          .tag(.h2, ["id": "reconstructed"], [.text(StandingWords.reconstructed)]),
          .tag(.p, prose.line(reconstruction.basis)),
        ])
    }
  }

  private var contents: Markup {
    let sections =
      [("description", "Description"), ("criteria", "Criteria"), ("decision", "Decision")]
      + sectionTitles + [
        ("coding", "Coding"), ("log", "Revision log"), ("references", "References"),
        ("reminder", "Important reminder"),
      ]
    func entry(_ section: (String, String), isHidden: Bool) -> Markup {
      .tag(
        .li, ["hidden": isHidden ? "" : nil, "class": isHidden ? "scripted" : nil],
        [.tag(.a, ["href": "#\(section.0)"], [.text(section.1)])])
    }
    var entries = sections.map { entry($0, isHidden: false) }
    entries.insert(entry(("check", "Check a case"), isHidden: true), at: 3)
    return .tag(
      .nav, ["class": "nav contents", "aria-label": "Contents"], [.tag(.ul, entries)])
  }

  private var sectionTitles: [(String, String)] {
    isHeld(.background)
      ? revision.sections.map { ("section-\($0.id)", $0.title) } : [("background", "Background")]
  }

  private var main: Markup {
    let criteria = CriteriaHTML(revision: revision, prose: prose)
    var sections = [
      section("description", "Description", .description, revision.description.map(prose.blocks)),
      .tag(
        .section, ["id": "criteria", "aria-labelledby": "criteria-title"],
        [
          .tag(.h2, ["id": "criteria-title"], ["Criteria"]), criteria.scope,
        ] + criteria.precedence + [criteria.statements, otherwise]),
      .tag(
        .section, ["id": "decision", "aria-labelledby": "decision-title"],
        [
          .tag(.h2, ["id": "decision-title"], ["How a request is decided"]),
          DecisionDrawing(revision).figure,
          legend,
        ]),
    ]
    if let check = CaseCheck(revision, policy) { sections.append(check.section) }
    if isHeld(.background) {
      sections += revision.sections.map {
        section("section-\($0.id)", $0.title, nil, prose.blocks($0.text))
      }
    } else {
      sections.append(section("background", "Background", .background, nil))
    }
    sections += [
      section("coding", "Coding", .coding, revision.coding.map(coding)),
      section("log", "Revision log", nil, [log]),
      section("references", "References", .references, references),
      section("reminder", "Important reminder", .reminder, reminder),
    ]
    return .tag(.main, sections)
  }

  private var footer: Markup {
    .tag(
      .footer,
      [
        .tag(
          .p,
          [
            "Also as ", .tag(.a, ["href": "policy.md"], ["Markdown"]), " and as ",
            .tag(.a, ["href": "decision-table.json"], ["executable decision table"]),
            ". Each test of that table stands in exactly one place of the criteria above, and each criterion above is in the table; this is proven when the page is made.",
          ])
      ] + measurement + [
        .tag(
          .p,
          [
            .text(
              "\(policy.id), revision \(revision.date), made by \(provenance.compiler) from sources with SHA-256 "
            ),
            .tag(.code, [.text(provenance.sourceDigest)]), ".",
          ])
      ])
  }

  /// By what liver iron is measured; not the payer's text, and so not among it.
  private var measurement: [Markup] {
    guard let pin = revision.measurement else { return [] }
    return [
      .tag(
        .p,
        [
          .text(
            "Liver iron figures for this revision carry the calibration \(pin.calibration), revision \(pin.number): the choice of this project, not the payer’s text."
          )
        ])
    ]
  }
}
