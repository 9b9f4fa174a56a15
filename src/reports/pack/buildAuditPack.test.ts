import { posix } from 'node:path'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { beforeAll, expect, test } from 'vitest'
import { packBytes, packSource } from '../../../test/support/packSample.ts'
import { each, files, records, sampleRecord, streamOf, supplierRegister } from '../../../test/support/reportSample.ts'
import { unzip } from '../../../test/support/zipFiles.ts'
import { voiceOf } from '../../server/language/voiceOf.ts'
import { verifyPack } from '../verify/verifyPack.ts'
import { buildAuditPack } from './buildAuditPack.ts'
import { evidencePath } from './packPaths.ts'
import type { PackManifest } from './packSource.ts'

let bytes: Buffer
let manifest: PackManifest
let pack: Map<string, Buffer>

beforeAll(async () => {
  ;({ bytes, manifest } = await packBytes())
  pack = await unzip(bytes)
})

const textOf = (path: string) => pack.get(path)?.toString('utf8') ?? ''

test('two packs of the same source are equal to the byte, and another day gives another pack', {
  timeout: 30_000,
}, async () => {
  expect(Buffer.compare(bytes, (await packBytes()).bytes)).toBe(0)
  const later = await packBytes({ ...packSource, asOf: '2026-10-01' })
  expect(Buffer.compare(bytes, later.bytes)).not.toBe(0)
})

test('a pack verifies, and its manifest names all that is in it', async () => {
  expect(await verifyPack(bytes)).toMatchObject({ ok: true, exitCode: 0, problems: [] })
  expect([...pack.keys()].filter((path) => path !== 'manifest.json').toSorted()).toEqual(
    manifest.files.map(({ path }) => path),
  )
  expect(manifest.counts).toEqual({
    records: 7,
    registers: { person: 2, supplier: 3, finding: 2 },
    evidence: 3,
    evidenceBytes: 102,
  })
  expect(JSON.parse(textOf('manifest.json'))).toEqual(manifest)
})

test.each([
  ['English', undefined, 'pack-start.golden.html'],
  ['German', voiceOf('de'), 'pack-start.de.golden.html'],
])('the first page of a pack in %s reads as reviewed', async (_name, voice, golden) => {
  const { bytes: made } = await packBytes(packSource, voice ? { voice } : {})
  await expect((await unzip(made)).get('index.html')?.toString('utf8')).toMatchFileSnapshot(
    `../../../test/golden/${golden}`,
  )
})

test('a German pack verifies, is the same each time, and differs in pages and documents alone', async () => {
  const options = { personal: true, voice: voiceOf('de') }
  const { bytes: german, manifest: said } = await packBytes(packSource, options)
  expect(await verifyPack(german)).toMatchObject({ ok: true, problems: [] })
  expect(Buffer.compare(german, (await packBytes(packSource, options)).bytes)).toBe(0)
  expect([manifest.language, said.language]).toEqual(['en', 'de'])
  expect({ ...said, language: 'en', files: [] }).toEqual({ ...manifest, files: [] })
  const other = await unzip(german)
  expect([...other.keys()]).toEqual([...pack.keys()])
  const isSpoken = (path: string) => /\.(html|pdf|docx|xlsx)$|^assets\/pack\.js$|^manifest\.json$/.test(path)
  for (const [path, content] of other)
    expect(Buffer.compare(content, pack.get(path) as Buffer) === 0, path).toBe(!isSpoken(path))
  const page = other.get('records/supplier/0001.html')?.toString('utf8') ?? ''
  expect(page).toContain('<html lang="de">')
  expect(other.get('assets/pack.js')?.toString('utf8')).toContain('Diese Zeilen filtern')
  expect(page).toContain('<dt>Zustand</dt>')
  expect(page).toContain('31. März 2027')
  expect(page).toContain('Questionnaire and two interviews.')
})

/** Every address on every page, with the page it stands on. */
function* hrefs(): Generator<{ from: string; href: string }> {
  for (const [from, content] of pack) {
    if (!from.endsWith('.html')) continue
    for (const [, href] of content.toString('utf8').matchAll(/(?:href|src)="([^"]*)"/g))
      yield { from, href: href ?? '' }
  }
}

test('every link of the site leads to a file of the pack and to a place that is there', () => {
  const all = [...hrefs()]
  expect(all.length).toBeGreaterThan(300)
  const broken = all.filter(({ from, href }) => {
    const [path = '', anchor] = href.split('#')
    const target = path === '' ? from : posix.join(posix.dirname(from), path)
    return !pack.has(target) || (anchor !== undefined && !textOf(target).includes(`id="${anchor}"`))
  })
  expect(broken).toEqual([])
})

test('records link to each other across registers, and files to their bytes', () => {
  const owner = records.supplier?.[0]?.owner
  expect(textOf('records/supplier/0001.html')).toContain(`href="../../records/person/0001.html#${owner}"`)
  expect(pack.has(evidencePath(files[0]?.hash ?? '', 'x.csv'))).toBe(true)
  expect([...pack.keys()].filter((path) => path.endsWith('.bin'))).toHaveLength(1)
})

test('names in the archive are plain, whatever people called their files', () => {
  for (const path of pack.keys()) expect(path).toMatch(/^[A-Za-z0-9][A-Za-z0-9/._-]*$/)
  expect(() => evidencePath('../../etc/passwd', 'x.pdf')).toThrow('is not the hash of a file')
})

test('pages carry no inline script and ask for nothing from the network', () => {
  for (const [path, content] of pack) {
    if (!path.endsWith('.html')) continue
    const html = content.toString('utf8')
    expect(html).toContain("default-src 'none'")
    expect(html).not.toMatch(/<script(?! src="[./]*assets\/pack\.js" defer><\/script>)/)
    expect(html).not.toMatch(/(?:href|src)="https?:/)
    expect(html).not.toContain('<b>Rakete')
  }
})

test('without being asked for, personal data stays out of every file of the pack', async () => {
  const { bytes: lean, manifest: said } = await packBytes({ ...packSource, soaLines: [] }, {})
  for (const [path, content] of await unzip(lean)) {
    // The finding's text and the log of the sample do not name people in marked fields.
    if (/\.(html|jsonl)$/.test(path)) expect(content.toString('utf8'), path).not.toContain('ingrid@example.org')
    if (path.startsWith('records/person')) expect(content.toString('utf8'), path).not.toContain('Ingrid')
  }
  expect(said.leftOut.map(({ what }) => what)).toContain('Personal data')
  expect((await verifyPack(lean)).ok).toBe(true)
})

test('a long register is cut into pages, printed in part, and document and manifest say so', async () => {
  const many = Array.from({ length: 1201 }, (_, at) =>
    sampleRecord(supplierRegister, at + 1, 'proposed', { title: `Supplier ${at + 1}`, provides: ['data'] }),
  )
  const source = {
    ...packSource,
    records: (register: { name: string }) => each(register.name === 'supplier' ? many : []),
  }
  const { bytes: long, manifest: said } = await packBytes(source)
  const paths = said.files.map(({ path }) => path)
  expect(paths).toContain('registers/supplier-3.html')
  expect(paths).toContain('records/supplier/0013.html')
  expect(paths).toContain('registers/supplier.pdf')
  const why =
    'The first 250 of 1,201 by number are listed and the first 100 printed with all they say, because a document of all of them could hardly be opened. All are in registers/supplier.xlsx, records/supplier.jsonl and the pages from registers/supplier.html of this pack.'
  expect(said.leftOut).toEqual([{ what: 'What most suppliers say in their PDF and Word file', why }])
  const files = await unzip(long)
  const word = (await unzip(files.get('registers/supplier.docx') ?? Buffer.alloc(0))).get('word/document.xml')
  expect(word?.toString('utf8')).toContain('The first 250 of 1,201 by number are listed')
  const text = word?.toString('utf8') ?? ''
  // The hundredth has a section beside its row, the hundred and first a row alone, the two hundred and fifty-first neither.
  const times = (name: string) => text.split(`>${name}<`).length - 1
  expect(text).toContain('SUP-100 Supplier 100')
  expect(text).not.toContain('SUP-101 Supplier 101')
  expect([times('Supplier 101'), times('Supplier 250'), times('Supplier 251')]).toEqual([1, 1, 0])
  const html = files.get('registers/supplier-3.html')?.toString('utf8') ?? ''
  expect(html.match(/<tr>/g)).toHaveLength(202)
})

test('a stored file whose bytes changed stops the pack', async () => {
  const source = {
    ...packSource,
    file: async () => ({ size: 3, mediaType: 'text/csv', stream: streamOf(Buffer.from('bad')) }),
  }
  const out = new PassThrough()
  out.on('error', () => {})
  out.resume()
  await expect(buildAuditPack(source, out)).rejects.toThrow('was changed: its SHA-256 is')
})

test('a log that does not fit its head stops the pack', async () => {
  const out = new PassThrough()
  out.on('error', () => {})
  out.resume()
  const source = { ...packSource, logHead: { ...packSource.logHead, size: 99 } }
  await expect(buildAuditPack(source, out)).rejects.toThrow('its head says 99')
})

test('building stops when it is called off, and when nobody takes the bytes any more', async () => {
  const control = new AbortController()
  const out = new PassThrough()
  out.on('error', () => {})
  out.resume()
  const building = buildAuditPack(packSource, out, {
    signal: control.signal,
    onProgress: ({ step }) => String(step) === 'Evidence' && control.abort(),
  })
  await expect(building).rejects.toThrow(/abort/i)
  const gone = new PassThrough()
  gone.on('error', () => {})
  gone.once('data', () => gone.destroy())
  await expect(buildAuditPack(packSource, gone)).rejects.toThrow()
})

test('progress names steps and ends where it said', async () => {
  const told: { step: string; total: number | null }[] = []
  const out = new PassThrough()
  await Promise.all([
    buildAuditPack(packSource, out, { onProgress: (at) => told.push({ ...at, step: String(at.step) }) }),
    buffer(out),
  ])
  expect(told[0]).toMatchObject({ step: 'Records: People', total: null })
  expect(told.at(-1)).toMatchObject({ step: 'Log', total: 17 })
})
