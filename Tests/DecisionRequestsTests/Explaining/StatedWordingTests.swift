import DecisionTable
import JSONText
import Testing
import Values

@testable import DecisionRequests

@Suite struct StatedWordingTests {
  private static let years = FactType.number(
    NumberType(unit: "a", isInteger: false, minimum: nil, maximum: nil))
  private static let plain = FactType.number(
    NumberType(unit: nil, isInteger: true, minimum: nil, maximum: nil))

  @Test(arguments: [
    (#"{"at_least":7,"under":9}"#, years, "from 7 to under 9 years"),
    (#"{"over":7,"at_most":9}"#, years, "over 7 to 9 years"),
    (#"{"at_least":84,"unit":"mo"}"#, years, "at least 84 months"),
    (#"{"under":9}"#, plain, "under 9"), (#"{"at_most":9}"#, plain, "at most 9"),
    (#"{"over":2}"#, .duration(.weeks), "over 2 weeks"),
    (#""2024-03""#, .date, "some day of 2024-03"), (#""2024""#, .date, "some day of 2024"),
    (#""2024-03""#, .duration(.months), "some day of 2024-03"),
    (
      #"{"from":"2024-03-01","before":"2024-04-01"}"#, .date, "from 2024-03-01 to before 2024-04-01"
    ),
    (#"{"after":"2024-03-01"}"#, .date, "after 2024-03-01"),
    (#"{"until":"2024-03-01"}"#, .duration(.years), "until 2024-03-01"),
    (#"{"one_of":["former","never"]}"#, .choice(["former", "never"]), "former or never"),
    (#"{"not":["CPT:76498"]}"#, .code, "anything but CPT:76498"),
    ("7.5", years, "7.5"), (#"{"value":7,"unit":"a"}"#, years, #"{"value":7,"unit":"a"}"#),
    (#""2024""#, .choice(["2024"]), #""2024""#), (#""2024-03-01""#, .date, #""2024-03-01""#),
  ])
  func saysWhatIsStated(_ stated: String, _ type: FactType, _ text: String) throws {
    #expect(StatedWording(try JSON(bytes: Array(stated.utf8)), of: type).text == text)
  }
}
