import { hueColours } from '../looks.ts'

const hues = Object.entries(hueColours)
  .map(([hue, { ink, ground }]) => `--${hue}-ink:${ink};--${hue}-ground:${ground};`)
  .join('')

const shares = Array.from({ length: 20 }, (_, at) => `.w${at + 1}{width:${(at + 1) * 5}%}`).join('')
const hueRules = Object.keys(hueColours)
  .map((hue) => `.${hue}{color:var(--${hue}-ink);background:var(--${hue}-ground)}`)
  .join('')

/** The look of reports and of the pages of a pack: quiet, dense, printable, light and dark. */
export const styles = `:root{color-scheme:light dark;--ground:#fff;--sunk:#f7f6f3;--line:#e4e1dc;--strong:#c3bfb8;--ink:#23211e;--soft:#69645d;--accent:#0c5a56;${hues}}
@media(prefers-color-scheme:dark){:root{--ground:#1c1b19;--sunk:#22201d;--line:#383531;--strong:#4a4742;--ink:#e4e1dc;--soft:#a8a39b;--accent:#78b8b3;--quiet-ink:#b5b0a8;--quiet-ground:#2b2926;--info-ink:#93bfe8;--info-ground:#1b2a38;--good-ink:#8ccb9f;--good-ground:#1a2e20;--warn-ink:#e6b866;--warn-ground:#35290f;--bad-ink:#f2a49c;--bad-ground:#3a1d1a}}
*{box-sizing:border-box}
html{scroll-padding-top:16px}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Helvetica Neue',Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
header,main,footer,nav.site{max-width:1400px;margin:0 auto;padding:0 24px}
header{padding-top:32px}
main{padding-bottom:48px}
h1{font-size:26px;line-height:1.25;font-weight:650;margin:4px 0 8px;letter-spacing:-.01em}
h2{font-size:18px;line-height:1.35;font-weight:650;margin:36px 0 10px;padding-bottom:6px;border-bottom:1px solid var(--line)}
h3{font-size:15px;font-weight:650;margin:24px 0 6px}
h4,h5,h6{font-size:14px;font-weight:650;margin:18px 0 4px}
p{margin:0 0 10px;max-width:75ch;white-space:pre-line}
ul,ol{max-width:75ch;padding-inline-start:22px;margin:0 0 12px}
li{margin:2px 0}
a{color:var(--accent);text-underline-offset:2px;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
.kicker{color:var(--soft);font-size:13px;margin:0}
.lead{font-size:17px;max-width:70ch;margin-bottom:14px}
.soft,.empty{color:var(--soft)}
.skip{position:absolute;inset-inline-start:-999px}
main>nav ul{columns:3 240px;max-width:none;list-style:none;padding:0;margin:16px 0 0;font-size:14px}
main>nav li{break-inside:avoid;margin:0;padding:1px 0}
.skip:focus{inset-inline-start:8px;top:8px;background:var(--ground);padding:8px 12px;border:1px solid var(--strong)}
.badge{display:inline-block;position:relative;border-radius:4px;padding:0 7px;padding-inline-start:22px;font-size:12.5px;line-height:20px;font-weight:550;white-space:normal;overflow-wrap:break-word}
.badge>span{position:absolute;inset-inline-start:7px}
${hueRules}
.callout{border-inline-start:3px solid currentColor;border-radius:4px;padding:10px 14px;margin:12px 0;max-width:80ch}
.callout p{color:var(--ink);margin:0 0 4px}.callout p:first-child{color:inherit}
dl{margin:0 0 14px;border-top:1px solid var(--line)}
h2+dl,h3+dl,dl+dl{border-top:0}
h2+dl{margin-top:-10px}
dl>div{display:grid;grid-template-columns:minmax(120px,220px) 1fr;gap:4px 20px;padding:5px 0;border-bottom:1px solid var(--line)}
dt{color:var(--soft);font-size:13.5px}
dd{margin:0;max-width:75ch;white-space:pre-line}
dd>:first-child{margin-top:0}dd>:last-child{margin-bottom:0}dd h6{margin:10px 0 4px}
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.92em;white-space:pre-wrap}
.table{overflow-x:auto;margin:8px 0 20px}
table{border-collapse:collapse;width:100%;font-size:13.5px;line-height:1.45}
caption{text-align:start;color:var(--soft);font-size:13px;padding:0 0 6px}
th,td{text-align:start;vertical-align:top;padding:7px 12px 7px 0;border-bottom:1px solid var(--line);font-weight:400;white-space:pre-line;min-width:64px}
thead th{font-weight:600;font-size:12.5px;color:var(--soft);border-bottom:1px solid var(--strong);white-space:nowrap;vertical-align:bottom}
tbody th{font-weight:550}
html:not([lang=en]) :is(th,td){hyphens:auto}
.c-number{text-align:end;padding-inline-end:16px}
.c-ref,.c-date{min-width:92px}
.c-badge{min-width:108px}
tbody tr:hover{background:var(--sunk)}
footer{color:var(--soft);font-size:12.5px;border-top:1px solid var(--line);padding-top:14px;padding-bottom:32px}
footer p{max-width:none}
${shares}
@media(max-width:640px){header,main,footer,nav.site{padding-inline:16px}dl>div{grid-template-columns:1fr}td{min-width:100px}tbody th{min-width:160px}.c-ref,.c-number{min-width:64px}}
@media(forced-colors:active){.badge,.callout{border:1px solid}}
@page{size:A4;margin:18mm 16mm 20mm;@bottom-right{content:counter(page) ' / ' counter(pages);font:9pt sans-serif}}
@media print{:root{color-scheme:light;--ground:#fff;--sunk:#fff;--ink:#000;--soft:#444;--accent:#000;${hues}}body{font-size:10pt}table{font-size:8.5pt}header,main,footer{max-width:none;padding-inline:0}.table{overflow:visible}thead{display:table-header-group}tr,dl>div,.callout{break-inside:avoid}h2,h3,h4{break-after:avoid}a{text-decoration:none}nav.site,.skip,.filter{display:none}.badge,.callout{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`
