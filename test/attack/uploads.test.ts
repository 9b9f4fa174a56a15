import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { maxUpload } from '../../src/server/uploads.ts'
import { type SignedIn, type TestApp, testApp } from '../support/app.ts'
import { zipUp } from '../support/zipFiles.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

interface Stored {
  readonly code?: string
  readonly hash: string
  readonly name: string
  readonly size: number
  readonly mediaType: string
}

const upload = (name: string, bytes: Buffer | string, who: SignedIn | null = t.people.contributor) =>
  t.send<Stored>(who, 'POST', `${t.base}/files`, bytes, {
    'x-file-name': encodeURIComponent(name),
    'content-type': 'application/octet-stream',
  })
const read = (hash: string, who: SignedIn | null, more = '') => t.send(who, 'GET', `${t.base}/files/${hash}${more}`)
const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(40)])

test('text in UTF-16 with its mark is a table, and no other kind of text', async () => {
  const wide = Buffer.from('\ufeffTitle\tOwner\r\n', 'utf16le')
  expect((await upload('table.csv', wide)).status).toBe(201)
  expect((await upload('table.txt', Buffer.from(wide).swap16())).status).toBe(201)
  for (const [name, bytes] of [
    ['data.json', wide],
    ['notes.md', wide],
    ['table.csv', wide.subarray(2)],
  ] as const)
    expect((await upload(name, bytes)).body.code, name).toBe('file/refused')
})

describe('what is refused', () => {
  test.each([
    ['page.html', '<script>alert(1)</script>'],
    ['picture.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['tool.exe', 'MZ'],
    ['run.sh', '#!/bin/sh'],
    ['report.pdf.html', '<p>'],
    ['feed.xml', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
    ['minutes.docm', 'PK'],
    ['budget.xlsm', 'PK'],
    ['slides.pptm', 'PK'],
    ['shortcut.lnk', 'L'],
    ['page.HTM', '<p>'],
    ['no ending', 'text'],
    ['.htaccess', 'Options +Indexes'],
  ])('%s: not a kind that is accepted', async (name, bytes) => {
    expect((await upload(name, bytes)).body.code).toBe('file/refused')
  })

  test.each([
    ['report.pdf', Buffer.from('<html>')],
    ['photo.jpg', png],
    ['photo.png', Buffer.from('%PDF-1.7')],
    ['minutes.docx', Buffer.from('not a zip at all')],
    ['notes.txt', Buffer.from('a\u0000b')],
    ['empty.txt', Buffer.alloc(0)],
  ])('%s: the content is something else', async (name, bytes) => {
    const answer = await upload(name, bytes)
    expect(['file/refused', 'request/invalid'], answer.text).toContain(answer.body.code)
  })

  test('a bomb, a symbolic link and a damaged archive', async () => {
    const bomb = await zipUp(new Map([['zeros.bin', Buffer.alloc(60_000_000)]]))
    expect(bomb.length).toBeLessThan(100_000)
    for (const name of ['bomb.zip', 'bomb.xlsx', 'bomb.docx'])
      expect((await upload(name, bomb)).body.code).toBe('file/unsafe')

    const zip = new ZipFile()
    zip.addBuffer(Buffer.from('/etc/passwd'), 'link', { mode: 0o120777 })
    zip.end()
    expect((await upload('link.zip', await buffer(zip.outputStream as Readable))).body.code).toBe('file/unsafe')

    const sound = await zipUp(new Map([['a.txt', Buffer.from('fine')]]))
    expect((await upload('cut.zip', sound.subarray(0, sound.length - 30))).body.code).toBe('file/unsafe')
    const outside = Buffer.from(sound.toString('latin1').replaceAll('a.txt', '../.x'), 'latin1')
    expect((await upload('outside.zip', outside)).body.code).toBe('file/unsafe')
    expect((await upload('sound.zip', sound)).status).toBe(201)
  })

  test('programs inside office files, whatever the file calls itself', async () => {
    const macro = (name: string) => zipUp(new Map([[name, Buffer.from('Attribute VB_Name = "ThisDocument"')]]))
    for (const [name, part] of [
      ['minutes.docx', 'word/vbaProject.bin'],
      ['budget.xlsx', 'xl/VBAPROJECT.BIN'],
      ['slides.pptx', 'ppt/vbaProject.bin'],
      ['minutes.odt', 'Basic/Standard/Module1.xml'],
      ['budget.xlsx', 'xl/macrosheets/sheet1.xml'],
    ] as const)
      expect((await upload(name, await macro(part))).body, `${name} with ${part}`).toMatchObject({
        code: 'file/unsafe',
        detail: expect.stringContaining('macros'),
      })
    const old = Buffer.concat([
      Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'),
      Buffer.alloc(600),
      Buffer.from('_VBA_PROJECT', 'utf16le'),
    ])
    for (const name of ['minutes.doc', 'budget.xls']) expect((await upload(name, old)).body.code).toBe('file/unsafe')
    const plain = Buffer.concat([old.subarray(0, 608), Buffer.from('WordDocument', 'utf16le')])
    expect((await upload('minutes.doc', plain)).status).toBe(201)
    // A plain archive may hold anything: it opens in no office program, and its kinds are told when it is unpacked.
    expect((await upload('all.zip', await macro('Basic/notes.txt'))).status).toBe(201)
  })

  test('too much', { timeout: 60_000 }, async () => {
    const answer = await upload('large.txt', Buffer.alloc(maxUpload + 1, 'a'))
    expect(['file/too-large', 'request/too-large']).toContain(answer.body.code)
    expect(answer.status).toBe(413)
  })

  test('those who only look, and those who are not here', async () => {
    expect((await upload('a.txt', 'x', t.people.viewer)).body.code).toBe('access/forbidden')
    expect((await upload('a.txt', 'x', t.people.externalAuditor)).body.code).toBe('access/forbidden')
    expect((await upload('a.txt', 'x', t.outsider)).body.code).toBe('access/not-found')
    expect((await upload('a.txt', 'x', null)).body.code).toBe('access/sign-in')
  })

  test('a missing or broken name', async () => {
    const headers = { 'content-type': 'text/plain' }
    const names: Record<string, string>[] = [{}, { 'x-file-name': '%E0%A4%A' }]
    for (const name of names) {
      const answer = await t.send<Stored>(t.people.contributor, 'POST', `${t.base}/files`, 'x', { ...headers, ...name })
      expect(answer.body.code).toBe('request/invalid')
    }
  })
})

describe('what is kept', () => {
  test.each([
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\Users\\x\\minutes.txt', 'minutes.txt'],
    ['a\r\nSet-Cookie: x=1.txt', 'aSet-Cookie: x=1.txt'],
    ['invoice\u202efdp.txt', 'invoicefdp.txt'],
  ])('%j loses its path and what hides in it', async (name, kept) => {
    expect((await upload(name, `content of ${name}`)).body).toMatchObject({ name: kept, mediaType: 'text/plain' })
  })

  test('comes back as it went in, never as a page of ours', async () => {
    const html = '<script>alert(document.domain)</script>'
    const { body } = await upload('notes.txt', html)
    expect(body.hash).toBe(createHash('sha256').update(html).digest('hex'))
    for (const more of ['', '?inline=true']) {
      const answer = await read(body.hash, t.people.contributor, more)
      expect(answer.text).toBe(html)
      expect(answer.headers).toMatchObject({
        'content-type': expect.stringContaining('text/plain'),
        'content-disposition': expect.stringMatching(/^attachment/),
        'content-security-policy': expect.stringMatching(/^default-src 'none';.*; sandbox$/),
        'x-content-type-options': 'nosniff',
      })
    }
  })

  test('is read by its uploader, then by who may read a record that names it, and nobody else', async () => {
    const { body: file } = await upload('proof.txt', 'Canary of a concern')
    const { code: _code, ...named } = file
    expect((await read(file.hash, t.people.contributor)).status).toBe(200)
    for (const who of [t.people.aimsLead, t.people.viewer, t.outsider])
      expect((await read(file.hash, who)).status).toBe(404)
    const concern = await t.send<{ records: { id: string }[] }>(
      t.people.contributor,
      'POST',
      `${t.base}/records/concerns`,
      {
        values: {
          title: 'Canary',
          description: 'Somebody did something.',
          anonymous: false,
        },
      },
    )
    const about = concern.body.records[0]?.id
    const values = { title: 'Proof', collectedOn: '2026-01-01', files: [named], about: [about] }
    const evidence = await t.send(t.people.contributor, 'POST', `${t.base}/records/evidence`, { values })
    expect(evidence.status, evidence.text).toBe(201)
    expect((await read(file.hash, t.people.concernHandler)).text).toBe('Canary of a concern')
    for (const who of [t.people.aimsLead, t.people.administrator, t.people.viewer])
      expect((await read(file.hash, who)).status).toBe(404)
  })

  test('a record names only what was uploaded, and as it was', async () => {
    const { body } = await upload('facts.txt', 'Facts')
    const { code: _code, ...file } = body
    const send = (files: unknown[]) =>
      t.send(t.people.contributor, 'POST', `${t.base}/records/evidence`, {
        values: { title: 'Proof', collectedOn: '2026-01-01', files },
      })
    const invalid = { code: 'record/invalid', fields: [{ field: 'files' }] }
    expect((await send([{ ...file, hash: 'a'.repeat(64) }])).body).toMatchObject(invalid)
    expect((await send([{ ...file, size: 1 }])).body).toMatchObject(invalid)
    expect((await send([file])).status).toBe(201)
  })
})
