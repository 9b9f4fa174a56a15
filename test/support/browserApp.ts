import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { build } from 'vite'
import { type SignedIn, type TestApp, type TestAppOptions, testApp } from './app.ts'
import { openBrowser, watch } from './browser.ts'

/** The server of the tests with the web client of these sources, and a browser for each of its people. */
export interface BrowserApp {
  readonly t: TestApp
  readonly browser: Browser
  /** Opens a page of the organisation in a browser of somebody's own. */
  open(who: SignedIn, path: string, options?: BrowserContextOptions): Promise<Page>
  /** Script errors, and what the content security policy refused, on any page so far. */
  readonly faults: readonly string[]
  close(): Promise<void>
}

export async function browserApp(options: Pick<TestAppOptions, 'signIn'> = {}): Promise<BrowserApp> {
  const webFolder = await mkdtemp(join(tmpdir(), 'openaims-web-'))
  await build({
    configFile: resolve(import.meta.dirname, '../../src/web/vite.config.ts'),
    logLevel: 'error',
    build: { outDir: webFolder, emptyOutDir: true },
  })
  const t = await testApp({ listen: true, webFolder, ...options })
  const browser = await openBrowser()
  const faults: string[][] = []
  return {
    t,
    browser,
    async open(who, path, options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        acceptDownloads: true,
        extraHTTPHeaders: { authorization: `Bearer ${who.token}` },
        ...options,
      })
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      faults.push(watch(page))
      await page.goto(`${t.address}/${t.org.slug}/${path}`)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      return page
    },
    get faults() {
      return faults.flat()
    },
    async close() {
      await browser.close()
      await t.close()
      await rm(webFolder, { recursive: true, force: true })
    },
  }
}
