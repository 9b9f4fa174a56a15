import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import chromium from '@sparticuz/chromium'
import { type Browser, type Page, chromium as playwright } from 'playwright-core'
import { expect } from 'vitest'

/** The browser that npm brought. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox', '--disable-gpu'] })
}

/** Gathers what must not happen on a page: script errors, and anything the content security policy refused. */
export function watch(page: Page): string[] {
  const seen: string[] = []
  page.on('pageerror', (error) => seen.push(`script error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Refused to|requires 'Trusted/i.test(message.text()))
      seen.push(message.text())
  })
  return seen
}

interface Violation {
  readonly id: string
  readonly help: string
  readonly nodes: readonly { readonly html: string }[]
}

let axe: string | undefined

/** Accessibility faults of the page as it stands, by axe-core with the rules of WCAG 2.2 A and AA. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  axe ??= await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  await page.evaluate(axe)
  let violations = await violationsOn(page)
  // A busy machine may still be painting the colours of the scheme just chosen; what is wrong is wrong a second later too.
  if (violations.length > 0) {
    await page.waitForTimeout(1000)
    violations = await violationsOn(page)
  }
  const told = violations.map(
    (v) =>
      `${where}: ${v.id} (${v.help}) at ${v.nodes
        .map((n) => n.html.slice(0, 300))
        .slice(0, 3)
        .join(' and ')}`,
  )
  expect(told).toEqual([])
}

const violationsOn = (page: Page): Promise<Violation[]> =>
  page.evaluate(async () => {
    // axe puts itself on the global object of the page.
    const run = (globalThis as unknown as { axe: { run(options: unknown): Promise<{ violations: Violation[] }> } }).axe
      .run
    return (await run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations
  })
