extension Report {
  /// System fonts, a measure of about 70 characters, contrast above 7:1 in light and dark, and paper.
  static let style: String = """
    :root{--ink:#1b1f24;--soft:#4a525c;--paper:#fdfcfa;--rule:#d9d4cb;--accent:#8a1c1c}
    @media screen and (prefers-color-scheme:dark){:root{--ink:#ece8e1;--soft:#b9b3a8;--paper:#16181b;--rule:#3b3f45;--accent:#ff9d8a}}
    *{box-sizing:border-box}
    body{margin:0 auto;padding:2.5rem 1.25rem 4rem;max-width:46rem;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 Charter,"Iowan Old Style","Source Serif 4",Georgia,serif;font-variant-numeric:oldstyle-nums;text-rendering:optimizeLegibility;hyphens:auto}
    h1,h2,.kicker,.figure,table,figcaption,summary,svg text{font-family:"Avenir Next","Segoe UI",Inter,system-ui,sans-serif}
    h1{font-size:2.6rem;line-height:1.1;margin:.2rem 0 .3rem;letter-spacing:-.02em}
    h2{font-size:1.2rem;margin:2.6rem 0 .6rem;padding-top:1rem;border-top:1px solid var(--rule)}
    p{margin:.5rem 0;max-width:38em;overflow-wrap:anywhere}
    .kicker{color:var(--accent);font-weight:600;font-size:.9rem;letter-spacing:.04em;margin:0}
    .series,.fine,figcaption,footer{color:var(--soft)}
    .fine,figcaption,footer{font-size:.92rem}
    .figure{font-size:3.4rem;line-height:1.15;font-weight:600;letter-spacing:-.03em;font-variant-numeric:lining-nums tabular-nums;margin:.2rem 0}
    .figure small{font-size:1.1rem;font-weight:400;letter-spacing:0;color:var(--soft)}
    .notice{border-left:4px solid var(--accent);padding-left:.9rem}
    figure{margin:1rem 0}
    img{display:block;width:100%;height:auto;image-rendering:pixelated;background:#000}
    .histogram{display:block;width:100%;height:auto;margin-top:.8rem;color:var(--ink)}
    figcaption{margin-top:.4rem}
    .wide{overflow-x:auto}
    .wide:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
    table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:lining-nums tabular-nums;margin:.8rem 0}
    caption{text-align:left;color:var(--soft);padding-bottom:.4rem}
    th,td{text-align:right;padding:.35rem .6rem;border-bottom:1px solid var(--rule);font-weight:400}
    thead th{font-weight:600;vertical-align:bottom}
    th:first-child{text-align:left;padding-left:0}
    summary{cursor:pointer;padding:.4rem 0}
    footer{margin-top:3rem;border-top:1px solid var(--rule);padding-top:1rem}
    @media print{body{max-width:none;padding:0;font-size:10pt;background:#fff;color:#000}section,figure,table{break-inside:avoid}details{display:none}}
    """
}
