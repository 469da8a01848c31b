import LiverIronImaging
import Testing

@Suite("Markup")
struct MarkupTests {
  @Test("escapes text and attributes wherever they come from")
  func escapes() {
    let page = Markup(
      .p, [Attribute("title", "\"a\" & 'b'")], [.text("<script>alert(1)</script>"), Markup(.img)])
    #expect(
      page.htmlPage
        == "<!DOCTYPE html>\n<p title=\"&quot;a&quot; &amp; &#39;b&#39;\">&lt;script&gt;alert(1)&lt;/script&gt;<img></p>\n\n"
    )
  }
}
