"""How the page looks, on a screen of any width, by day, by night and on paper.

No `<` and no `&` in it: the page is well-formed XML too.
"""

from __future__ import annotations

LIGHT_COLOURS = """
color-scheme: light; --paper: #fbf9f4; --raised: #f3efe6; --ink: #24211d; --faint: #59524a; --rule: #d9d2c4;
--accent: #8a3324; --well: #2f5d50; --ill: #9c3a28; --torn: #59524a;
"""
DARK = """
color-scheme: dark; --paper: #16140f; --raised: #201d17; --ink: #d9d3c7; --faint: #b0a797; --rule: #3a352c;
--accent: #dc9f7c; --well: #86b8a5; --ill: #e0896e; --torn: #b0a797;
"""

_COLOURS = f"""
:root {{{LIGHT_COLOURS}}}
@media screen and (prefers-color-scheme: dark) {{ :root {{{DARK}}} }}
@media screen {{
:root:has(#light-light:checked) {{{LIGHT_COLOURS}}}
:root:has(#light-dark:checked) {{{DARK}}}
}}
"""

_PAGE = """
*, *::before, *::after { box-sizing: border-box; }
html {
  font: clamp(1.0625rem, 0.98rem + 0.42vw, 1.25rem)/1.6 "Iowan Old Style", "Palatino Linotype", Palatino,
    "URW Palladio L", P052, "Book Antiqua", "Source Serif 4", Georgia, "Noto Serif", "DejaVu Serif", serif;
  background: var(--paper); color: var(--ink);
  text-size-adjust: 100%; -webkit-text-size-adjust: 100%;
  text-rendering: optimizeLegibility; font-kerning: normal; font-variant-numeric: oldstyle-nums;
}
body { margin: 0 auto; padding: 0 1.25rem; max-width: 36.5rem; overflow-wrap: break-word; }
a { color: inherit; text-decoration-color: var(--rule); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
a:hover { color: var(--accent); text-decoration-color: currentcolor; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
main:focus { outline: none; }
h1, h2, h3, h4 { font-weight: normal; line-height: 1.2; text-wrap: balance; hyphens: manual; }
.unseen, .skip:not(:focus) {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.skip:focus {
  position: absolute; top: 0.5rem; left: 0.5rem; padding: 0.4rem 0.8rem; background: var(--raised); z-index: 1;
}
"""

_FRONT = """
header { padding-top: 0.75rem; text-align: center; }
h1 { margin: 22vh 0 0; font-size: clamp(2.1rem, 9vw, 3.4rem); line-height: 1.08; }
.through { margin: 1.4rem 0 0; color: var(--faint); font-style: italic; text-align: center; }
header .through::before {
  content: ""; display: block; width: 3.5rem; margin: 0 auto 1.4rem; border-top: 1px solid var(--rule);
}
.looks {
  display: flex; flex-wrap: wrap; justify-content: center; gap: 0 1.1rem; margin: 0; padding: 0; border: 0;
  font-size: 0.8rem; color: var(--faint);
}
.looks legend { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.looks label { position: relative; padding: 0.3rem 0; cursor: pointer; }
.looks input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.looks span { padding-bottom: 0.1em; border-bottom: 1px solid transparent; }
.looks input:checked + span { color: var(--ink); border-color: var(--accent); }
.looks label:hover span { color: var(--accent); }
.looks label:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
@supports not selector(:has(*)) { .looks { display: none; } }
nav { margin: 22vh 0 0; }
nav h2 {
  margin: 0 0 1.2rem; font-size: 1rem; font-variant-caps: all-small-caps; letter-spacing: 0.08em; text-align: center;
  color: var(--faint);
}
nav ol { margin: 0 auto; padding: 0; width: fit-content; list-style: none; }
nav a { display: grid; grid-template-columns: 1.6rem minmax(0, auto); padding: 0.22rem 0; text-decoration: none; }
nav .number { color: var(--faint); }
nav li:last-child { margin-top: 0.8rem; font-style: italic; }
"""

_CHAPTERS = """
.chapter, #after { padding-top: 7rem; }
.chapter h2, #after > h2 { margin: 0 0 2.6rem; font-size: 1.75rem; text-align: center; }
.chapter h2 .number {
  display: block; margin-bottom: 0.7rem; font-size: 0.95rem; font-variant-caps: all-small-caps;
  letter-spacing: 0.1em; color: var(--faint);
}
.chapter h2 + .through { margin: -1.4rem 0 2.6rem; }
.chapter p[id] {
  position: relative; margin: 0; text-indent: 1.4em; hyphens: auto; hyphenate-limit-chars: 7 3 3; text-wrap: pretty;
  hanging-punctuation: first allow-end last; orphans: 2; widows: 2;
}
.chapter h2 + p[id], .chapter .through + p[id], .chapter hr + p[id] { text-indent: 0; }
.chapter h2 + p[id]::first-line, .chapter .through + p[id]::first-line {
  font-variant-caps: small-caps; letter-spacing: 0.03em;
}
hr { margin: 1.6rem 0; border: 0; text-align: center; line-height: 1; color: var(--faint); }
hr::before { content: "*\\2003*\\2003*"; content: "*\\2003*\\2003*" / ""; }
p:target { background: var(--raised); box-shadow: 0 0 0 0.45rem var(--raised); border-radius: 1px; }
:root:has(#numbers:checked) p[data-number]::before {
  content: attr(data-number); position: absolute; top: 0.22em; right: 100%; margin-right: 1.1rem; text-indent: 0;
  font-size: 0.7rem; color: var(--faint); font-variant-caps: normal; letter-spacing: 0;
}
@media (max-width: 46rem) {
  :root:has(#numbers:checked) p[data-number]::before { position: static; margin-right: 0.5em; vertical-align: 0.25em; }
}
.onwards {
  display: grid; grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr); gap: 1rem; align-items: baseline; margin: 4rem 0 0;
  padding-top: 0.9rem; border-top: 1px solid var(--rule); font-size: 0.85rem; line-height: 1.35; color: var(--faint);
}
.onwards a { text-decoration: none; padding: 0.2rem 0; }
.onwards a:last-child { text-align: right; }
.onwards [rel="prev"]::before { content: "\\2190\\a0"; content: "\\2190\\a0" / ""; }
.onwards [rel="next"]::after { content: "\\a0\\2192"; content: "\\a0\\2192" / ""; }
"""

_AFTER = """
#after section { padding-top: 1.5rem; }
#after h3 { margin: 2rem 0 1rem; font-size: 1.25rem; font-style: italic; }
#after h4 {
  margin: 1.6rem 0 0.5rem; font-size: 0.95rem; font-variant-caps: all-small-caps; letter-spacing: 0.08em;
  color: var(--faint);
}
#after p { margin: 0 0 1rem; }
dl { margin: 0; }
dl div { margin-bottom: 1.3rem; }
dt { font-size: 1.08rem; }
dd { margin: 0; hyphens: auto; text-wrap: pretty; }
dd.work { color: var(--faint); font-style: italic; }
#days ol { margin: 0; padding: 0; list-style: none; }
#days li {
  display: grid; grid-template-columns: 3.4rem minmax(0, 1fr) auto; gap: 0 0.8rem; align-items: baseline; padding: 0.45rem 0;
  border-top: 1px solid var(--rule); line-height: 1.4;
}
#days .hour { color: var(--faint); font-variant-numeric: lining-nums tabular-nums; }
#days .place { display: block; }
#days li a { font-size: 0.85rem; white-space: nowrap; }
figure { margin: 1.5rem 0 2rem; }
svg { display: block; width: 100%; max-width: 30rem; height: auto; margin: 0 auto; }
svg rect { fill: var(--raised); stroke: var(--rule); }
svg text { fill: var(--ink); font-size: 15px; text-anchor: middle; unicode-bidi: plaintext; }
.tie { fill: none; }
.tie.well { stroke: var(--well); } .head.well { fill: var(--well); }
.tie.ill { stroke: var(--ill); stroke-dasharray: 7 4; } .head.ill { fill: var(--ill); }
.tie.torn { stroke: var(--torn); stroke-dasharray: 1.5 3.5; } .head.torn { fill: var(--torn); }
figcaption { margin-top: 1rem; font-size: 0.85rem; line-height: 1.45; color: var(--faint); }
table { width: 100%; border-collapse: collapse; font-size: 0.9rem; line-height: 1.4; }
caption { padding-bottom: 0.5rem; text-align: left; font-style: italic; }
th, td {
  padding: 0.35rem 0.9rem 0.35rem 0; border-top: 1px solid var(--rule); text-align: left; vertical-align: baseline;
  font-weight: normal; overflow-wrap: anywhere; min-width: 4.2rem;
}
thead th { border: 0; font-variant-caps: all-small-caps; letter-spacing: 0.06em; color: var(--faint); }
footer {
  margin: 6rem 0 3rem; padding-top: 0.9rem; border-top: 1px solid var(--rule); font-size: 0.8rem;
  color: var(--faint); text-wrap: pretty;
}
footer p { margin: 0; }
code { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 0.9em; }
"""

_MOVING = """
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
"""

_PRINT = """
@page { margin: 24mm 32mm 26mm; @bottom-center { content: counter(page); } }
@media print {
  html { font-size: 11pt; line-height: 1.45; background: none; }
  body { max-width: none; padding: 0; }
  .looks, .skip, .onwards, footer a { display: none; }
  h1 { margin-top: 35vh; }
  nav, .chapter, #after { break-before: page; padding-top: 12vh; }
  nav { margin: 0; }
  .chapter p[id] { text-align: justify; }
  h2, h3, h4, hr { break-after: avoid; }
  dl div, li, tr, figure { break-inside: avoid; }
  a { text-decoration: none; }
}
"""

STYLE = "".join((_COLOURS, _PAGE, _FRONT, _CHAPTERS, _AFTER, _MOVING, _PRINT))
