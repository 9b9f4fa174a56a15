import type { BrowserContext } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { startProduct } from './running.ts'

/** Every screen that is not a plain register, and one register of each look. */
export const exampleScreens = [
  '',
  'programme',
  'programme/roadmap',
  'programme/gap',
  'programme/overlap-27001',
  'systems',
  'systems/AIS-1',
  'systems/roles',
  'risks',
  'risks/proposals',
  'risks/triage',
  'controls',
  'controls/proposals',
  'controls/versions',
  'documents',
  'audit',
  'audit/readiness',
  'audit/coverage',
  'audit/review-inputs',
  'audit/pack',
  'audit/trust',
  'explore',
  'explore/clauses',
  'explore/trace/RISK-1',
  'explore/standard/iso42001:A.5.2',
  'settings',
  'settings/import',
  'r/risks',
  'r/risks/RISK-1',
  'r/risks/new',
  'r/impact-assessments/IA-1',
]

/** The product started in an empty folder, with the example organisation open in a browser. */
export async function exampleProduct() {
  const [product, browser] = await Promise.all([startProduct(), openBrowser()])
  const context: BrowserContext = await browser.newContext()
  const page = await context.newPage()
  await page.goto(product.setUpLink)
  await page.getByRole('button', { name: 'Open the example organisation' }).click()
  await page.getByText('This is the example organisation').first().waitFor({ timeout: 90_000 })
  return {
    browser,
    context,
    page,
    /** Address of the organisation, without a slash at its end. */
    organisation: `${product.address}${new URL(page.url()).pathname.replace(/\/$/, '')}`,
    async close() {
      await browser.close()
      await product.stop()
      await product.remove()
    },
  }
}
