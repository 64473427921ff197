/** The look of the report: paper and ink by day, slate by night, one column on a phone, plain on paper. */
export const REPORT_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #faf8f4; --card: #ffffff; --ink: #1f1d1a; --soft: #6b665e; --line: #e4dfd6; --track: #efebe3;
  --kept: #1f7a6b; --duplicate: #5b6bb5; --rejected: #c9821b; --failed: #b8433a; --skipped: #9a948a; --limit: #b8433a;
  --tag: #e6f1ee; --tag-ink: #17594e; --shadow: 0 1px 2px rgb(60 50 30 / .06), 0 6px 20px rgb(60 50 30 / .05);
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14161a; --card: #1c1f25; --ink: #ece9e3; --soft: #a09c94; --line: #2e323a; --track: #272b32;
    --kept: #4fb8a4; --duplicate: #8f9de6; --rejected: #e0a64b; --failed: #e5776d; --skipped: #7d7a74; --limit: #f08c82;
    --tag: #1d3531; --tag-ink: #8fd9c9; --shadow: none;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body {
  margin: 0; background: var(--paper); color: var(--ink); line-height: 1.5; font-size: 16px;
  font-family: ui-sans-serif, system-ui, -apple-system, "Segoe UI", "Inter", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: break-word;
}
main, header, footer { max-width: 1160px; margin: 0 auto; padding: 0 clamp(16px, 4vw, 40px); }
header { padding-top: clamp(32px, 6vw, 72px); }
h1, h2, h3 { line-height: 1.15; text-wrap: balance; font-weight: 650; letter-spacing: -.015em; margin: 0; }
h1 { font-size: clamp(30px, 5vw, 52px); letter-spacing: -.03em; }
h2 { font-size: clamp(22px, 2.6vw, 28px); }
h3 { font-size: 17px; }
p { margin: 0; text-wrap: pretty; }
a { color: inherit; text-decoration-color: color-mix(in srgb, currentColor 35%, transparent); text-underline-offset: 3px; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--kept); outline-offset: 3px; border-radius: 4px; }
.kicker { color: var(--soft); font-size: 14px; margin-bottom: 10px; }
.lead { font-size: clamp(17px, 1.8vw, 20px); color: var(--soft); max-width: 62ch; margin-top: 14px; }
.soft { color: var(--soft); }
.small { font-size: 14px; }
section { margin-top: clamp(48px, 7vw, 84px); }
section > .intro { color: var(--soft); max-width: 68ch; margin-top: 8px; }
nav { display: flex; flex-wrap: wrap; gap: 4px 18px; margin-top: 26px; font-size: 14px; color: var(--soft); }
nav a { text-decoration: none; padding: 4px 0; }
nav a:hover { color: var(--ink); text-decoration: underline; }

.panel { background: var(--card); border: 1px solid var(--line); border-radius: 14px; box-shadow: var(--shadow); }
.hero { margin-top: 32px; padding: clamp(20px, 3vw, 34px); }
.stats { display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); gap: 22px 26px; }
.stat b { display: block; font-size: clamp(24px, 3vw, 34px); font-weight: 650; letter-spacing: -.025em; line-height: 1.1; white-space: nowrap; }
.stat span { color: var(--soft); font-size: 14px; }
.stat.first b { color: var(--kept); }
.parts { display: block; width: 100%; height: 16px; border-radius: 8px; margin: 30px 0 14px; overflow: hidden; background: var(--track); }
.legend { display: flex; flex-wrap: wrap; gap: 6px 22px; font-size: 14px; list-style: none; padding: 0; margin: 0; }
.legend li { display: flex; align-items: baseline; gap: 7px; }
.legend b { font-weight: 650; }
.legend .sum { margin-left: auto; color: var(--soft); }
.dot { width: 10px; height: 10px; border-radius: 3px; flex: none; align-self: center; }
.kept { fill: var(--kept); background: var(--kept); } .duplicate { fill: var(--duplicate); background: var(--duplicate); }
.rejected { fill: var(--rejected); background: var(--rejected); } .failed { fill: var(--failed); background: var(--failed); }
.skipped, .in-flight { fill: var(--skipped); background: var(--skipped); } .plain { fill: var(--kept); }
.bar { display: block; width: 100%; height: 8px; border-radius: 4px; overflow: hidden; }
.bar-track { fill: var(--track); }

.sheet { margin-top: 34px; content-visibility: auto; contain-intrinsic-size: auto 420px; }
.sheet-head { display: flex; align-items: baseline; gap: 12px; margin-bottom: 12px; }
.sheet-head h3 { font-size: 19px; min-width: 0; } .sheet-head span { flex: none; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(118px, 1fr)); gap: 8px; margin: 0; padding: 0; list-style: none; }
.grid li { position: relative; min-width: 0; }
.grid a, .grid .still { display: block; border-radius: 8px; overflow: hidden; background: var(--track); aspect-ratio: 1; }
.grid img { width: 100%; height: 100%; object-fit: cover; display: block; transition: transform .25s ease; }
.grid a:hover img { transform: scale(1.05); }
.flagged::after {
  content: ""; position: absolute; top: 7px; right: 7px; width: 10px; height: 10px; border-radius: 50%;
  background: var(--rejected); box-shadow: 0 0 0 2px rgb(255 255 255 / .85); pointer-events: none;
}
.empty { display: grid; place-items: center; height: 100%; color: var(--soft); font-size: 12px; padding: 6px; text-align: center; }
.labels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); gap: 8px 36px; margin-top: 22px; padding: 0; list-style: none; font-size: 15px; }
.labels li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 3px 12px; align-items: baseline; }
.labels .bar { grid-column: 1 / -1; height: 6px; }
.labels a { text-decoration: none; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.labels a:hover { text-decoration: underline; }

.outcomes { margin-top: 22px; padding: 6px clamp(16px, 2.4vw, 28px); }
.group { padding: 18px 0; border-top: 1px solid var(--line); }
.group:first-child { border-top: 0; }
.group-head { display: flex; align-items: center; gap: 10px; }
.group-head .total { margin-left: auto; font-weight: 650; }
.reasons { list-style: none; padding: 0; margin: 12px 0 0; display: grid; gap: 13px; }
.reasons li { display: grid; grid-template-columns: minmax(0, 1fr) minmax(90px, 30%) 104px; gap: 2px 20px; align-items: center; }
.reasons .number { text-align: right; white-space: nowrap; }
.reasons .number span { color: var(--soft); font-size: 13px; margin-left: 6px; }
code { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .86em; }
.code { color: var(--soft); font-size: 12.5px; display: block; }

.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 18px; margin-top: 22px; }
.chart { padding: 20px 22px 16px; }
.chart p { font-size: 14px; color: var(--soft); margin-top: 4px; min-height: 3em; }
.histogram { display: block; width: 100%; height: auto; margin-top: 8px; overflow: visible; }
.bar-kept { fill: var(--kept); } .bar-rejected { fill: var(--rejected); }
.axis { stroke: var(--line); } .tick { fill: var(--soft); font-size: 11.5px; }
.limit { stroke: var(--limit); stroke-width: 1.5; stroke-dasharray: 4 3; } .limit-text { fill: var(--limit); font-size: 12.5px; font-weight: 600; }

.pairs { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 330px), 1fr)); gap: 18px; margin: 22px 0 0; padding: 0; list-style: none; }
.pair { padding: 12px; break-inside: avoid; }
.pair-images { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; }
.pair figure { margin: 0; min-width: 0; }
.pair .frame { position: relative; aspect-ratio: 4 / 3; border-radius: 8px; background: var(--track); overflow: hidden; }
.pair img { width: 100%; height: 100%; object-fit: contain; display: block; }
.pair figcaption { font-size: 12.5px; color: var(--soft); margin-top: 6px; line-height: 1.35; }
.pair figcaption span { display: block; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.tag { position: absolute; left: 8px; top: 8px; font-size: 12px; font-weight: 600; padding: 2px 9px; border-radius: 99px; background: var(--tag); color: var(--tag-ink); }
.dim .tag { background: var(--card); color: var(--soft); }
.pair > p { margin: 11px 4px 2px; font-size: 14px; }

.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 18px; margin-top: 22px; align-items: start; }
.list { padding: 20px 22px; }
.list ul { list-style: none; padding: 0; margin: 16px 0 0; display: grid; gap: 15px; }
.list li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 5px 14px; }
.list li > .bar, .list li > p { grid-column: 1 / -1; }
.list li > p { font-size: 14px; color: var(--soft); }
.notes { margin-top: 18px; padding: 6px 24px; }
.notes ul { padding-left: 18px; display: grid; gap: 8px; }
dl { display: grid; grid-template-columns: minmax(110px, 220px) minmax(0, 1fr); gap: 10px 22px; margin: 22px 0 0; padding: 22px 24px; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
footer { margin-top: 72px; padding-bottom: 48px; color: var(--soft); font-size: 14px; }
footer p { border-top: 1px solid var(--line); padding-top: 20px; }

@media (max-width: 620px) {
  body { font-size: 15px; }
  .grid { grid-template-columns: repeat(auto-fill, minmax(88px, 1fr)); gap: 6px; }
  .reasons li { grid-template-columns: minmax(0, 1fr) auto; gap: 5px 14px; }
  .reasons .bar { grid-column: 1 / -1; grid-row: 2; }
  .legend .sum { margin-left: 0; width: 100%; }
  .chart p { min-height: 0; } .group-head .small { display: none; }
  dl { grid-template-columns: 1fr; gap: 2px; padding: 16px 18px; } dd { margin-bottom: 12px; }
}
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --track: #eee; --shadow: none; }
  body { font-size: 11pt; } nav { display: none; } section { margin-top: 28pt; }
  .sheet { content-visibility: visible; } .sheet, .chart, .group { break-inside: avoid; }
  .grid { grid-template-columns: repeat(8, 1fr); }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@media (prefers-reduced-motion: reduce) { * { transition: none !important; scroll-behavior: auto !important; } }
`;
