/// <reference lib="dom" />
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exampleProduct, exampleScreens } from '../support/exampleProduct.ts'

let example: Awaited<ReturnType<typeof exampleProduct>>
/** Every sentence that could have been translated. */
let sentences: ReadonlySet<string>

beforeAll(async () => {
  example = await exampleProduct()
  const { page } = example
  await page.evaluate(() => localStorage.setItem('openaims.language', 'pseudo'))
  await page.close()
  const catalogue = async (name: string) =>
    Object.keys(JSON.parse(await readFile(join(import.meta.dirname, '../../src/web/locales/en', name), 'utf8')))
  sentences = new Set([
    ...(await catalogue('messages.json')),
    ...(await catalogue('data.json')),
    ...(await catalogue('said.json')),
  ])
})
afterAll(() => example?.close())

/** Words on the page that no translation touched, outside of code and the names of languages. */
async function plainWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const accented = /[ÀÉÎÕÛÝàéîõûýçñšžẋ]/
    const found = new Set<string>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? ''
      const parent = node.parentElement
      if (!parent || parent.closest('script, style, noscript, code, option[lang]')) continue
      if (/\p{L}{3}/u.test(text) && !accented.test(text) && parent.checkVisibility()) found.add(text)
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]'))
      for (const name of ['aria-label', 'placeholder', 'title']) {
        const text = element.getAttribute(name) ?? ''
        if (/\p{L}{3}/u.test(text) && !accented.test(text)) found.add(text)
      }
    return [...found]
  })
}

const shownDay = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })

/** Every text that the server sent, which may be shown as it is; titles of records also when the program says the same. */
function textsOf(value: unknown, texts: string[], titles: Set<string>): void {
  if (typeof value === 'string') texts.push(value)
  if (typeof value !== 'object' || value === null) return
  const { register, ref, title } = value as Readonly<Record<string, unknown>>
  if (register !== undefined && ref !== undefined && typeof title === 'string') {
    titles.add(title)
    // Titles that were put together name days, which are shown as the reader writes them.
    titles.add(title.replace(/\b\d{4}-\d\d-\d\d\b/g, (day) => shownDay.format(new Date(day))))
  }
  for (const each of Object.values(value)) textsOf(each, texts, titles)
}

/** Properties that hold what the program says of records, each with the one beside it by which that is known. */
const saidBeside: Readonly<Record<string, string>> = {
  why: 'rule',
  fix: 'rule',
  because: 'met',
  detail: 'code',
  reason: 'allowed',
}

/** Where answers hold what people wrote: values of records, and reasons they gave. */
const ownKeys = new Set(['values', 'custom', 'reasons', 'before', 'after'])

/** What the server said in plain English although another language was asked for: findings, actions, refusals of moves. */
function saidPlainly(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null || 'digest' in value) return
  for (const [key, each] of Object.entries(value)) {
    if (ownKeys.has(key)) continue
    const beside = saidBeside[key]
    if (typeof each !== 'string') saidPlainly(each, found)
    else if (beside !== undefined && beside in value && /\p{L}{3} .*\p{L}{3}/u.test(each) && !accented.test(each))
      found.add(each)
  }
}

const accented = /[ÀÉÎÕÛÝàéîõûýçñšžẋ]/

/** Names that are the same in every language, days and months, how long ago, which come from the region, and what libraries say to nobody. */
const asIs =
  /^(OpenAIMS|yesterday|ISO\/IEC.*|NIST AI RMF.*|PDF|DOCX|XLSX|HTML|CSV|JSON|English|Deutsch|Ctrl.*|[A-Z]{2,5}-\d+|\d.*|[A-Z][a-z]{2} \d+|React Flow.*|autosize measurement)$/

async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForLoadState('networkidle')
}

test('every screen speaks the pseudo-language, and has room for it on a desk and on a phone', {
  timeout: 300_000,
}, async () => {
  const faults: string[] = []
  const page = await example.context.newPage()
  const sent: string[] = []
  const titles = new Set<string>()
  const plainly = new Set<string>()
  const refusals: string[] = []
  const reading: Promise<void>[] = []
  page.on('response', (response) => {
    if (!/json/.test(response.headers()['content-type'] ?? '')) return
    reading.push(
      response.json().then(
        (answer) => {
          textsOf(answer, sent, titles)
          saidPlainly(answer, plainly)
          for (const { allowed, reason } of answer.moves ?? []) if (!allowed) refusals.push(reason)
        },
        () => {},
      ),
    )
  })
  for (const screen of exampleScreens) {
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(`${example.organisation}/${screen}`)
    await settle(page)
    await Promise.all(reading.splice(0))
    const data = sent.join('\n').replace(/\s+/g, ' ')
    for (const text of await plainWords(page)) {
      const parts = text
        .replace(/\s+/g, ' ')
        .replace(/…$/, '')
        .split(/ · |, /)
      const isTitle = parts.every((part) => titles.has(part)) || titles.has(text)
      const isData = parts.every((part) => data.includes(part))
      if (!asIs.test(text) && !isTitle && (sentences.has(text) || !isData))
        faults.push(`/${screen}: "${text.slice(0, 100)}"`)
    }
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 })
      // Pictures take their new size a moment later than the page.
      await page
        .waitForFunction(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1, null, {
          timeout: 3000,
        })
        .catch(() => {})
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      if (over > 1) faults.push(`/${screen}: ${over} pixels too wide at ${width}`)
    }
  }
  expect([...plainly]).toEqual([])
  // A move that is refused stood on one of the screens, with its reason.
  expect(refusals.length).toBeGreaterThan(0)
  expect(faults).toEqual([])
})
