import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registers } from '../../src/registers/index.ts'
import { tellIn } from '../../src/reports/verify/german.ts'
import type { PackVerdict } from '../../src/reports/verify/verdict.ts'
import { verifyPack } from '../../src/reports/verify/verifyPack.ts'
import { honestHistory, keepTrail, packOf, type Trail, testSigner } from '../log/trail.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { makeRandom } from '../support/random.ts'
import { unzip, zipUp } from '../support/zipFiles.ts'

// What somebody does who has a pack in their hands and knows how it is built: nobody signed its manifest, so they write it anew
// after each change. The auditor holds a checkpoint and the verifier key.

type Files = Map<string, Buffer>
type Line = Record<string, unknown>

let app: TestApp
let at: Awaited<ReturnType<typeof testSigner>>
let pack: Files
let bytes: Buffer
let trail: Trail
let foreign: Files
const evidence = Buffer.from('id;score\n1;0.5\n')
const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex')

beforeAll(async () => {
  app = await testApp()
  at = await testSigner(app)
  const org = await honestHistory(app, makeRandom(7), 30)
  const actor = app.people.aimsLead.actor
  const { hash, size } = await app.store.blobs.put(org.id, Readable.from([evidence]), 1000)
  await app.store.noteBlob(org.id, { hash, size, mediaType: 'text/csv', by: 'test' })
  const files = [{ hash, name: 'scores.csv', size, mediaType: 'text/csv' }]
  const values = { title: 'Scores', collectedOn: '2026-01-31', files }
  await app.store.commit({ actor, org: org.id, changes: [{ do: 'create', register: 'evidence', values }] } as never)
  const other = await honestHistory(app, makeRandom(8), 30)
  await at.signer.look()
  trail = await keepTrail(app, org)
  bytes = await packOf(app, org)
  pack = await unzip(bytes)
  foreign = await unzip(await packOf(app, other))
}, 120_000)
afterAll(async () => {
  await at.close()
  await app.close()
})

const text = (files: Files, path: string) => files.get(path)?.toString('utf8') ?? ''
const set = (files: Files, path: string, content: string) => files.set(path, Buffer.from(content))
const json = (files: Files, path: string, change: (value: never) => void) => {
  const value = JSON.parse(text(files, path)) as never
  change(value)
  set(files, path, JSON.stringify(value))
}
const manifest = (files: Files, change: (it: { asOf: string; log: Line; counts: Line }) => void) =>
  json(files, 'manifest.json', change as never)
const firstLine = (files: Files, path: string, change: (line: string) => string) => {
  const [first = '', ...rest] = text(files, path).split('\n')
  const changed = change(first)
  expect(changed).not.toBe(first)
  set(files, path, [changed, ...rest].join('\n'))
}
const trust = (files: Files, change: (it: Record<string, { stored: string[]; shape: number }>) => void) =>
  json(files, 'log/registers.json', ((it: { registers: never }) => change(it.registers)) as never)

/** The manifest as it would be for these files. */
function cover(files: Files): void {
  json(files, 'manifest.json', ((it: { files: unknown }) => {
    it.files = [...files]
      .filter(([path]) => path !== 'manifest.json')
      .map(([path, content]) => ({ path, size: content.length, sha256: hashOf(content) }))
  }) as never)
}

async function verdictOn(change: (files: Files) => void, held = trail) {
  const files = new Map(pack)
  change(files)
  cover(files)
  const verdict = await verifyPack(await zipUp(files), held)
  expectGerman(verdict)
  return verdict
}

/** Every sentence has its German. */
function expectGerman({ problems, proven, notProven }: PackVerdict): void {
  for (const sentence of [...problems.map((p) => p.text), ...proven, ...notProven])
    expect(tellIn('de', sentence)).not.toBe(sentence)
}

const suppliers = 'records/supplier.jsonl'
const forge = (line: string) => JSON.stringify({ ...(JSON.parse(line) as Line), title: 'Forged' })

describe('a pack that was changed by somebody who knows how it is built', () => {
  test('is whole as it came, and its manifest written anew changes nothing', async () => {
    expect((await verifyPack(bytes, trail)).problems).toEqual([])
    expect((await verdictOn(() => {})).problems).toEqual([])
  })

  test.each<[string, string, RegExp, (files: Files) => void]>([
    [
      'evidence swapped for other evidence',
      'files',
      /no record names it/,
      (f) => {
        f.delete([...f.keys()].find((path) => path.startsWith('evidence/')) ?? '')
        f.set(`evidence/${hashOf(Buffer.from('forged'))}.csv`, Buffer.from('forged'))
      },
    ],
    [
      'evidence that no record names',
      'files',
      /no record names it/,
      (f) => f.set(`evidence/${hashOf(Buffer.from('more'))}.pdf`, Buffer.from('more')),
    ],
    [
      'a time before the end of its log',
      'log',
      /as of 2020-01-01.* goes on until/,
      (f) =>
        manifest(f, (it) => {
          it.asOf = '2020-01-01T00:00:00.000000Z'
        }),
    ],
    [
      'a count of records that is not so',
      'files',
      /counts 999 records of "supplier"/,
      (f) =>
        manifest(f, (it) => {
          ;(it.counts.registers as Line).supplier = 999
        }),
    ],
    [
      'fields left out of what is compared',
      'bodies',
      /leaves out "title"/,
      (f) => {
        trust(f, (it) => {
          for (const each of Object.values(it)) each.stored = []
        })
        firstLine(f, suppliers, forge)
      },
    ],
    [
      'a register left out of what is compared',
      'bodies',
      /does not say how records of "supplier"/,
      (f) => {
        trust(f, (it) => {
          delete it.supplier
        })
        firstLine(f, suppliers, forge)
      },
    ],
    ['what is compared taken away', 'files', /registers.json is missing/, (f) => void f.delete('log/registers.json')],
    ['texts taken away', 'files', /bodies.jsonl is missing/, (f) => void f.delete('log/bodies.jsonl')],
    ['keys taken away', 'files', /keys.json is missing/, (f) => void f.delete('log/keys.json')],
    ['checkpoints taken away', 'files', /checkpoints.jsonl is missing/, (f) => void f.delete('log/checkpoints.jsonl')],
    [
      'a record in the file of another register',
      'files',
      /where it does not belong/,
      (f) => {
        const [first = '', ...rest] = text(f, suppliers).split('\n')
        set(f, suppliers, rest.join('\n'))
        set(f, 'records/evidence.jsonl', `${text(f, 'records/evidence.jsonl')}${first}\n`)
      },
    ],
    [
      'a name said twice in a record, the forged one first',
      'files',
      /another program could read it differently/,
      (f) => firstLine(f, suppliers, (line) => line.replace('{', '{"title":"Forged",')),
    ],
    [
      'a name said twice in an entry',
      'log',
      /another program could read it differently/,
      (f) => firstLine(f, 'log/entries.jsonl', (line) => line.replace('{', '{"entry":"{}",')),
    ],
    [
      'a number that rounds to the right one',
      'files',
      /another program could read it differently/,
      (f) => firstLine(f, suppliers, (line) => line.replace(/"version":(\d+)/, '"version":$1.00000000000000000001')),
    ],
    [
      'line ends of another system',
      'log',
      /another program could read it differently/,
      (f) => set(f, 'log/entries.jsonl', text(f, 'log/entries.jsonl').replaceAll('\n', '\r\n')),
    ],
    [
      'a byte order mark',
      'log',
      /is not an entry|read it differently/,
      (f) => set(f, 'log/entries.jsonl', `\ufeff${text(f, 'log/entries.jsonl')}`),
    ],
    [
      'letters that look the same',
      'bodies',
      /shown otherwise than it was logged/,
      (f) => firstLine(f, suppliers, (line) => line.replace('"ref":"SUP', '"ref":"ЅUP')),
    ],
    [
      'a space nobody sees',
      'bodies',
      /shown otherwise than it was logged/,
      (f) => firstLine(f, suppliers, (line) => line.replace('"title":"', '"title":"\u200b')),
    ],
    [
      'a version beyond what 32 bits hold',
      'states',
      /stands in the pack in version|does not know/,
      (f) => firstLine(f, suppliers, (line) => line.replace(/"version":\d+/, '"version":1e300')),
    ],
    [
      'a checkpoint of another organisation among its own',
      'checkpoints',
      /is of another log/,
      (f) => {
        const [first = ''] = text(foreign, 'log/checkpoints.jsonl').split('\n')
        set(f, 'log/checkpoints.jsonl', `${first}\n${text(f, 'log/checkpoints.jsonl')}`)
      },
    ],
    [
      'the keys of another organisation',
      'checkpoints',
      /of the log of another organisation/,
      (f) => f.set('log/keys.json', foreign.get('log/keys.json') as Buffer),
    ],
    [
      'another key',
      'checkpoints',
      /The key you named is none of those/,
      (f) =>
        json(f, 'log/keys.json', ((it: { keys: Line[] }) => {
          it.keys = [{ ...it.keys[0], publicKey: Buffer.alloc(32, 9).toString('base64') }]
        }) as never),
    ],
    [
      'entries of another organisation in the same number',
      'log',
      /belongs to the log of another organisation/,
      (f) => {
        const lines = text(f, 'log/entries.jsonl').split('\n')
        set(
          f,
          'log/entries.jsonl',
          [...text(foreign, 'log/entries.jsonl').split('\n').slice(0, 5), ...lines.slice(5)].join('\n'),
        )
      },
    ],
    [
      'a salt in other letters',
      'bodies',
      /not in the order|is missing/,
      (f) =>
        set(
          f,
          'log/bodies.jsonl',
          text(f, 'log/bodies.jsonl').replace(/"salt":"[0-9a-f]+"/, (salt) => salt.replace(/"$/, 'AB"')),
        ),
    ],
  ])('%s: found', async (_what, kind, says, change) => {
    const { problems, ok } = await verdictOn(change)
    expect(ok).toBe(false)
    expect(
      problems
        .filter((p) => p.kind === kind)
        .map((p) => p.text)
        .join('\n'),
      JSON.stringify(problems),
    ).toMatch(says)
  })

  test.each([
    [
      'log',
      (it: { log: Line; counts: Line }) => {
        it.log.size = Number.MAX_SAFE_INTEGER
      },
    ],
    [
      'records',
      (it: { log: Line; counts: Line }) => {
        it.counts.records = 1e15
      },
    ],
  ])(
    'numbers of %s beyond all measure are refused in the time of any other',
    { timeout: 20_000 },
    async (_what, change) => {
      expect((await verdictOn((f) => manifest(f, change))).ok).toBe(false)
    },
  )

  test('evidence that is gone without an entry is told, with the record that names it', async () => {
    const { notProven } = await verdictOn(
      (f) => void f.delete([...f.keys()].find((p) => p.startsWith('evidence/')) ?? ''),
    )
    expect(notProven.join('\n')).toMatch(/What 1 file says that records name and the pack does not hold \(EV-\d+\)/)
  })

  test('fields said to be worked out, though they are kept, are named', async () => {
    const { notProven } = await verdictOn((f) => {
      trust(f, (it) => {
        const supplier = it.supplier as unknown as { stored: string[]; computed: string[] }
        supplier.computed = [...supplier.computed, ...supplier.stored]
        supplier.stored = []
      })
      firstLine(f, suppliers, forge)
    })
    expect(notProven.join('\n')).toMatch(/need not be as they were: .*supplier: .*title/)
  })

  test('what nobody signed is said not to be proven: pages, documents, the name, the end', async () => {
    const { notProven } = await verdictOn((f) => set(f, 'soa.html', 'Forged'))
    expect(notProven.join('\n')).toMatch(/pages and documents made for reading .* nobody signed them/)
    expect(notProven.join('\n')).toMatch(/That the organisation is called "History/)
  })
})

test('a pack that was cut off on its way says so, wherever it was cut', async () => {
  for (let part = 1; part < 40; part++) {
    const verdict = await verifyPack(bytes.subarray(0, Math.floor((bytes.length * part) / 40)), trail)
    expect(verdict.problems.map((p) => p.text)).toEqual(['This is not a ZIP file, or its end was cut off.'])
    expect(verdict.exitCode).toBe(8)
  }
})

describe('a checkpoint that was kept', () => {
  test.each([
    ['with the line ends of another system', (note: string) => note.replaceAll('\n', '\r\n')],
    ['without its last line end', (note: string) => note.trimEnd()],
    ['with a byte order mark', (note: string) => `\ufeff${note}`],
    ['with blank lines around it', (note: string) => `\n\n${note}\n\n`],
  ])('%s is the same', async (_how, change) => {
    expect((await verifyPack(bytes, { ...trail, checkpoint: change(trail.checkpoint) })).problems).toEqual([])
  })

  test('that is none says so, and nothing against the pack', async () => {
    const verdict = await verifyPack(bytes, { ...trail, checkpoint: 'Dear auditor,\n' })
    expect(verdict.exitCode).toBe(8)
    expect(verdict.problems.map((p) => p.text).join()).toContain('What you gave as a checkpoint you kept is none')
  })
})

test('a field of every register that is kept is compared, or worked out', () => {
  for (const { computed, fields, links } of registers)
    for (const name of Object.keys(computed)) expect({ ...fields, ...links }).not.toHaveProperty(name)
})
