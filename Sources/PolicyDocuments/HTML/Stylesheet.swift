/// The look of every page: one column for reading, a margin for what machines test.
///
/// Kept to properties that the validators of 2020 know. Colours have a contrast of at least 4.5 to
/// 1, and nothing is said by colour alone.
let stylesheet = """
  html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
  body{margin:0;background:#fff;color:#1c2126;font:1.0625rem/1.6 Charter,"Bitstream Charter","Iowan Old Style","Palatino Linotype",Georgia,serif}
  a{color:#0a5363}
  a:hover{color:#06333d}
  a:focus{outline:3px solid #c8761a;outline-offset:2px}
  .skip{position:absolute;left:-999rem;top:0;padding:.75rem 1rem;background:#fff}
  .skip:focus{left:0;z-index:1}
  .page{max-width:52rem;margin:0 auto;padding:0 1.25rem}
  .notice,.eyebrow,.facts,.nav,.joint,.test,.chip,.label,caption,th,footer,figcaption,.legend{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
  .notice{background:#f3f0e8;font-size:.875rem;line-height:1.5}
  .notice .page{padding-top:.6rem;padding-bottom:.6rem}
  .notice p{margin:0}
  .masthead{padding:2.5rem 0 1.5rem;border-bottom:4px solid #0a5363}
  .eyebrow{margin:0;font-size:.875rem;font-weight:600;letter-spacing:.04em;color:#0a5363}
  h1{margin:.15rem 0 .75rem;font-size:2.5rem;line-height:1.15;font-weight:600;letter-spacing:-.01em}
  h2{margin:3rem 0 .75rem;padding-top:.75rem;border-top:1px solid #cfd6da;font-size:1.5rem;line-height:1.25;font-weight:600}
  h3{margin:1.75rem 0 .5rem;font-size:1.1875rem;line-height:1.3;font-weight:600}
  main>section:first-child h2{margin-top:1rem;border-top:0}
  p{margin:0 0 1rem}
  ul,ol{margin:0 0 1rem;padding-left:1.5rem}
  li{margin:.2rem 0}
  .citation a{padding:.2em .15em}
  sup{font-size:.7em;line-height:0;padding-left:.1em}
  code{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.8125em}
  .facts{display:flex;flex-wrap:wrap;margin:0 0 .75rem;font-size:.9375rem}
  .facts div{margin:0 2rem .5rem 0}
  .facts dt{color:#55606a;font-size:.8125rem}
  .facts dd{margin:0;font-weight:600}
  .nav{font-size:.9375rem;line-height:1.5}
  .nav ul{display:flex;flex-wrap:wrap;margin:0;padding:0;list-style:none}
  .nav li{margin:0 1.25rem .25rem 0}
  .nav a{display:inline-block;padding:.25rem 0}
  .nav a[aria-current]{color:#1c2126;font-weight:700;text-decoration:none}
  .contents{padding:.75rem 0;border-bottom:1px solid #cfd6da}
  .banner{margin:1.5rem 0 0;padding:1rem 1.25rem;border:2px solid #8a4b08;background:#fdf6ec}
  .banner h2{margin:0 0 .35rem;padding:0;border:0;font-size:1.125rem}
  .banner p:last-child,.unheld p:last-child{margin:0}
  .unheld{padding:.75rem 1rem;border-left:4px solid #8a4b08;background:#fdf6ec}
  .scope{margin:0 0 1.5rem;padding:1rem 1.25rem .5rem;background:#eef4f5}
  .scope p{margin:0 0 .5rem}
  .statement{margin:0;padding:0;list-style:none}
  .statement>li{margin:0 0 1.5rem;padding:0 0 0 1.1rem;border-left:4px solid #0a5363}
  .chip{display:inline-block;margin:0 0 .5rem;padding:.1rem .6rem;border:1px solid #0a5363;border-radius:1rem;color:#0a5363;font-size:.875rem;font-weight:600}
  .line{display:flex;flex-wrap:wrap;align-items:baseline}
  .label{flex:0 0 auto;min-width:3.25rem;margin-right:.5rem;font-size:.875rem;font-weight:600;font-variant-numeric:tabular-nums;text-decoration:none}
  .label:hover{text-decoration:underline}
  .words{flex:1 1 14rem}
  .statement>li>.line .label{min-width:1.25rem}
  .statement>li>.line .words{font-size:1.125rem;line-height:1.5}
  .test{flex:0 1 auto;max-width:100%;box-sizing:border-box;margin:.1rem 0 .1rem .75rem;color:#4a555f;font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.75rem;line-height:1.5;overflow-wrap:break-word;word-wrap:break-word}
  .joint{margin:.75rem 0 .25rem;color:#4a555f;font-size:.875rem;font-weight:600}
  .criteria .joint{padding-left:1.25rem}
  .criteria,.conditions{margin:0 0 .5rem;padding:0;list-style:none}
  .criteria .criteria,.criteria .conditions{padding-left:1.25rem;border-left:1px solid #cfd6da}
  .criteria>li,.conditions>li{margin:0;padding:.35rem 0;border-top:1px solid #e4e9eb}
  .criteria>li:target,.statement>li:target,.references li:target{background:#fff6d6}
  .otherwise{padding:.75rem 1rem;background:#f3f0e8}
  .otherwise p{margin:0}
  figure{margin:1.5rem 0}
  figure svg{display:block;width:100%;max-width:34rem;height:auto}
  figcaption,.legend{font-size:.875rem;color:#4a555f}
  .legend dt{float:left;clear:left;margin-right:.5rem;font-weight:600;color:#1c2126}
  .legend dd{margin:0 0 .35rem}
  table{width:100%;border-collapse:collapse;font-size:.9375rem;line-height:1.45}
  caption{padding:0 0 .5rem;text-align:left;font-size:.875rem;color:#4a555f}
  th,td{padding:.5rem .75rem .5rem 0;border-bottom:1px solid #cfd6da;text-align:left;vertical-align:top}
  thead th{border-bottom:2px solid #0a5363;font-size:.8125rem}
  tbody th{font-weight:600}
  table+p{margin-top:.75rem}
  td ul{margin:0;padding-left:1.1rem}
  td li{margin:0 0 .2rem}
  .references li{margin:0 0 .6rem;padding-left:.35rem;overflow-wrap:break-word;word-wrap:break-word}
  .references a{overflow-wrap:break-word;word-wrap:break-word}
  .small{font-size:.9375rem;line-height:1.55}
  footer{margin-top:3.5rem;padding:1.5rem 0 3rem;border-top:1px solid #cfd6da;font-size:.8125rem;line-height:1.6;color:#4a555f}
  footer code{overflow-wrap:break-word;word-wrap:break-word;word-break:break-all}
  footer p{margin:0 0 .5rem}
  .policies{margin:2rem 0 0;padding:0;list-style:none}
  .policies>li{margin:0 0 1.5rem;padding:1.25rem;border:1px solid #cfd6da;border-top:4px solid #0a5363}
  .policies h2{margin:0 0 .5rem;padding:0;border:0}
  ins{text-decoration:underline;background:#e2f3e6;color:#11431f}
  del{text-decoration:line-through;background:#fbe6e4;color:#7a1712}
  .unseen{position:absolute;margin:-1px;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0);white-space:nowrap}
  .summary{font-size:1.1875rem;line-height:1.5}
  .change{margin:0 0 1.25rem;padding:.75rem 1rem .25rem;border-left:4px solid #c8761a;background:#fbf8f2}
  .change h3{margin:0 0 .35rem;overflow-wrap:break-word;word-wrap:break-word}
  .change p{margin:0 0 .5rem}
  .change:target,.log li:target{background:#fff6d6}
  .marks{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-size:.875rem;color:#4a555f}
  .request{display:block;margin:0 0 .35rem;overflow-wrap:break-word;word-wrap:break-word}
  .verdict{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-size:.8125rem;color:#4a555f}
  details{margin:.35rem 0}
  summary{font-size:.9375rem;color:#0a5363}
  @media (max-width:30rem){
  body{font-size:1rem}
  h1{font-size:1.9rem}
  .masthead{padding-top:1.5rem}
  .test{flex:1 1 100%;min-width:0;margin-left:0;padding-left:3.75rem}
  .conditions .test{padding-left:0}
  .criteria .criteria,.criteria .conditions,.criteria .joint{padding-left:.6rem}
  th,td{padding-right:.5rem}
  .log th,.log td{font-size:.8125rem}
  .log td ul{padding-left:.9rem}
  .log td li{font-size:.9375rem}
  .log th{width:4.6rem}
  .request{word-break:break-all}
  .witnesses{table-layout:fixed}
  .witnesses th{overflow-wrap:break-word;word-wrap:break-word;font-size:.8125rem}
  .log td:nth-child(2){width:3.6rem}
  }
  @media print{
  @page{margin:2cm}
  body{font-size:10.5pt;line-height:1.45}
  .skip,.nav{display:none}
  .page{max-width:none;padding:0}
  .notice,.scope,.otherwise,.banner,.unheld{background:#fff;border:1px solid #6b747c;padding:.5rem .75rem}
  a{color:#1c2126}
  .criteria .test{margin-left:3.75rem;font-size:7.5pt}
  .criteria .conditions .test{margin-left:.75rem}
  h1{font-size:22pt}
  h2{font-size:14pt;page-break-after:avoid}
  h3,.joint{page-break-after:avoid}
  figure svg{max-width:26rem}
  .criteria>li,.conditions>li,tr,figure,.references li{page-break-inside:avoid}
  }

  """
