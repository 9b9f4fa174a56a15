import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packBytes, packSource, sampleLog, sampleRoot } from '../../../test/support/packSample.ts'
import { records } from '../../../test/support/reportSample.ts'
import { unzip, zipUp } from '../../../test/support/zipFiles.ts'
import { bundleVerifier } from './bundle.ts'
import { tellIn } from './german.ts'
import { germanSentences } from './germanSentences.ts'
import { makePlaces, placesInWords } from './places.ts'
import { verdictText } from './verdict.ts'
import { verifyPack } from './verifyPack.ts'

let pack: Map<string, Buffer>
let bytes: Buffer
let folder: string

beforeAll(async () => {
  ;({ bytes } = await packBytes())
  pack = await unzip(bytes)
  folder = await mkdtemp(join(tmpdir(), 'verify-pack-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Change = (files: Map<string, Buffer>) => void

async function tampered(change: Change) {
  const files = new Map(pack)
  change(files)
  return verifyPack(await zipUp(files))
}

const replace = (files: Map<string, Buffer>, path: string, from: string | RegExp, to: string) => {
  const before = files.get(path)?.toString('utf8') ?? ''
  const after = before.replace(from, to)
  expect(after).not.toBe(before)
  files.set(path, Buffer.from(after))
}

/** Puts the hash of a changed file into the manifest, as someone clever would. */
function cover(files: Map<string, Buffer>, path: string) {
  const manifest = JSON.parse(files.get('manifest.json')?.toString('utf8') ?? '')
  const content = files.get(path) as Buffer
  const file = { path, size: content.length, sha256: createHash('sha256').update(content).digest('hex') }
  manifest.files = manifest.files.map((each: { path: string }) => (each.path === path ? file : each))
  files.set('manifest.json', Buffer.from(JSON.stringify(manifest)))
}

const evidence = () => [...pack.keys()].find((path) => path.endsWith('.csv')) as string
const log = 'log/entries.jsonl'

test('German says what English says, in the same places', () => {
  for (const [english, german] of germanSentences) {
    const places = (text: string) => [...text.matchAll(/\{\d\}/g)].map(String).sort()
    expect(places(german), english).toEqual(places(english))
    // No sentence is taken for another that stands before it.
    const example = english.replaceAll(/\{(\d)\}/g, 'x$1')
    expect(tellIn('de', example)).toBe(german.replaceAll(/\{(\d)\}/g, 'x$1'))
  }
  expect(tellIn('de', 'Checkpoint 3 is not a signed checkpoint.')).toBe('Prüfpunkt 3 ist kein signierter Prüfpunkt.')
  expect(tellIn('en', 'The log is missing.')).toBe('The log is missing.')
  expect(tellIn('de', 'What nobody translated')).toBe('What nobody translated')
})

test('every sentence in the sources of the verifier has its German', async () => {
  const names = (await readdir(import.meta.dirname)).filter(
    (n) => /^[a-zA-Z]+\.ts$/.test(n) && !/german|bundle|commandLine|page/.test(n),
  )
  const known = new Set(germanSentences.map(([english]) => english.replaceAll(/\{\d\}/g, '…')))
  const sources = await Promise.all(names.map((n) => readFile(join(import.meta.dirname, n), 'utf8')))
  const said = sources.flatMap((text) =>
    [
      ...text
        .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
        .matchAll(/(['`])((?:[A-Z]|\$\{)(?:(?!\1)[^\n])* (?:(?!\1)[^\n])*[.])\1/g),
    ].map(([, , sentence = '']) => sentence.replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '…').replaceAll("\\'", "'")),
  )
  expect(said.length).toBeGreaterThan(60)
  // Part of a sentence, told within it.
  const within = '… was erased, as entry … says.'
  const hasGerman = (sentence: string) =>
    [...known].some((k) => isSaid(sentence, k)) ||
    tellIn('de', sentence.replaceAll('…', 'x')) !== sentence.replaceAll('…', 'x')
  expect(said.filter((sentence) => sentence !== within && !hasGerman(sentence))).toEqual([])
})

/** Conditions inside a sentence stand for one of two words: whatever is between the places counts. */
const isSaid = (sentence: string, known: string) =>
  new RegExp(
    `^${sentence
      .split('…')
      .map((part) => part.replaceAll(/[.*+?^$()|[\]\\{}]/g, '\\$&'))
      .join('[\\s\\S]*')}$`,
  ).test(known)

test('an untouched pack passes, also when packed anew by another program', async () => {
  expect((await verifyPack(bytes)).exitCode).toBe(0)
  expect((await tampered(() => {})).exitCode).toBe(0)
})

test.each<[string, number, string, Change]>([
  ['a changed page', 1, 'index.html was changed', (f) => replace(f, 'index.html', 'Audit pack', 'Audit pick')],
  ['a removed file', 1, 'soa.html is missing', (f) => f.delete('soa.html')],
  ['an added file', 1, 'extra.html is in the pack but not', (f) => f.set('extra.html', Buffer.from('x'))],
  [
    'changed evidence',
    1,
    'does not hold what its name says',
    (f) => f.set(evidence(), Buffer.from('id;score\n1;0.99\n')),
  ],
  [
    'changed evidence, covered up',
    1,
    'does not hold what its name says',
    (f) => {
      f.set(evidence(), Buffer.from('id;score\n1;0.99\n'))
      cover(f, evidence())
    },
  ],
  [
    'a record added with the manifest adjusted',
    65,
    'which the log does not know',
    (f) => {
      const line = { id: 'new', ref: 'SUP-9', version: 1, updatedAt: 'x' }
      f.set(
        'records/supplier.jsonl',
        Buffer.concat([f.get('records/supplier.jsonl') as Buffer, Buffer.from(`${JSON.stringify(line)}\n`)]),
      )
      cover(f, 'records/supplier.jsonl')
    },
  ],
  [
    'a record put back to an unlogged version',
    64,
    'SUP-1 stands in the pack in version 7',
    (f) => {
      replace(f, 'records/supplier.jsonl', '"version":2', '"version":7')
      cover(f, 'records/supplier.jsonl')
    },
  ],
  [
    'a changed log entry, covered up',
    2,
    'Entry 0 of the log was changed',
    (f) => {
      replace(f, log, 'PER-1', 'PER-7')
      cover(f, log)
    },
  ],
  [
    'a changed leaf hash',
    2,
    'Entry 0 of the log was changed',
    (f) => {
      replace(f, log, /"leaf":"[0-9a-f]{4}/, '"leaf":"0000')
      cover(f, log)
    },
  ],
  [
    'a removed log entry',
    66,
    'entries are missing or out of order',
    (f) => {
      replace(f, log, /.*\n/, '')
      cover(f, log)
    },
  ],
  [
    'swapped log entries',
    2,
    'does not follow from the one before it',
    (f) => {
      replace(f, log, /(.*\n)(.*\n)/, '$2$1')
      cover(f, log)
    },
  ],
  [
    'a cut log',
    66,
    'but there are 6',
    (f) => {
      replace(f, log, /.*\n$/, '')
      cover(f, log)
    },
  ],
  [
    'another root in the manifest',
    2,
    'is not the one in the manifest',
    (f) => replace(f, 'manifest.json', sampleRoot, '0'.repeat(64)),
  ],
  ['no manifest', 8, 'holds no manifest.json', (f) => f.delete('manifest.json')],
  ['a broken manifest', 8, 'not valid JSON', (f) => f.set('manifest.json', Buffer.from('{'))],
  [
    'a manifest of another format',
    8,
    'is not a manifest of version 1',
    (f) => replace(f, 'manifest.json', 'openaims-pack', 'other'),
  ],
])('%s is found', async (_name, exitCode, text, change) => {
  const result = await tampered(change)
  expect(result.problems.map((problem) => problem.text).join('\n')).toContain(text)
  expect(result).toMatchObject({ ok: false, exitCode })
})

test('every single byte that is changed is found', async () => {
  // A prime stride touches headers, contents, descriptors and the directory alike.
  for (let at = 11; at < bytes.length; at += 7919) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] as number) ^ 0x10
    const result = await verifyPack(changed)
    // Dates, permissions and the declared version of the archive carry no content.
    if (result.ok)
      expect((await unzip(changed)).get('manifest.json')?.equals(pack.get('manifest.json') as Buffer)).toBe(true)
    else expect(result.problems.length).toBeGreaterThan(0)
  }
})

test('bytes hidden in front of, behind or cut off the archive are found', async () => {
  expect((await verifyPack(Buffer.concat([bytes, Buffer.from('tail')]))).exitCode & 4).toBe(4)
  expect((await verifyPack(bytes.subarray(0, bytes.length - 30))).exitCode & 8).toBe(8)
  expect((await verifyPack(Buffer.concat([Buffer.from('head'), bytes]))).ok).toBe(false)
  expect((await verifyPack(Buffer.from('no archive'))).exitCode).toBe(8)
})

test('a root held from elsewhere is found in the history, and one of another history is not', async () => {
  const lines = Object.values(records).flat()
  const early = sampleLog(lines.slice(0, 4)).root
  expect((await verifyPack(bytes, { root: sampleRoot })).ok).toBe(true)
  expect((await verifyPack(bytes, { root: early, size: 4 })).ok).toBe(true)
  expect((await verifyPack(bytes, { root: early, size: 5 })).exitCode).toBe(128)
  expect((await verifyPack(bytes, { root: '0'.repeat(64) })).exitCode).toBe(128)
  expect((await verifyPack(bytes, { root: sampleRoot, size: 70 })).problems[0]?.text).toContain(
    'shorter than the 70 entries',
  )
})

test('log and manifest rewritten together pass alone, but not against a root held from elsewhere', async () => {
  const [first, ...rest] = Object.values(records).flat()
  const forged = sampleLog([{ ...(first as (typeof rest)[number]), ref: 'PER-77' }, ...rest])
  const source = {
    ...packSource,
    log: async function* () {
      yield* forged.lines
    },
    logHead: { size: 7, root: forged.root },
  }
  const { bytes: rewritten } = await packBytes(source)
  const alone = await verifyPack(rewritten)
  expect(alone.ok).toBe(true)
  expect(alone.notProven.join()).toContain('rewritten log and manifest together')
  expect((await verifyPack(rewritten, { root: sampleRoot })).exitCode).toBe(128)
})

describe('places in the log', () => {
  test('are told as runs, in bounded memory however many there are', () => {
    const gather = (places: Iterable<number>) => {
      const made = makePlaces()
      for (const at of places) made.add(at)
      return made.all()
    }
    expect(gather([])).toEqual({ count: 0, runs: [], beyond: 0 })
    expect(placesInWords(gather([0, 1, 2, 7, 9, 10]))).toBe('0 to 2, 7, 9 to 10')
    const everySecond = gather(Array.from({ length: 5000 }, (_, n) => n * 2))
    expect([everySecond.count, everySecond.runs.length, everySecond.beyond]).toEqual([5000, 1000, 4000])
    expect(placesInWords(everySecond)).toMatch(/^0, 2, 4, .*, 38, and 4980 more$/)
    expect(gather(Array.from({ length: 1_000_000 }, (_, n) => n)).runs).toEqual([[0, 999_999]])
  })
})

describe('a pack that withholds entries', () => {
  const kept = { seq: [2, 3], path: log }
  let withheld: Map<string, Buffer>
  beforeAll(async () => {
    const { lines } = sampleLog(Object.values(records).flat())
    const source = {
      ...packSource,
      log: async function* () {
        for (const line of lines) yield kept.seq.includes(line.seq) ? { ...line, entry: null } : line
      },
    }
    withheld = await unzip((await packBytes(source)).bytes)
  })

  async function changed(change: Change) {
    const files = new Map(withheld)
    change(files)
    if (files.get(log) !== withheld.get(log)) cover(files, log)
    return verifyPack(await zipUp(files), { root: sampleRoot })
  }

  test('still proves the log whole, and says how many it withholds', async () => {
    const text = withheld.get(log)?.toString('utf8') ?? ''
    expect(text.match(/"withheld":true/g)).toHaveLength(2)
    const names = Object.values(records).flat()
    for (const seq of kept.seq) expect(text).not.toContain(`"ref\\":\\"${names[seq]?.ref}\\"`)
    expect(text).toContain(`"ref\\":\\"${names[0]?.ref}\\"`)
    expect(JSON.parse(withheld.get('manifest.json')?.toString('utf8') ?? '').log.withheld).toBe(2)
    expect(withheld.get('index.html')?.toString('utf8')).toContain('What 2 entries of the log say')
    const verdict = await changed(() => {})
    // The records of those entries are in this pack all the same: only a pack made wrongly would be like that.
    expect(verdict.problems.map(({ kind }) => kind)).toEqual(['states', 'states'])
    expect(verdict.notProven.join()).toContain('What 2 of 7 entries say, those with the numbers 2 to 3:')
    expect(verdict.withheld).toEqual({ count: 2, runs: [[2, 3]], beyond: 0 })
    // An entry whose text is there is none of them, whatever the pack says of it.
    const claimed = await changed((f) => replace(f, log, /("seq":4,)/, '$1"withheld":true,'))
    expect(claimed.withheld).toEqual({ count: 2, runs: [[2, 3]], beyond: 0 })
    expect(verdict.proven.join()).toContain('The log of 7 entries is whole')
  })

  test.each<[string, string, Change]>([
    [
      'its hash is changed',
      'does not follow from the one before it',
      (f) => replace(f, log, /("seq":3,"leaf":")..../, '$10000'),
    ],
    ['one is taken out', 'entries are missing or out of order', (f) => replace(f, log, /.*"seq":2,.*\n/, '')],
    [
      'two change places',
      'entries are missing or out of order',
      (f) => replace(f, log, /(.*"seq":2,.*\n)(.*\n)/, '$2$1'),
    ],
    [
      'another one is withheld later',
      'says 2 entries of the log are withheld, but it is 3',
      (f) => replace(f, log, /\{"seq":4,.*"leaf":("[0-9a-f]{64}")\}/, '{"seq":4,"leaf":$1,"withheld":true}'),
    ],
    [
      'a text is put in its place',
      'its leaf hash does not fit its text',
      (f) => replace(f, log, /("seq":2),/, '$1,"entry":"{}",'),
    ],
  ])('it is found when %s', async (_name, text, change) => {
    const verdict = await changed(change)
    expect(verdict.problems.map((problem) => problem.text).join('\n')).toContain(text)
    expect(verdict.exitCode & 2).toBe(2)
  })

  test('and a pack of version 1 may withhold none', async () => {
    const verdict = await changed((f) => {
      const manifest = JSON.parse(f.get('manifest.json')?.toString('utf8') ?? '')
      delete manifest.log.withheld
      f.set('manifest.json', Buffer.from(JSON.stringify({ ...manifest, formatVersion: 1 })))
    })
    expect(verdict.problems.map((problem) => problem.text).join('\n')).toContain(
      'says 0 entries of the log are withheld',
    )
  })
})

test('it runs by itself and says in words what holds', async () => {
  const path = join(folder, 'pack.zip')
  await writeFile(path, bytes)
  const verifier = join(folder, 'verify.mjs')
  await writeFile(verifier, (await bundleVerifier()).program)
  const run = promisify(execFile)
  const { stdout } = await run(process.execPath, [verifier, path, '--root', sampleRoot])
  expect(stdout).toContain('The pack is whole.')
  expect(stdout).toContain('Not proven:')
  await expect(run(process.execPath, [verifier])).rejects.toMatchObject({ code: 8 })
  await writeFile(path, bytes.subarray(100))
  await expect(run(process.execPath, [verifier, path])).rejects.toMatchObject({ code: 12 })
  const none = join(folder, 'nothing.zip')
  expect(verdictText(await verifyPack(none))).toBe(
    `Nothing could be checked.\n\nFound:\n  - There is no file "${none}", or it may not be read.\n`,
  )
})
