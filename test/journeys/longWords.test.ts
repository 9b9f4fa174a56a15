/// <reference lib="dom" />
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BrowserApp, browserApp } from '../support/browserApp.ts'

let app: BrowserApp

beforeAll(async () => {
  app = await browserApp()
})
afterAll(async () => {
  expect(app.faults).toEqual([])
  await app.close()
})

const lead = () => app.t.people.aimsLead
const question =
  'What would you do if the pre-check of loans refused somebody whom you yourself would have accepted, and whom would you tell?'

/** Whether the text of a cell or card is there whole, and how many lines it has. */
const shown = (page: Page, text: string) =>
  page
    .getByRole('row')
    .filter({ hasText: text })
    .evaluate((row, words) => {
      const holders = [...row.querySelectorAll('td, span')].filter((each) => each.textContent?.includes(words))
      return {
        isWhole: holders.every((each) => each.scrollWidth <= each.clientWidth || each.clientWidth === 0),
        height: Math.round(row.getBoundingClientRect().height),
      }
    }, text)

test.each([1440, 390])(
  'questions and requests stand whole in their lists at %i; names keep to one line',
  async (width) => {
    await app.t.commit(
      ['auditQuestion', 'auditRequest', 'supplier'].map((register) => ({
        do: 'create',
        register,
        values: { title: `${question} ${width}`, ...(register === 'supplier' ? { providesAi: true } : {}) },
      })),
    )
    const options = { viewport: { width, height: 900 } }
    for (const path of ['r/interview-questions', 'r/audit-requests']) {
      const page = await app.open(lead(), path, options)
      const { isWhole, height } = await shown(page, `${question} ${width}`)
      expect(isWhole, path).toBe(true)
      expect(height, path).toBeGreaterThan(width === 390 ? 64 : 50)
      await page.context().close()
    }
    const page = await app.open(lead(), 'r/suppliers', options)
    const supplier = await shown(page, `${question} ${width}`)
    expect(supplier.isWhole).toBe(false)
    expect(supplier.height).toBeLessThanOrEqual(width === 390 ? 66 : 37)
    await page.context().close()
  },
)

test.each([1440, 390])('no word of the German navigation is broken but where it is joined, at %i', async (width) => {
  const page = await app.open(lead(), 'risks?locale=de', { viewport: { width, height: 900 } })
  if (width === 390) await page.getByRole('button', { name: 'Navigation' }).first().click()
  const nav = width === 390 ? page.getByRole('dialog').getByRole('navigation') : page.getByRole('navigation').first()
  const folded = nav.locator('button[aria-expanded="false"]')
  await nav.getByRole('link').first().waitFor()
  while ((await folded.count()) > 0) await folded.first().click()
  await nav.getByRole('link', { name: 'Managementbewertungen' }).waitFor()
  const { entries, broken } = await nav.evaluate((list) => {
    const broken: string[] = []
    const links = [...list.querySelectorAll<HTMLElement>('ul a')]
    for (const link of links) {
      // As bold as the open page is.
      link.style.fontWeight = '500'
      const texts = document.createTreeWalker(link, NodeFilter.SHOW_TEXT)
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const words = text.nodeValue ?? ''
        const topAt = (at: number) => {
          const range = document.createRange()
          range.setStart(text as Node, at)
          range.setEnd(text as Node, at + 1)
          // A letter at the start of a line also has an empty box at the end of the line before.
          return [...range.getClientRects()].at(-1)?.top
        }
        for (let at = 1; at < words.length; at++) {
          const [before, here] = [topAt(at - 1), topAt(at)]
          if (!/[\p{L}]/u.test(words[at - 1] ?? '') || !/[\p{L}]/u.test(words[at] ?? '')) continue
          if (before !== undefined && here !== undefined && here > before + 4) broken.push(words)
        }
      }
    }
    return { entries: links.length, broken }
  })
  expect(entries).toBeGreaterThan(70)
  expect(broken).toEqual([])
  await page.context().close()
})

test('proposed risks in German on a phone: what takes them over stands in one line, their numbers below the titles', async () => {
  const values = { title: 'Sorts letters', purpose: 'Sorts letters.', stage: 'operation', origin: 'own' }
  await app.t.commit([{ do: 'create', register: 'aiSystem', values }])
  const page = await app.open(lead(), 'risks/proposals?locale=de', { viewport: { width: 390, height: 900 } })
  const bar = page.getByRole('region', { name: 'Gewählte Vorschläge' })
  await bar.getByText(/^0 von \d+ gewählt$/).waitFor()
  expect((await bar.boundingBox())?.height).toBeLessThan(56)
  const row = page.getByRole('listitem').filter({ hasText: ': Sorts letters' }).first()
  const title = row.locator('bdi')
  const number = row.getByText(/^AIR-\d+$/)
  await number.waitFor()
  const [above, below] = [await title.boundingBox(), await number.boundingBox()]
  expect(below?.x).toBe(above?.x)
  expect(below?.y).toBeGreaterThan(above?.y ?? Number.POSITIVE_INFINITY)
  await page.context().close()
})
