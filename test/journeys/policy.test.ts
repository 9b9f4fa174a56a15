import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, watch } from '../support/browser.ts'
import { type Running, startProduct } from '../support/running.ts'

let product: Running
let browser: Browser
let page: Page
let faults: string[]
let organisation: string

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  page = await (await browser.newContext({ viewport: { width: 1440, height: 1000 } })).newPage()
  page.setDefaultTimeout(30_000)
  faults = watch(page)
  // Every report of the browser, also of what it would only have reported.
  await page.exposeFunction('tellPolicyReport', (text: string) => faults.push(text))
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (event) => {
      const tell = Reflect.get(globalThis, 'tellPolicyReport') as (text: string) => void
      tell(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`)
    }),
  )
  await page.goto(product.setUpLink)
  await page.getByRole('button', { name: 'Open the example organisation' }).click()
  await page.getByText('This is the example organisation').first().waitFor({ timeout: 60_000 })
  organisation = `${product.address}${new URL(page.url()).pathname.replace(/\/$/, '')}`
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await product?.stop()
  await product?.remove()
}, 120_000)

test('charts, their hints and the screens around them give the browser nothing to report', {
  timeout: 180_000,
}, async () => {
  for (const path of ['', 'programme/roadmap', 'risks', 'systems/AIS-1', 'explore/trace/RISK-1']) {
    await page.goto(`${organisation}/${path}`)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.waitForLoadState('networkidle')
    expect(faults, path).toEqual([])
  }
  await page.goto(organisation)
  // Drawn once it comes near.
  const figure = page
    .locator('figure')
    .filter({ has: page.getByRole('button', { name: 'Show as table' }) })
    .first()
  await figure.scrollIntoViewIfNeeded()
  const chart = figure.locator('svg:has(text)').first()
  await chart.waitFor()
  await chart.scrollIntoViewIfNeeded()
  const box = await chart.boundingBox()
  if (!box) throw new Error('the chart has no place on the page')
  const textsBefore = await chart.locator('text').count()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.move(box.x + box.width / 2 + 5, box.y + box.height / 2)
  // The hint is drawn with the chart, not written as markup.
  await expect.poll(() => chart.locator('text').count()).toBeGreaterThan(textsBefore)
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/chart-hint.png` })
  expect(faults).toEqual([])
})

test('a script that writes markup or styles, runs text, or fetches from elsewhere is stopped and reported', async () => {
  await page.goto(organisation)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  const tried = await page.evaluate(async () => {
    const attempt = async (work: () => unknown) => {
      try {
        await work()
        return 'done'
      } catch (error) {
        return error instanceof Error ? error.name : String(error)
      }
    }
    const place = document.createElement('div')
    document.body.append(place)
    return {
      markup: await attempt(() => {
        place.innerHTML = '<img src=x onerror="globalThis.broken = true">'
      }),
      text: await attempt(() => {
        place.innerHTML = 'plain words'
      }),
      script: await attempt(() => {
        const script = document.createElement('script')
        script.textContent = 'globalThis.broken = true'
        document.body.append(script)
      }),
      elsewhere: await attempt(() => fetch('https://evil.example/')),
      shown: place.textContent,
      broken: Reflect.get(globalThis, 'broken') === true,
    }
  })
  expect(tried).toMatchObject({
    markup: 'TypeError',
    text: 'done',
    elsewhere: 'TypeError',
    shown: 'plain words',
    broken: false,
  })
  await expect.poll(() => faults.join('\n')).toMatch(/require-trusted-types-for/)
  expect(faults.join('\n')).toMatch(/connect-src/)
  faults.length = 0
})

test('markup that people typed is shown as they typed it', { timeout: 120_000 }, async () => {
  const title = '<img src=x onerror=alert(1)> & <b>bold</b>'
  await page.goto(organisation)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  const slug = new URL(organisation).pathname.slice(1)
  const ref = await page.evaluate(
    async ([at, text]) => {
      const values = {
        title: text,
        kind: 'policy',
        body: '[here](javascript:alert(1)) <script>alert(2)</script> ![](https://evil.example/x.png)',
      }
      const answer = await fetch(`/api/v1/o/${at}/records/documents`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ values }),
      })
      const body = (await answer.json()) as { records?: { ref: string }[] }
      return body.records?.[0]?.ref ?? JSON.stringify(body)
    },
    [slug, title] as const,
  )
  expect(ref).toMatch(/^[A-Z]+-\d+$/)
  await page.goto(`${organisation}/r/documents/${ref}`)
  await page.getByRole('heading', { name: title }).first().waitFor()
  expect(await page.locator('main img, main script, a[href^="javascript"]').count()).toBe(0)
  expect(faults).toEqual([])
})

test('a password is typed unseen, and pasted or filled in by a password manager', async () => {
  const fresh = await (await browser.newContext()).newPage()
  await fresh.goto(product.address)
  const password = fresh.getByLabel(/^Password/)
  await password.waitFor()
  expect(await password.getAttribute('type')).toBe('password')
  expect(await password.getAttribute('autocomplete')).toMatch(/current-password/)
  expect(await fresh.getByLabel('E-mail address').getAttribute('autocomplete')).toMatch(/username|email/)
  const isLet = await password.evaluate((field) =>
    field.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true })),
  )
  expect(isLet).toBe(true)
  await password.fill('as a password manager fills it')
  expect(await password.inputValue()).toBe('as a password manager fills it')
  await fresh.context().close()
})
