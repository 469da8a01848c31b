import MarkupText
import Testing

@Suite struct MarkupTests {
  @Test func escapesTextAndAttributes() {
    let page = Markup(
      .p, [Markup.Attribute("title", "\"a\" & b")],
      [.text("<script>alert(1)</script>"), Markup(.img)])
    #expect(
      page.htmlPage
        == "<!DOCTYPE html>\n<p title=\"&quot;a&quot; &amp; b\">&lt;script&gt;alert(1)&lt;/script&gt;<img></p>\n"
    )
  }

  @Test func printsOnlyBlocksOnSeparateLines() {
    let page = Markup(.div, [Markup(.p, ["a", Markup(.em, ["b"])]), Markup(.p, ["c"])])
    #expect(page.htmlPage == "<!DOCTYPE html>\n<div>\n<p>a<em>b</em></p>\n<p>c</p>\n</div>\n")
  }

  @Test func dataCannotEndItsElement() {
    let page = Markup(
      .div, [.data(id: "d", json: #"{"a":"</script><!--"}"#), .script("run()")])
    #expect(
      page.htmlPage.contains(
        #"<script type="application/json" id="d">{"a":"\u003c/script>\u003c!--"}</script>"#))
  }
}
