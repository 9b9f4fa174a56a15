/**
 * The layout of printed reports. The report comes in as JSON and every text in it is placed as a value, so nothing a
 * person wrote is ever read as markup. Roles for screen readers follow from headings, table headers and links.
 */
export const template = `
#let report = json(bytes(sys.inputs.report))
#let hues = report.hues
#let ink = rgb("#23211e")
#let soft = rgb("#69645d")
#let line-colour = rgb("#dcd9d4")
#let accent = rgb("#0c5a56")

#set document(title: report.title, author: report.organisation, date: datetime(
  year: report.date.at(0), month: report.date.at(1), day: report.date.at(2), hour: 12, minute: 0, second: 0,
))
#set text(font: report.fonts, size: 10pt, fill: ink, lang: report.language, dir: if report.direction == "rtl" { rtl } else { ltr }, number-width: "tabular", hyphenate: false)
#set par(leading: 0.62em, spacing: 0.9em)
#set page(
  paper: "a4", flipped: report.wide,
  margin: (top: 24mm, bottom: 20mm, x: 18mm),
  header: text(8pt, soft, grid(columns: (1fr, auto), report.organisation, report.asOf)),
  footer: context text(8pt, soft, grid(
    columns: (1fr, auto), column-gutter: 12pt, report.title,
    [#report.page.at(0)#counter(page).display()#report.page.at(1)#counter(page).final().first()#report.page.at(2)],
  )),
)
#show heading: set text(weight: 600)
#show heading: set block(sticky: true)
#show heading.where(level: 1): set text(14pt)
#show heading.where(level: 1): set block(above: 1.9em, below: 0.8em)
#show heading.where(level: 2): set text(11.5pt)
#show heading.where(level: 2): set block(above: 1.5em, below: 0.6em)
#show heading.where(level: 3): set text(10pt)
#show heading.where(level: 3): set block(above: 1.2em, below: 0.5em)
#show link: set text(accent)

#let lines(words) = words.split("\\n").map(text).join(linebreak())
#let sign-and-word(part) = box(
  fill: rgb(hues.at(part.hue).ground), radius: 2pt, inset: (x: 3.5pt), outset: (y: 2.2pt),
  text(fill: rgb(hues.at(part.hue).ink), weight: 600, size: 0.92em, part.sign + " " + part.text),
)
#let styled(part) = {
  let it = lines(part.text)
  if "code" in part { it = text(font: report.mono, size: 0.92em, it) }
  if "strong" in part { it = text(weight: 600, it) }
  if "emphasis" in part { it = text(style: "italic", it) }
  if "deleted" in part { it = strike(it) }
  if "href" in part { link(part.href, it) } else { it }
}
#let rich(parts) = parts.map(part => {
  if type(part) == str { lines(part) }
  else if "hue" in part { sign-and-word(part) }
  else if part.at("kind", default: "") == "styled" { styled(part) }
  else if "to" in part { link(label(part.to), lines(part.text)) }
  else { lines(part.text) }
}).join()

#let text-block(it) = {
  if it.kind == "heading" { block(above: 0.9em, below: 0.5em, text(weight: 600, it.text)) }
  else if it.kind == "paragraph" { block(above: 0.7em, below: 0.7em, rich(it.text)) }
  else if it.ordered { enum(..it.items.map(rich)) }
  else { list(..it.items.map(rich)) }
}
#let facts(items) = block(above: 0.7em, below: 1em, grid(
  columns: (if report.wide { 52mm } else { 42mm }, 1fr), inset: (x, _) => (left: 0pt, right: if x == 0 { 5mm } else { 0pt }, y: 3.5pt),
  stroke: (_, y) => (bottom: 0.4pt + line-colour),
  ..items.map(item => (text(soft, item.label), if "blocks" in item { item.blocks.map(text-block).join() } else { rich(item.value) })).flatten(),
))

#let data-table(it) = {
  let size = if it.columns.len() > 5 { 8pt } else { 9pt }
  set text(size)
  set par(leading: 0.5em)
  block(above: 1em, below: 0.5em, sticky: true, text(soft, it.caption))
  table(
    columns: it.columns.map(c => c.width * 1fr),
    align: (x, _) => (if it.columns.at(x).at("kind", default: "") == "number" { end } else { start }) + top,
    inset: (x, y) => (left: if x == 0 { 0pt } else { 3.5pt }, right: 3.5pt, y: 4pt),
    stroke: (_, y) => (bottom: (if y == 0 { 0.8pt } else { 0.4pt }) + line-colour),
    table.header(..it.columns.map(c => text(weight: 600, fill: soft, c.label))),
    ..it.rows.flatten().map(cell => rich(cell.parts)),
  )
}

#let callout(it) = block(
  width: 100%, inset: 8pt, radius: 2pt, fill: rgb(hues.at(it.hue).ground), stroke: (left: 2pt + rgb(hues.at(it.hue).ink)),
  text(weight: 600, fill: rgb(hues.at(it.hue).ink), it.sign + " " + it.title) + parbreak() + rich(it.text),
)

#let show-block(it, depth) = {
  if it.kind == "heading" { heading(level: calc.min(depth + 2, 6), text(it.text)) }
  else if it.kind == "paragraph" { rich(it.text); parbreak() }
  else if it.kind == "facts" { facts(it.items) }
  else if it.kind == "table" and it.rows.len() == 0 { text(soft, it.empty); parbreak() }
  else if it.kind == "table" { data-table(it) }
  else if it.kind == "list" and it.ordered { enum(..it.items.map(rich)) }
  else if it.kind == "list" { list(..it.items.map(rich)) }
  else if it.kind == "callout" { callout(it) }
}

#block(below: 0.9em, title(text(20pt, weight: 600, report.title)))
#text(11.5pt, rich((report.subtitle,)))
#facts((
  (label: report.labels.at(0), value: (report.organisation,)),
  (label: report.labels.at(1), value: (report.moment,)),
  (label: report.labels.at(2), value: (report.generatedFrom,)),
))
#for section in report.sections {
  let place = [#heading(level: section.depth + 1, text(section.title)) #label(section.id)]
  place
  for it in section.blocks { show-block(it, section.depth) }
}
`
