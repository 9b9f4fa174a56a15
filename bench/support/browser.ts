import chromium from '@sparticuz/chromium'
import { chromium as playwright } from 'playwright-core'
import type { Organisation, Place } from './place.ts'

/** A page of an organisation in the browser that npm brought, and how to end it. */
export async function openPage(place: Place, org: Organisation, path: string, watching: string) {
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-gpu'],
  })
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    extraHTTPHeaders: { authorization: `Bearer ${place.token}` },
  })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.addInitScript({ content: watching })
  await page.goto(`${place.server.address}/${org.slug}/${path}`)
  return { page, close: () => browser.close() }
}

/**
 * What watches from inside the page. `interactions`: how long the browser's own event timing says each key and click took
 * until the next frame showed its effect. `steps`: how long after each turn of the wheel rows stood where the reader looks.
 */
export const watching = `
  const interactions = new Map()
  new PerformanceObserver((list) => {
    for (const e of list.getEntries()) {
      if (!e.interactionId) continue
      const known = interactions.get(e.interactionId)
      if (!known || known.ms < e.duration) interactions.set(e.interactionId, { ms: e.duration, name: e.name })
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true })
  const steps = []
  addEventListener('wheel', (event) => {
    const began = event.timeStamp
    const look = () => {
      const scroller = document.querySelector('table').parentElement
      const box = scroller.getBoundingClientRect()
      const isRow = (y) => document.elementFromPoint(box.left + 200, y)?.closest('tr[aria-rowindex]') != null
      const isFull = isRow(box.top + 60) && isRow(box.top + box.height / 2) && isRow(box.bottom - 40)
      if (isFull || performance.now() - began > 2000) steps.push(performance.now() - began)
      else requestAnimationFrame(look)
    }
    // What the event sets off is drawn before the frame after the next begins.
    requestAnimationFrame(() => requestAnimationFrame(look))
  }, { passive: true, capture: true })
  globalThis.watched = {
    takeInteractions() {
      const all = [...interactions.values()]
      interactions.clear()
      return all
    },
    steps,
  }
`
