import { afterAll, beforeAll, expect, test } from 'vitest'
import { registers } from '../../src/registers/index.ts'
import { pathOf } from '../../src/server/describe.ts'
import type { OpenApi } from '../../src/server/openapi.ts'
import { type SignedIn, type TestApp, testApp } from '../support/app.ts'
import { creatorOf, makeWorld, registerNamed } from '../support/world.ts'

let t: TestApp
let api: OpenApi
const ids: Record<string, string> = {}
const canary = 'Qcanary5512'

beforeAll(async () => {
  t = await testApp()
  api = (await t.send<OpenApi>(null, 'GET', '/api/v1/openapi.json')).body
  const world = makeWorld(t)
  const system = await world.create(registerNamed('aiSystem'))
  ids.aiSystem = system.id
  ids.risk = (await world.create(registerNamed('risk'))).id
  for (const name of ['concern', 'outsideReport']) {
    const register = registerNamed(name)
    const link = Object.entries(register.links).find(([, l]) => l.to === 'aiSystem')
    const values = { ...register.examples[0], title: `${canary} ${name}` }
    const linked = link ? { [link[0]]: link[1].many ? [system.id] : system.id } : {}
    ids[name] = (await world.create(register, { ...values, ...linked })).id
  }
  const about = [ids.concern]
  ids.evidence = (
    await world.create(
      registerNamed('evidence'),
      { title: `${canary} evidence`, collectedOn: '2026-01-01', standardRefs: ['iso42001:A.3.3'], about },
      t.people.concernHandler,
    )
  ).id
}, 60_000)
afterAll(() => t.close())

/** Every address that can be read, with the ids of what is hidden in the places for ids. */
function addresses(): string[] {
  const day = new Date().toISOString().slice(0, 10)
  return Object.entries(api.paths).flatMap(([path, item]) => {
    if (!item.get || !path.includes('{organisation}')) return []
    const at = path.replace('{organisation}', t.org.slug)
    const query = path.endsWith('/diff') ? `?from=${day}` : ''
    if (path.endsWith('/refs')) return [`${at}?ids=${Object.values(ids).join(',')}`]
    if (path.endsWith('/search')) return [`${at}?q=${canary}`]
    if (path.includes('/readiness/export/')) return ['csv', 'json'].map((f) => at.replace('{file}', `findings.${f}`))
    if (path.includes('/export/'))
      return registers.flatMap((r) => ['csv', 'json'].map((f) => at.replace('{file}', `${pathOf(r)}.${f}`)))
    if (path.includes('/reports/'))
      return ['evidence-index', 'readiness', 'statement-of-applicability'].map((n) => at.replace('{file}', `${n}.html`))
    if (/\{(hash|version)\}/.test(path)) return []
    if (path.includes('{id}')) return Object.values(ids).map((id) => at.replace('{id}', id))
    return [at + query]
  })
}

async function seenBy(who: SignedIn): Promise<string[]> {
  const seen: string[] = []
  for (const address of addresses()) {
    const answer = await t.send(who, 'GET', address)
    expect(answer.status, `${address} ${answer.text.slice(0, 200)}`).toBeLessThan(500)
    if (answer.text.includes(canary)) seen.push(address.replace(t.base, ''))
  }
  return seen
}

test('what a role may not read shows nowhere: no list, report, export or value worked out from it', {
  timeout: 120_000,
}, async () => {
  expect(await seenBy(t.people.viewer)).toEqual([])
  const lead = await seenBy(t.people.aimsLead)
  // The lead reads outside reports, and neither the concern nor the evidence about it.
  expect(lead.length).toBeGreaterThan(0)
  const texts = await Promise.all(lead.map(async (at) => (await t.send(t.people.aimsLead, 'GET', t.base + at)).text))
  for (const [index, text] of texts.entries())
    expect(text, lead[index]).not.toMatch(new RegExp(`${canary} (concern|evidence)`))
})

test('who handles concerns sees them', async () => {
  expect(creatorOf(t, registerNamed('concern'))).toBeDefined()
  const seen = await seenBy(t.people.concernHandler)
  expect(seen).toEqual(expect.arrayContaining([`/records/${pathOf(registerNamed('concern'))}`, '/records/evidence']))
})
