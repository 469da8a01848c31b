import PolicyModel
import Testing
import Values

@Suite struct RevisionNamesTests {
  private static func date(_ text: String) -> PrintedDate { try! PrintedDate(text) }

  @Test(arguments: [
    (["11/23"], ["2023-11"]), (["08/15/2020"], ["2020-08"]),
    (["11/23", "11/20/23"], ["2023-11", "2023-11-20"]),
    (["11/1/23", "11/20/23", "11/21/23"], ["2023-11", "2023-11-20", "2023-11-21"]),
    (["10/31/23", "11/1/23"], ["2023-10", "2023-11"]),
  ])
  func namesLaterRevisionsOfAMonthByTheirDay(_ dates: [String], _ names: [String]) {
    #expect(RevisionNames(dates.map(RevisionNamesTests.date)).all == names)
  }

  @Test(arguments: [
    ("11/23", "2023-11"), ("2023-11", "2023-11"), ("11/20/23", "2023-11-20"),
    ("2023-11-20", "2023-11-20"), ("11/1/23", "2023-11"), ("12/23", nil),
  ])
  func findsTheRevisionThatADateMeans(_ date: String, _ name: String?) {
    let names = RevisionNames(["11/23", "11/20/23"].map(RevisionNamesTests.date))
    #expect(names[RevisionNamesTests.date(date)] == name)
    let one = RevisionNames([RevisionNamesTests.date("08/15/2020")])
    #expect(one[RevisionNamesTests.date("8/20")] == "2020-08")
    #expect(one[RevisionNamesTests.date("8/16/20")] == nil)
  }
}
