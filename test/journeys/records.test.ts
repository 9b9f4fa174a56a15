/// <reference lib="dom" />
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ListPage, RecordItem } from '../../src/server/contract.ts'
import { expectAccessible } from '../support/browser.ts'
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

async function suppliers(titles: readonly string[], values: Record<string, unknown> = {}): Promise<RecordItem[]> {
  const made = await app.t.commit(
    titles.map((title) => ({ do: 'create', register: 'supplier', values: { title, providesAi: true, ...values } })),
  )
  return Promise.all(made.map((r) => read(r.ref)))
}

async function read(ref: string): Promise<RecordItem> {
  const { body } = await app.t.send<{ record: RecordItem }>(lead(), 'GET', `${app.t.base}/records/suppliers/${ref}`)
  return body.record
}

const lane = (page: Page, state: string) => page.getByRole('region', { name: state, exact: true })

describe('the board', () => {
  test('moves a card by dragging it, and by its menu with the keyboard alone', async () => {
    const [first, second] = await suppliers(['Board one', 'Board two'])
    for (const s of [first, second])
      await app.t.commit(
        [{ do: 'move', register: 'supplier', id: s?.id ?? '', version: 1, move: 'end' }],
        undefined,
        'Trial is over',
      )
    const page = await app.open(lead(), 'r/suppliers?layout=board&q=Board')
    await lane(page, 'Ended').getByText('Board one').waitFor()
    await lane(page, 'Ended').getByRole('listitem').filter({ hasText: 'Board one' }).dragTo(lane(page, 'Proposed'))
    await lane(page, 'Proposed').getByText('Board one').waitFor()
    expect((await read(first?.ref ?? '')).state).toBe('proposed')

    const menu = lane(page, 'Ended').getByRole('button', { name: `Move ${second?.ref}` })
    await menu.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Reopen' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await lane(page, 'Proposed').getByText('Board two').waitFor()
    expect((await read(second?.ref ?? '')).state).toBe('proposed')
    await expectAccessible(page, 'board')
    await page.context().close()
  })

  test('says why a card stays when no move leads there', async () => {
    const [one] = await suppliers(['Board stays'])
    const page = await app.open(lead(), 'r/suppliers?layout=board&q=stays')
    const card = lane(page, 'Proposed').getByRole('listitem').filter({ hasText: 'Board stays' })
    await card.dragTo(lane(page, 'Approved'))
    await page.getByRole('alert').getByText('Choose').or(page.getByText(/owner/i)).first().waitFor()
    expect((await read(one?.ref ?? '')).state).toBe('proposed')
    await page.context().close()
  })

  test('shows how many there are and a part of them, more when asked', async () => {
    await suppliers(Array.from({ length: 75 }, (_, i) => `Lane ${i}`))
    const page = await app.open(lead(), 'r/suppliers?layout=board&q=Lane')
    const proposed = lane(page, 'Proposed')
    await proposed.getByRole('heading').getByText('75').waitFor()
    expect(await proposed.getByRole('listitem').count()).toBe(30)
    await proposed.getByRole('button', { name: 'Show more (45 left)' }).click()
    await expect.poll(() => proposed.getByRole('listitem').count()).toBe(75)
    expect(await proposed.getByRole('button', { name: /Show more/ }).count()).toBe(0)
    await page.context().close()
  })
})

test('a list asks for the columns it shows, and reaches its last row', async () => {
  const names = Array.from({ length: 1200 }, (_, i) => `Long ${String(i).padStart(4, '0')}`)
  for (let at = 0; at < names.length; at += 400) await suppliers(names.slice(at, at + 400))
  const asked: string[] = []
  const list = await app.open(lead(), 'r/suppliers')
  list.on('request', (request) => {
    if (request.url().includes('/records/suppliers?')) asked.push(request.url())
  })
  await list.goto(`${app.t.address}/${app.t.org.slug}/r/suppliers?q=Long&sort=title`)
  await list.locator('tr[aria-rowindex="2"]').waitFor()
  expect(asked.every((url) => /[?&]fields=ref/.test(url))).toBe(true)
  await expect
    .poll(
      async () => {
        await list.locator('table').evaluate((t) => t.parentElement?.scrollTo(0, t.parentElement.scrollHeight))
        return list.locator('tr[aria-rowindex="1201"]').count()
      },
      { timeout: 20_000 },
    )
    .toBe(1)
  expect(await list.locator('tr[aria-rowindex="1201"]').textContent()).toContain('Long 1199')
  expect(await list.locator('tbody tr').count()).toBeLessThan(100)
  await list.context().close()
})

describe('evidence', () => {
  const evidenceOf = async (id: string) => {
    const path = `${app.t.base}/records/evidence?filter=about:has:${id}`
    return (await app.t.send<ListPage>(lead(), 'GET', path)).body.items
  }

  test('comes by pasting a screenshot', async () => {
    const [supplier] = await suppliers(['Pasted on'])
    const page = await app.open(lead(), `r/suppliers/${supplier?.ref}`)
    await page.getByText('or drop them here, or paste a screenshot').waitFor()
    await page.evaluate(() => {
      const png = Uint8Array.from(
        atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
        (c) => c.charCodeAt(0),
      )
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([png], 'image.png', { type: 'image/png' }))
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    })
    await expect.poll(async () => (await evidenceOf(supplier?.id ?? '')).length).toBe(1)
    const [piece] = await evidenceOf(supplier?.id ?? '')
    expect(piece?.values.files).toMatchObject([{ mediaType: 'image/png' }])
    await page.context().close()
  })

  test('comes by dropping a file', async () => {
    const [supplier] = await suppliers(['Dropped on'])
    const page = await app.open(lead(), `r/suppliers/${supplier?.ref}`)
    const zone = page.getByText('or drop them here, or paste a screenshot')
    await zone.waitFor()
    const dataTransfer = await page.evaluateHandle(() => {
      const data = new DataTransfer()
      data.items.add(new File(['Checked on 3 May; nothing found.'], 'check.txt', { type: 'text/plain' }))
      return data
    })
    await zone.dispatchEvent('dragover', { dataTransfer })
    await zone.dispatchEvent('drop', { dataTransfer })
    await page.getByRole('link', { name: /check/ }).first().waitFor()
    const [piece] = await evidenceOf(supplier?.id ?? '')
    expect(piece?.values.files).toMatchObject([{ name: 'check.txt', mediaType: 'text/plain' }])
    await page.context().close()
  })

  test('is not asked of somebody who may not add any', async () => {
    const [supplier] = await suppliers(['Looked at'])
    const page = await app.open(app.t.people.viewer, `r/suppliers/${supplier?.ref}`)
    await page.getByRole('heading', { name: 'Evidence' }).waitFor()
    expect(await page.getByText('or drop them here').count()).toBe(0)
    expect(await page.getByRole('textbox', { name: 'Write a comment' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Edit' }).getAttribute('aria-disabled')).toBe('true')
    await expectAccessible(page, "a viewer's record")
    await page.context().close()
  })
})

test('several rows are changed at once, and all or none', async () => {
  const made = await suppliers(['Bulk a', 'Bulk b', 'Bulk c'])
  const page = await app.open(lead(), 'r/suppliers?q=Bulk&sort=title')
  await page.locator('tr[aria-rowindex="4"]').waitFor()
  await page.getByRole('checkbox', { name: 'Select row 1' }).click()
  await page.getByRole('checkbox', { name: 'Select row 2' }).click()
  await page.getByRole('toolbar').getByText('2 selected').waitFor()
  await page.getByRole('button', { name: 'Edit a value' }).click()
  await page.getByRole('combobox', { name: 'Value to change' }).or(page.getByLabel('Value to change')).first().click()
  await page.getByRole('option', { name: 'Contract reference' }).click()
  await page.getByRole('textbox', { name: 'Contract reference' }).fill('K-2026-7')
  await expectAccessible(page, 'bulk edit')
  await page.getByRole('button', { name: 'Change all' }).click()
  await page.getByText('2 records changed.').waitFor()
  const after = await Promise.all(made.map((r) => read(r.ref)))
  expect(after.map((r) => r.values.contractReference)).toEqual(['K-2026-7', 'K-2026-7', null])
  await page.context().close()
})

test('what is listed, and nothing else, goes out as CSV and as a workbook', async () => {
  await suppliers(['Export in'], { contractReference: 'keep' })
  await suppliers(['Export out'], { contractReference: 'leave' })
  const page = await app.open(lead(), 'r/suppliers?filter=contractReference:is:keep')
  await page.getByText('Export in').first().waitFor()
  const fetched = async (item: string) => {
    await page.getByRole('button', { name: 'More' }).first().click()
    const link = page.getByRole('menuitem', { name: item })
    const href = await link.getAttribute('href')
    await page.keyboard.press('Escape')
    // Asked as the page would; a download of its own does not carry the header these tests sign in with.
    return (await page.request.get(`${app.t.address}${href}`)).body()
  }
  const csv = (await fetched('CSV')).toString('utf8')
  expect(csv).toContain('Export in')
  expect(csv).not.toContain('Export out')
  const workbook = await fetched('Excel workbook')
  expect(workbook.subarray(0, 2).toString()).toBe('PK')
  await page.context().close()
})

test('two people change the same record: the second sees both sides and decides', async () => {
  const [supplier] = await suppliers(['Both change me'])
  const edit = `r/suppliers/${supplier?.ref}/edit`
  const mine = await app.open(lead(), edit)
  const theirs = await app.open(app.t.people.contributor, edit)
  const title = (page: Page) => page.getByRole('textbox', { name: /^(Name|Title)/ }).first()
  const contract = (page: Page) => page.getByRole('textbox', { name: 'Contract reference' })
  await title(mine).fill('Mine')
  await contract(mine).fill('mine only')
  await title(theirs).fill('Theirs')
  await theirs.getByRole('button', { name: 'Save' }).click()
  await theirs.getByRole('heading', { name: 'Theirs' }).waitFor()
  await mine.getByRole('button', { name: 'Save' }).click()
  const dialog = mine.getByRole('dialog')
  const row = dialog.getByRole('row').filter({ hasText: 'Theirs' }).filter({ hasText: 'Mine' })
  await row.waitFor()
  expect(await row.textContent()).toContain('Both change me')
  await expectAccessible(mine, 'conflict')
  await row.getByRole('radio', { name: 'Take theirs' }).click()
  await dialog.getByRole('button', { name: 'Save the result' }).click()
  await mine.getByRole('heading', { name: 'Theirs' }).waitFor()
  expect(await read(supplier?.ref ?? '')).toMatchObject({
    title: 'Theirs',
    version: 3,
    values: { contractReference: 'mine only' },
  })
  await mine.context().close()
  await theirs.context().close()
})

test('what was typed and not saved survives a reload, and goes when it is discarded', async () => {
  const [supplier] = await suppliers(['Drafted'])
  const page = await app.open(lead(), `r/suppliers/${supplier?.ref}/edit`)
  const contract = page.getByRole('textbox', { name: 'Contract reference' })
  await contract.fill('half a thou')
  await page.reload()
  await page.getByText('Your unsaved changes from').waitFor()
  expect(await contract.inputValue()).toBe('half a thou')
  await page.getByRole('button', { name: 'Discard them' }).click()
  expect(await contract.inputValue()).toBe('')
  await page.reload()
  await contract.waitFor()
  expect(await page.getByText('Your unsaved changes from').count()).toBe(0)
  await page.context().close()
})

test('a viewer is offered nothing that would be refused', async () => {
  await suppliers(['Only looked at'])
  const table = await app.open(app.t.people.viewer, 'r/suppliers?q=looked')
  await table.locator('tr[aria-rowindex="2"]').waitFor()
  expect(await table.getByRole('checkbox').count()).toBe(0)
  expect(await table.getByRole('textbox', { name: /^Add / }).count()).toBe(0)
  expect(await table.getByRole('button', { name: /^New supplier/ }).getAttribute('aria-disabled')).toBe('true')
  await expectAccessible(table, "a viewer's list")
  await table.goto(`${app.t.address}/${app.t.org.slug}/r/suppliers?layout=board&q=looked`)
  await lane(table, 'Proposed').getByText('Only looked at').waitFor()
  expect(await table.getByRole('button', { name: /^Move SUP/ }).count()).toBe(0)
  expect(await lane(table, 'Proposed').getByRole('listitem').first().getAttribute('draggable')).toBe('false')
  for (const path of ['r/suppliers/SUP-1/edit', 'r/suppliers/new']) {
    await table.goto(`${app.t.address}/${app.t.org.slug}/${path}`)
    await table.getByRole('heading', { name: /^You may not (change|create) this$/ }).waitFor()
    expect(await table.getByRole('textbox').count(), path).toBe(0)
    await expectAccessible(table, path)
  }
  await table.goto(`${app.t.address}/${app.t.org.slug}/r/concerns`)
  await table.getByRole('heading', { name: 'No concerns you may see' }).waitFor()
  await table.context().close()
})

describe('hard to show', () => {
  const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2)
  const hebrew = 'ספק בינה מלאכותית (v2.1) "אלפא"'

  test.each(['light', 'dark'] as const)(
    'long words and right-to-left names fit 320 pixels in %s',
    async (colorScheme) => {
      const [long] = await suppliers([word, hebrew], { contractReference: word })
      // Tall, so that nothing lies half under the buttons of the form, where its size could not be told.
      const phone = { viewport: { width: 320, height: 3000 }, colorScheme }
      for (const path of [
        'r/suppliers',
        `r/suppliers/${long?.ref}`,
        `r/suppliers/${long?.ref}/edit`,
        'r/suppliers?layout=board',
      ]) {
        const page = await app.open(lead(), path, phone)
        await page.waitForLoadState('networkidle')
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(beyond, path).toBeLessThanOrEqual(0)
        await expectAccessible(page, `${path} at 320 pixels in ${colorScheme}`)
        await page.context().close()
      }
      const page = await app.open(lead(), 'r/suppliers?sort=-createdAt')
      const name = page.getByText(hebrew).first()
      await name.waitFor()
      expect(await name.evaluate((e) => getComputedStyle(e).unicodeBidi)).toBe('isolate')
      await page.context().close()
    },
  )

  test('the row chosen and the lane to drop on show in forced colours too', async () => {
    await suppliers(['Forced colours'])
    const page = await app.open(lead(), 'r/suppliers?q=Forced', { forcedColors: 'active', reducedMotion: 'reduce' })
    const row = page.locator('tr[aria-rowindex="2"]')
    await row.waitFor()
    const looks = () => row.evaluate((e) => getComputedStyle(e).outlineStyle)
    const before = await looks()
    await page.getByRole('checkbox', { name: 'Select row 1' }).click()
    await page.getByRole('toolbar').waitFor()
    await expect.poll(looks).not.toBe(before)
    const moving = await page.evaluate(
      () => document.getAnimations().filter((a) => Number(a.effect?.getComputedTiming().duration) > 1).length,
    )
    expect(moving).toBe(0)
    await page.context().close()
  })
})

describe('when there is nothing to show', () => {
  test('an empty register says what belongs in it', async () => {
    const page = await app.open(lead(), 'r/incidents')
    await page.getByRole('heading', { name: /^No .* yet$/ }).waitFor()
    await expectAccessible(page, 'empty list')
    await page.context().close()
  })

  test('filters that fit nothing can be cleared', async () => {
    await suppliers(['Found again'])
    const page = await app.open(lead(), 'r/suppliers?q=zzzzz')
    await page.getByRole('button', { name: 'Clear the filters' }).click()
    await page.locator('tr[aria-rowindex="2"]').waitFor()
    await page.context().close()
  })

  test('a failing server is told with a way on', async () => {
    const page = await app.open(lead(), 'r/suppliers')
    let isBroken = true
    await page.route('**/records/suppliers?*', (route) =>
      isBroken ? route.fulfill({ status: 503, contentType: 'text/plain', body: 'no' }) : route.fallback(),
    )
    await page.reload()
    const again = page.getByRole('button', { name: 'Try again' })
    await again.waitFor({ timeout: 30_000 })
    await expectAccessible(page, 'list that failed')
    isBroken = false
    await again.click()
    await page.locator('tr[aria-rowindex="2"]').waitFor()
    await page.context().close()
  })

  test('what is not there is told with a way to look for it', async () => {
    const said: (string | null)[] = []
    for (const path of [`r/suppliers/SUP-99999`, 'r/no-such-register']) {
      const context = await app.browser.newContext({ extraHTTPHeaders: { authorization: `Bearer ${lead().token}` } })
      const page = await context.newPage()
      await page.goto(`${app.t.address}/${app.t.org.slug}/${path}`)
      await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
      said.push(await page.getByRole('alert').textContent())
      await expectAccessible(page, path)
      await context.close()
    }
    expect(said.every((s) => s?.includes('Search everything'))).toBe(true)
  })
})
