import { say } from '../../../model/index.ts'
import { styles } from '../../html/styles.ts'
import type { ReportVoice } from '../../voice.ts'

/** Style sheet of the pages: that of reports, and what only a site needs. */
export const packCss = `${styles}
nav.site{padding-top:14px;padding-bottom:14px;border-bottom:1px solid var(--line);max-width:none;background:var(--sunk)}
nav.site ul{list-style:none;display:flex;flex-wrap:wrap;gap:4px 20px;margin:0 auto;padding:0;max-width:1352px;font-size:14px}
nav.site a{text-decoration:none;padding:4px 0;display:inline-block}
nav.site a:hover{text-decoration:underline}
nav.site a[aria-current]{color:var(--ink);font-weight:650}
nav.pages{font-size:14px;margin:12px 0}
nav.pages ul{list-style:none;display:flex;flex-wrap:wrap;gap:2px 10px;padding:0;max-width:none}
nav.pages a,nav.pages strong{display:inline-block;padding:4px 6px;min-width:28px;text-align:center}
.filter{margin:12px 0 4px;display:flex;flex-wrap:wrap;gap:4px 12px;align-items:baseline}
.filter input{font:inherit;font-size:14px;color:inherit;background:var(--ground);border:1px solid var(--strong);border-radius:4px;padding:5px 10px;width:min(320px,100%)}
.filter output{color:var(--soft);font-size:13px}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(250px,1fr));gap:12px;padding:0;margin:16px 0 8px;list-style:none;max-width:none}
.cards li{border:1px solid var(--line);border-radius:6px;padding:12px 14px;margin:0}
.cards a{font-weight:650}
.cards p{margin:2px 0 0;color:var(--soft);font-size:13.5px}
code{font:12.5px/1.5 ui-monospace,'SF Mono','Cascadia Mono','DejaVu Sans Mono',monospace}
pre{background:var(--sunk);border:1px solid var(--line);border-radius:4px;padding:10px 12px;overflow-x:auto;white-space:pre-wrap}
main>section>h2:target,section:target>h2{background:var(--good-ground)}
[hidden]{display:none!important}
`

/**
 * A filter over each long table. It only hides rows that are already there, so without it nothing is missing. It makes
 * its own input, lest people without scripts see a field that does nothing.
 */
export function packJs({ say: tell }: ReportVoice): string {
  const words = [say`Filter these rows`, say`${'#'} rows`, say`${'##'} of ${'#'} rows`].map(tell)
  return `'use strict'
const [filterThese, rowsInAll, rowsShown] = ${JSON.stringify(words)}
const fill = (text, all, shown) => text.replace('##', shown).replace('#', all)
for (const table of document.querySelectorAll('main table')) {
  const rows = [...table.tBodies[0].rows]
  if (rows.length < 12) continue
  const words = rows.map((row) => row.textContent.toLowerCase())
  const box = document.createElement('div')
  box.className = 'filter'
  const label = document.createElement('label')
  label.textContent = filterThese
  const input = document.createElement('input')
  input.type = 'search'
  input.id = 'filter-' + document.querySelectorAll('.filter').length
  label.htmlFor = input.id
  const count = document.createElement('output')
  count.htmlFor = input.id
  count.textContent = fill(rowsInAll, rows.length)
  input.addEventListener('input', () => {
    const asked = input.value.toLowerCase().split(/\\s+/).filter(Boolean)
    let shown = 0
    rows.forEach((row, at) => {
      row.hidden = !asked.every((word) => words[at].includes(word))
      if (!row.hidden) shown += 1
    })
    count.textContent = shown === rows.length ? fill(rowsInAll, rows.length) : fill(rowsShown, rows.length, shown)
  })
  box.append(label, input, count)
  table.closest('.table').before(box)
}
`
}
