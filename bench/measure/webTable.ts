import type { Page } from 'playwright-core'
import { openPage, watching } from '../support/browser.ts'
import { count, type Line, millis, quantile } from '../support/line.ts'
import type { Measure } from './measure.ts'

const rows = 10_000
const target = 100
const turns = 120

/** A list of ten thousand rows as a person uses it: down to its end with the wheel, then keys, clicks and typing in it. */
export const webTable: Measure = {
  name: 'web-table',
  async run(place) {
    const org = await place.makeOrganisation('Long list')
    await place.fill(org, rows * 2, 7)
    const began = performance.now()
    const { page, close } = await openPage(place, org, 'r/risks', watching)
    try {
      await page.locator('tr[aria-rowindex]').first().waitFor()
      const opened = performance.now() - began
      await readAll(page)
      const steps = await turnTheWheel(page)
      const slowest = await interact(page)
      const [longest] = slowest
      const busiest = slowest.toSorted((a, b) => b.own - a.own)[0]
      const late = steps.filter((ms) => ms > target).length
      return [
        {
          work: `web: list of ${count(rows)} rows, slowest of ${slowest.length} interactions (${longest?.what ?? ''})`,
          measured: millis(longest?.ms ?? 0),
          raw: '',
          ratio: null,
          toReach: `≤ ${target} ms`,
          holds: longest !== undefined && longest.ms <= target,
        },
        {
          work: `the same: most work of the page's thread for one (${busiest?.what ?? ''})`,
          measured: millis(busiest?.own ?? 0),
          raw: '',
          ratio: null,
          toReach: '',
          holds: null,
        },
        {
          work: `the same: turns of the wheel whose rows stood later than ${target} ms (of ${steps.length}; 95 % within ${millis(quantile(steps, 0.95))})`,
          measured: String(late),
          raw: '',
          ratio: null,
          toReach: '0',
          holds: steps.length === turns && late === 0,
        },
        {
          work: 'the same: first rows after opening the address, scripts and all',
          measured: millis(opened),
          raw: '',
          ratio: null,
          toReach: '',
          holds: null,
        },
      ] satisfies Line[]
    } finally {
      await close()
    }
  },
}

/** Goes on to the end until the last row is there. */
async function readAll(page: Page): Promise<void> {
  await page.evaluate(`new Promise((done, failed) => {
    const scroller = document.querySelector('table').parentElement
    const until = performance.now() + 60000
    const go = () => {
      scroller.scrollTop = scroller.scrollHeight
      if (document.querySelector('tr[aria-rowindex="${rows + 1}"]')) done()
      else if (performance.now() > until) failed(new Error('The last row did not come.'))
      else setTimeout(go, 50)
    }
    go()
  })`)
  await page.evaluate(`document.querySelector('table').parentElement.scrollTop = 0`)
  await page.locator('tr[aria-rowindex="2"]').waitFor()
}

async function turnTheWheel(page: Page): Promise<number[]> {
  await page.locator('tr[aria-rowindex="6"]').hover()
  for (let n = 0; n < turns; n++) {
    await page.mouse.wheel(0, n < turns / 2 ? 700 : -500)
    await page.waitForTimeout(16)
  }
  await page.waitForFunction(`watched.steps.length >= ${turns}`)
  return page.evaluate<number[]>('watched.steps')
}

interface Interaction {
  readonly what: string
  /** Until the frame that shows it, as the browser's event timing tells it. */
  readonly ms: number
  /** Work of the page's own thread for one of them, waiting for a processor not counted. */
  readonly own: number
}

/** Tells how long the page's thread has worked so far, in milliseconds of processor time. */
async function workOf(page: Page): Promise<() => Promise<number>> {
  const browser = await page.context().newCDPSession(page)
  await browser.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await browser.send('Performance.getMetrics')
    return (metrics.find((m) => m.name === 'TaskDuration')?.value ?? 0) * 1000
  }
}

/** What people do in a list; each as slow as its slowest part, the slowest first. */
async function interact(page: Page): Promise<Interaction[]> {
  const done: Interaction[] = []
  const busy = await workOf(page)
  const does = async (what: string, work: () => Promise<unknown>, times = 1) => {
    await page.evaluate('watched.takeInteractions()')
    const before = await busy()
    await work()
    // Event timing is reported a moment after the frame.
    await page.waitForTimeout(400)
    const seen = await page.evaluate<{ ms: number }[]>('watched.takeInteractions()')
    const own = ((await busy()) - before) / times
    done.push({ what, ms: Math.max(0, ...seen.map((s) => s.ms)), own })
  }
  await does('select a row', () => page.locator('tr[aria-rowindex] input[type=checkbox]').nth(3).click())
  await does('clear the selection', () => page.locator('thead input[type=checkbox]').click())
  await does('select all rows', () => page.locator('thead input[type=checkbox]').click())
  await does('clear all rows', () => page.locator('thead input[type=checkbox]').click())
  // Letters are no shortcuts while a control has the focus.
  await page.evaluate('document.activeElement.blur()')
  await does(
    'go down with the keyboard',
    async () => {
      for (let n = 0; n < 10; n++) await page.keyboard.press('j')
    },
    10,
  )
  await does('open a record', () => page.locator('tr[aria-rowindex] td:nth-child(5)').nth(4).click())
  await does(
    'go on with the record open',
    async () => {
      for (let n = 0; n < 5; n++) await page.keyboard.press('j')
    },
    5,
  )
  await does('close the record', () => page.keyboard.press('Escape'))
  await does('sort', () => page.locator('thead button').nth(1).click())
  const words = 'customer'
  await does(
    'type words to filter by',
    () => page.locator('search input').first().pressSequentially(words, { delay: 30 }),
    words.length,
  )
  return done.toSorted((a, b) => b.ms - a.ms)
}
