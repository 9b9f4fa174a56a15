import { tellIn, type VerdictLanguage } from './german.ts'
import { headlineOf, type PackVerdict, standingOf } from './verdict.ts'
import { verifyPack } from './verifyPack.ts'

// The little of a page that is used here, as the library of types for servers does not hold it.
interface Node_ {
  textContent: string
  append(...parts: unknown[]): void
}
interface Element_ extends Node_ {
  hidden: boolean
  value: string
  className: string
  readonly files: readonly Blob[] | null
  replaceChildren(...parts: unknown[]): void
  focus(): void
  addEventListener(kind: string, listener: (event: { preventDefault(): void }) => void): void
  removeAttribute(name: string): void
  setAttribute(name: string, value: string): void
  getAttribute(name: string): string | null
}
interface Document_ {
  getElementById(id: string): unknown
  createElement(name: string): Element_
  querySelectorAll(selector: string): Iterable<Element_>
  readonly documentElement: Element_
}

const page = (globalThis as unknown as { document: Document_ }).document
// The ids are those of page.html.
const partOf = (id: string) => page.getElementById(id) as Element_

let language: VerdictLanguage = 'en'
let shown: PackVerdict | null = null

/** Puts every sentence of the page into a language: the German ones stand beside the English ones in page.html. */
function speak(wanted: VerdictLanguage): void {
  language = wanted
  page.documentElement.setAttribute('lang', wanted)
  for (const element of page.querySelectorAll('[data-de]')) {
    if (element.getAttribute('data-en') === null) element.setAttribute('data-en', element.textContent)
    element.textContent = element.getAttribute(`data-${wanted}`) ?? ''
  }
  for (const each of ['en', 'de'] as const) partOf(each).setAttribute('aria-pressed', String(each === wanted))
  partOf('progress').setAttribute('aria-label', wanted === 'de' ? 'Fortschritt' : 'Progress')
  if (shown) show(partOf('verdict'), shown)
}

/** The verifier as a page: takes a file, shows the verdict. */
export function startPage(): void {
  const verdict = partOf('verdict')
  const bar = partOf('progress')
  for (const each of ['en', 'de'] as const) partOf(each).addEventListener('click', () => speak(each))
  const { navigator } = globalThis as { navigator?: { language?: string } }
  speak(navigator?.language?.startsWith('de') ? 'de' : 'en')
  partOf('form').addEventListener('submit', (event) => {
    event.preventDefault()
    const pack = partOf('pack').files?.[0]
    if (!pack) return
    const [checkpoint, key] = [partOf('kept').value, partOf('key').value.trim()]
    const held = {
      ...(checkpoint.trim() === '' ? {} : { checkpoint }),
      ...(key === '' ? {} : { key }),
    }
    verdict.hidden = true
    bar.hidden = false
    bar.removeAttribute('value')
    const progress = (done: number, total: number) => bar.setAttribute('value', String(total === 0 ? 1 : done / total))
    void verifyPack(pack, held, progress).then((found) => {
      bar.hidden = true
      shown = found
      show(verdict, found)
    })
  })
}

function show(place: Element_, found: PackVerdict): void {
  const parts = [
    heading(`${tellIn(language, headlineOf(found))}.`),
    ...(found.organisation === null ? [] : [made('p', tellIn(language, standingOf(found)))]),
    ...list(
      'Found',
      found.problems.map(({ text }) => text),
    ),
    ...list('Proven', found.proven),
    ...list('Not proven', found.notProven),
  ]
  place.className = found.ok ? 'good' : 'bad'
  place.replaceChildren(...parts)
  place.hidden = false
  place.focus()
}

const heading = (text: string) => made('h2', text)

function made(name: string, text: string): Element_ {
  const element = page.createElement(name)
  element.textContent = text
  return element
}

function list(title: string, items: readonly string[]): Element_[] {
  if (items.length === 0) return []
  const all = page.createElement('ul')
  for (const item of items) all.append(made('li', tellIn(language, item)))
  return [heading(tellIn(language, title)), all]
}
