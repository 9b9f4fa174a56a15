/// <reference lib="dom" />
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { examplePeople } from '../../examples/index.ts'
import { expectAccessible, watch } from '../support/browser.ts'
import { exampleProduct, exampleScreens } from '../support/exampleProduct.ts'

let example: Awaited<ReturnType<typeof exampleProduct>>
let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>

beforeAll(async () => {
  example = await exampleProduct()
  signedIn = await example.context.storageState()
  await example.context.close()
})
afterAll(() => example?.close())

async function open(path: string, width = 1280): Promise<{ page: Page; faults: string[] }> {
  const context = await example.browser.newContext({ storageState: signedIn, viewport: { width, height: 900 } })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const faults = watch(page)
  await page.goto(`${example.organisation}/${path}`)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForLoadState('networkidle')
  return { page, faults }
}

describe.each(exampleScreens)('screen "%s"', (path) => {
  test('is there, accessible in light and dark, and fits a phone', async () => {
    const { page, faults } = await open(path)
    expect(await page.getByText('Something went wrong').count()).toBe(0)
    expect(await page.getByRole('heading', { name: 'Not found' }).count()).toBe(0)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor()
      await page.waitForTimeout(600) // colours fade over 150 ms, and long pages paint late
      await expectAccessible(page, `${path} ${colorScheme}`)
    }
    await page.setViewportSize({ width: 360, height: 800 })
    // The layout follows the width a moment later.
    const fits = () => document.documentElement.scrollWidth - document.documentElement.clientWidth <= 1
    await page.waitForFunction(fits, undefined, { timeout: 3000 }).catch(() => {})
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBeLessThanOrEqual(1)
    expect(faults).toEqual([])
    await page.context().close()
  })
})

test('at a past date every screen is read-only and says so', async () => {
  for (const path of ['', 'programme', 'controls', 'risks', 'r/ai-systems']) {
    const { page } = await open(`${path}?asOf=2026-01-15`)
    await page
      .getByText(/You are looking at 15 January 2026/)
      .first()
      .waitFor()
    const free = await page.evaluate(
      () =>
        [...document.querySelectorAll('main button')].filter(
          (b) =>
            /^(New|Propose|Approve|Delete|Archive|Apply)/.test(b.textContent ?? '') &&
            b.getAttribute('aria-disabled') !== 'true' &&
            !(b as HTMLButtonElement).disabled,
        ).length,
    )
    expect([path, free]).toEqual([path, 0])
    await page.context().close()
  }
})

test('one filter is the current one, and clauses look like what can be opened', async () => {
  const { page } = await open('documents?show=missing')
  const filters = page.getByRole('navigation').filter({ hasText: 'To be reviewed' })
  expect(await filters.locator('[aria-current]').allInnerTexts()).toEqual([expect.stringMatching(/^Missing/)])
  const border = (at: Page) =>
    at
      .getByRole('button', { name: /^Explain / })
      .first()
      .evaluate((chip) => getComputedStyle(chip).borderTopWidth)
  expect(await border(page)).toBe('1px')
  await page.context().close()
})

test('a phone breaks no word of a record’s rows or of a wide table', async () => {
  for (const path of [
    'r/impact-assessments/IA-1',
    'explore/trace/RISK-1',
    'programme/overlap-27001',
    'audit/coverage',
  ]) {
    const { page } = await open(path, 390)
    expect(await page.evaluate(wordsOnTwoLines), path).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(1)
    await page.context().close()
  }
})

test('a phone breaks no German word either, and the plan is cards there', async () => {
  for (const path of ['programme/gap', 'programme/roadmap', 'controls', 'risks', 'risks/triage', 'systems/AIS-1']) {
    const { page } = await open(`${path}?locale=de`, 390)
    expect(await page.evaluate(wordsOnTwoLines), path).toEqual([])
    const cut = await page.evaluate(
      () =>
        [...document.querySelectorAll('main table')]
          .map((table) => table.parentElement as HTMLElement)
          // The table behind a chart is for screen readers alone.
          .filter((frame) => frame.clientWidth > 1 && frame.scrollWidth > frame.clientWidth + 1).length,
    )
    expect([path, cut]).toEqual([path, 0])
    await page.context().close()
  }
  const { page } = await open('programme/roadmap', 390)
  const task = page.getByRole('row').filter({ hasText: 'Rehearse the interviews' })
  const end = await task.locator('[data-label="Until"]').boundingBox()
  expect(end).not.toBeNull()
  expect((end?.x ?? 0) + (end?.width ?? 0)).toBeLessThanOrEqual(390)
  await page.context().close()
})

test('days in titles that were put together are said as the reader writes them', async () => {
  for (const [path, words] of [
    ['risks', /Accepted by Hanne Verlinden on 24 May 2026/],
    ['risks?locale=de', /Accepted by Hanne Verlinden on 24\. Mai 2026/],
    ['r/risk-acceptances/RACC-3', /Accepted by Hanne Verlinden on 24 May 2026/],
  ] as const) {
    const { page } = await open(path)
    await page.locator('main').getByText(words).first().waitFor()
    expect(await page.locator('main').getByText('2026-05-24').count()).toBe(0)
    await page.context().close()
  }
})

test('the next step of the programme is named and leads to itself, unfolded', async () => {
  const { page } = await open('programme')
  const next = page.getByRole('link', { name: 'Turn gaps into tasks' })
  expect(await page.getByRole('button', { expanded: true, name: /^Turn gaps into tasks/ }).count()).toBe(0)
  await next.click()
  await page.getByRole('button', { expanded: true, name: /^Turn gaps into tasks/ }).waitFor()
  await page.context().close()
})

test('what waits and is not listed at first is one click away', async () => {
  const { page } = await open('')
  const overdue = page.getByRole('region', { name: 'Overdue' })
  const total = Number(await overdue.locator('h2 + span').textContent())
  expect(total).toBeGreaterThan(10)
  expect(await overdue.getByRole('listitem').count()).toBe(10)
  await overdue.getByRole('button', { name: `Show ${total - 10} more` }).click()
  await expect.poll(() => overdue.getByRole('listitem').count()).toBe(total)
  expect(await overdue.getByRole('button').count()).toBe(0)
  await page.context().close()
})

test('the example is put back only after a second click', async () => {
  const { page } = await open('r/lessons')
  const api = example.organisation.replace(/\/([^/]+)$/, '/api/v1/o/$1/records/lessons')
  const ask = (method: string, query: string, body?: string) =>
    page.evaluate(
      async ([address, init]) => {
        const answer = await fetch(address, init)
        return { status: answer.status, found: ((await answer.json()).items ?? []).length }
      },
      [
        `${api}${query}`,
        { method, headers: { 'content-type': 'application/json' }, ...(body ? { body } : {}) },
      ] as const,
    )
  const lessons = async () => (await ask('GET', '?q=Zebra')).found
  const values = { title: 'Zebra crossings confuse it', whatHappened: 'It saw stairs.', whatWeLearnt: 'Show it some.' }
  const made = await ask('POST', '', JSON.stringify({ values: { ...values, owner: examplePeople.hanne } }))
  expect(made.status).toBe(201)
  await page.getByRole('button', { name: 'Reset the example' }).click()
  await page.getByRole('dialog', { name: 'Reset the example?' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await lessons()).toBe(1)
  await page.getByRole('button', { name: 'Reset the example' }).click()
  await page.getByRole('button', { name: 'Reset it' }).click()
  await page.getByText('The example is as it came.').waitFor({ timeout: 90_000 })
  expect(await lessons()).toBe(0)
  await page.context().close()
})

/** Words of tables and of values, without a hyphen to part them at, that begin on one line and end on another. */
function wordsOnTwoLines(): string[] {
  const broken: string[] = []
  const words = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT)
  for (let text = words.nextNode(); text; text = words.nextNode()) {
    if (!text.parentElement?.closest('td, th, dd')) continue
    for (const { 0: word, index } of (text.textContent ?? '').matchAll(/\p{L}+/gu)) {
      const range = document.createRange()
      range.setStart(text, index)
      range.setEnd(text, index + word.length)
      if (new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size > 1) broken.push(word)
    }
  }
  return broken
}
