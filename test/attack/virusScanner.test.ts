import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type VirusScanner, virusScannerFrom } from '../../src/server/virusScanner.ts'
import { inOrganisation, run, sql } from '../../src/store/sql.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { type Clamd, clamd, eicar, type Mood } from '../support/clamd.ts'
import { zipUp } from '../support/zipFiles.ts'

const times = { connectMs: 500, silentMs: 500 }
let scanner: Clamd
let strict: TestApp
let lenient: TestApp
const lines: string[] = []

const at = (address: string, silent?: string): VirusScanner => {
  const made = virusScannerFrom(
    { OPENAIMS_VIRUS_SCANNER: address, ...(silent === undefined ? {} : { OPENAIMS_VIRUS_SCANNER_SILENT: silent }) },
    times,
  )
  if (made === null) throw new Error('no scanner was read')
  return made
}

beforeAll(async () => {
  scanner = await clamd()
  const logTo = { write: (line: string) => void lines.push(line) }
  strict = await testApp({ virusScanner: at(scanner.address), logTo })
  lenient = await testApp({ virusScanner: at(scanner.address, 'admit'), logTo })
}, 60_000)
afterAll(async () => {
  await strict?.close()
  await lenient?.close()
  await scanner?.close()
})
beforeEach(() => {
  scanner.mood = 'well'
  scanner.streams.length = 0
  lines.length = 0
})

const upload = (t: TestApp, name: string, bytes: Buffer | string) =>
  t.send<{ code?: string; detail?: string; hash: string }>(t.people.contributor, 'POST', `${t.base}/files`, bytes, {
    'x-file-name': encodeURIComponent(name),
    'content-type': 'application/octet-stream',
  })
const kept = (t: TestApp) =>
  inOrganisation(t.store.pool, t.org.id, async (client) => {
    const [row] = await run<{ n: number }>(client, sql`select count(*)::int as n from blob`)
    return row?.n
  })
const events = () => lines.map((line) => (JSON.parse(line) as { event?: string }).event)

describe('a file in which the scanner finds nothing', () => {
  test('is taken in, whole as it was sent', async () => {
    const bytes = Buffer.alloc(3_000_001, 'a')
    for (const t of [strict, lenient]) {
      expect((await upload(t, 'notes.txt', 'Nothing here.')).status).toBe(201)
      expect((await upload(t, 'long.txt', bytes)).status).toBe(201)
    }
    expect(scanner.streams).toEqual([13, 3_000_001, 13, 3_000_001])
    expect(events()).not.toContain('upload.unscanned')
  })

  test('many at once get each their own verdict', async () => {
    const texts = Array.from({ length: 20 }, (_, n) => (n % 3 === 0 ? `${n} ${eicar}` : `${n} fine`))
    const answers = await Promise.all(texts.map((text, n) => upload(strict, `${n}.txt`, text)))
    expect(answers.map((a) => a.status)).toEqual(texts.map((text) => (text.includes(eicar) ? 422 : 201)))
  })
})

describe('a file in which the scanner finds something', () => {
  test('is refused with its name, and nothing of it is kept', async () => {
    for (const t of [strict, lenient]) {
      const before = await kept(t)
      const { status, body } = await upload(t, 'notes.txt', `See: ${eicar}`)
      expect([status, body.code, body.detail]).toEqual([
        422,
        'file/unsafe',
        'The virus scanner found Eicar-Test-Signature in "notes.txt".',
      ])
      expect(await kept(t)).toBe(before)
      expect(events()).toContain('upload.infected')
    }
  })

  test('is refused at the end of a long one too', async () => {
    const zip = await zipUp(new Map([['a.txt', Buffer.from('fine')]]))
    expect((await upload(strict, 'sound.zip', zip)).status).toBe(201)
    const long = Buffer.concat([Buffer.alloc(700_000, 'x'), Buffer.from(eicar)])
    expect((await upload(strict, 'long.txt', long)).body.code).toBe('file/unsafe')
  })

  test('what is refused for its kind does not reach the scanner', async () => {
    expect((await upload(strict, 'page.html', eicar)).body.code).toBe('file/refused')
    expect(scanner.streams).toEqual([])
  })
})

describe('a scanner that gives no verdict', () => {
  const moods: readonly Mood[] = ['mute', 'hangsUp', 'hangsUpEarly', 'tooLong', 'babbles', 'halfAnswer']
  test.each(moods)('that is %s: the file is refused for now, or admitted where the operator says so', async (mood) => {
    scanner.mood = mood
    const before = await kept(strict)
    expect(before).toBeGreaterThan(0)
    const refused = await upload(strict, 'notes.txt', `Sent while it is ${mood}.`)
    expect([refused.status, refused.body.code]).toEqual([503, 'file/unscanned'])
    expect(await kept(strict)).toBe(before)
    expect((await upload(lenient, 'notes.txt', `Sent while it is ${mood}.`)).status).toBe(201)
    expect(events().filter((e) => e === 'upload.unscanned')).toHaveLength(2)
    // Neither name nor content of the file is told to the log.
    expect(lines.join('')).not.toContain('notes.txt')
    scanner.mood = 'well'
    expect((await upload(strict, 'notes.txt', `Sent while it is ${mood}.`)).status).toBe(201)
  })

  test('that is not there', async () => {
    const nowhere = await clamd()
    await nowhere.close()
    expect(await at(nowhere.address).scan(import.meta.filename)).toMatchObject({
      is: 'silent',
      why: expect.stringContaining('ECONNREFUSED'),
    })
    expect(await at('unix:/nowhere/clamd.ctl').scan(import.meta.filename)).toMatchObject({
      is: 'silent',
      why: expect.stringContaining('ENOENT'),
    })
  })
})

describe('the setting', () => {
  test('names a place by TCP or a socket; without it nothing is scanned', () => {
    expect(virusScannerFrom({})).toBe(null)
    expect(virusScannerFrom({ OPENAIMS_VIRUS_SCANNER: '', OPENAIMS_VIRUS_SCANNER_SILENT: 'admit' })).toBe(null)
    expect(at('tcp://scanner:3310').admitsUnscanned).toBe(false)
    expect(at('unix:/run/clamav/clamd.ctl', 'refuse').admitsUnscanned).toBe(false)
    expect(at('tcp://[::1]', 'admit').admitsUnscanned).toBe(true)
  })

  test.each(['scanner:3310', 'http://scanner:3310', 'tcp://', 'tcp://scanner:3310/x', 'unix:clamd', 'yes'])(
    'that is "%s" stops the start',
    (address) => {
      expect(() => at(address)).toThrow(/OPENAIMS_VIRUS_SCANNER is/)
    },
  )

  test('of what happens without a verdict is one of two words', () => {
    expect(() => at('tcp://scanner', 'ignore')).toThrow(/OPENAIMS_VIRUS_SCANNER_SILENT/)
  })
})
