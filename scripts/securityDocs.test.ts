import { existsSync, globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { usualAllowances } from '../src/server/limits/allowances.ts'
import { longestParameter, mostParameters } from '../src/server/limits/limits.ts'
import { lifetimes } from '../src/server/signIn/auth.ts'
import { shortestPassword } from '../src/server/signIn/passwordPolicy.ts'
import { acceptedExtensions, maxUpload } from '../src/server/uploads.ts'
import { asvsPage, readAsvs } from './asvsTable.ts'

const root = join(import.meta.dirname, '..')
const read = (file: string) => readFile(join(root, file), 'utf8')
const standard = resolve(process.env.OPENAIMS_ASVS ?? join(root, '../shared/anchors/owasp-asvs-5.0.0-en.csv'))
const { rows } = readAsvs(await read('docs/security/asvs.json'))

describe('the table of ASVS requirements', () => {
  test.runIf(existsSync(standard))('has a row for every requirement of levels 1 and 2, with its level', async () => {
    const all: { req_id: string; L: string }[] = parse(await readFile(standard), {
      columns: true,
      bom: true,
      skip_empty_lines: true,
      relax_column_count: true,
    })
    const wanted = all.filter(({ L }) => L !== '3').map(({ req_id, L }) => `${req_id} ${L}`)
    expect(wanted.length).toBeGreaterThan(250)
    expect(rows.map(({ id, level }) => `${id} ${level}`).sort()).toEqual(wanted.sort())
  })

  test('has each requirement once, names files that exist, and tests for what is met', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    const gone = rows.flatMap(({ id, proof }) =>
      proof.filter((f) => !existsSync(join(root, f))).map((f) => `${id}: ${f}`),
    )
    expect(gone).toEqual([])
    const unproven = rows.filter((r) => r.verdict === 'met' && !r.proof.some((f) => /\.test\.tsx?$/.test(f)))
    expect(unproven.map(({ id }) => id)).toEqual([])
  })

  test('is the page that people read', async () => {
    expect(await read('docs/security/asvs.md')).toBe(asvsPage(readAsvs(await read('docs/security/asvs.json'))))
  })
})

describe('what the documents say', () => {
  test('is how many requests the server lets through, and how much they may ask', async () => {
    const text = await read('docs/security/README.md')
    for (const [kind, { requests, seconds }] of Object.entries(usualAllowances))
      expect(text).toContain(`| \`${kind}\` | ${requests} | ${seconds} s |`)
    expect(text).toContain(
      `at most ${mostParameters} query parameters of ${longestParameter.toLocaleString('en')} char`,
    )
  })

  test('is which files it takes', async () => {
    const text = await read('docs/security/README.md')
    expect(text).toContain(`Taken in are: ${acceptedExtensions.join(', ')}. At most ${maxUpload / 2 ** 20} MB each.`)
  })

  test('is how long sessions last and how long passwords are', async () => {
    const text = await read('docs/guides/sign-in.md')
    expect(text).toContain(
      `A session ends after ${lifetimes.idleMinutes / 60} hours without use and after ${lifetimes.longestDays} days in any case.`,
    )
    expect(text).toContain(`At least ${shortestPassword} characters`)
    expect(text).toMatch(/your own name, address or organisation are refused/)
    for (const way of ['Password', 'Authenticator app', 'Passkey', 'One-time link']) expect(text).toContain(`**${way}`)
  })

  test('leads to files and headings that exist', async () => {
    for (const page of ['SECURITY.md', 'docs/security/README.md', 'docs/security/asvs.md', 'docs/security/scans.md']) {
      const text = await read(page)
      for (const [, to = ''] of text.matchAll(/\]\((?!https?:|#)([^)#]+)/g))
        expect(existsSync(resolve(root, page, '..', to)), `${page}: ${to}`).toBe(true)
    }
  })

  test('names every setting that sends something to another machine or limits requests', async () => {
    const text = await read('docs/security/README.md')
    const code = await Promise.all(globSync('src/**/*.ts', { cwd: root }).map(read))
    const names = new Set(
      code.join('\n').match(/\b(OPENAIMS_\w*(?:URL|ENDPOINT|HOSTS|FILES|PASSWORDS|LIMITS)|DATABASE_URL)\b/g),
    )
    // Where people reach it, not where it goes.
    names.delete('OPENAIMS_URL')
    names.delete('OPENAIMS_DATABASE_URL')
    expect([...names].filter((name) => !text.includes(name))).toEqual([])
  })
})

test('nothing turns off what protects', async () => {
  const found: string[] = []
  for (const file of globSync('src/**/*.{ts,tsx}', { cwd: root })) {
    if (/\.test\.tsx?$/.test(file)) continue
    const text = await read(file)
    for (const [what] of text.matchAll(
      /rejectUnauthorized: false|NODE_TLS_REJECT_UNAUTHORIZED|\beval\(|new Function\(|dangerouslySetInnerHTML|\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write\(|shell: true|createHash\('(md5|md4)'|createCipher\(|aes-\d+-ecb|'unsafe-(inline|eval)'/g,
    ))
      found.push(`${file}: ${what}`)
  }
  expect(found).toEqual([])
})

/** Where a pattern is made while the program runs, and why no text of somebody else is a pattern in it. */
const patternsMade: Readonly<Record<string, string>> = {
  'src/exchange/dates.ts': 'names of months, from this file',
  'src/store/erasure/spans.ts': 'names of people, each sign of a pattern escaped',
}

test('no text that somebody sends becomes a pattern', async () => {
  const found: string[] = []
  for (const file of globSync('src/**/*.{ts,tsx}', { cwd: root })) {
    if (/\.test\.tsx?$/.test(file) || Object.hasOwn(patternsMade, file.replaceAll('\\', '/'))) continue
    if (/\bRegExp\(/.test(await read(file))) found.push(file)
  }
  expect(found).toEqual([])
})
