import { expect, test } from 'vitest'
import { packBytes, packSource } from '../../test/support/packSample.ts'
import { each, head, names, sampleRecord } from '../../test/support/reportSample.ts'
import { unzip } from '../../test/support/zipFiles.ts'
import type { AnyRecord, Field, Register } from '../model/index.ts'
import { applicability } from '../programme/applicability.ts'
import { computeReadiness } from '../programme/readiness/index.ts'
import { makeSnapshot } from '../programme/snapshot.ts'
import { registers } from '../registers/index.ts'
import { voiceOf } from '../server/language/voiceOf.ts'
import { shownReadiness } from '../server/packs/shownReadiness.ts'
import { renderHtml } from './html/renderHtml.ts'
import { registerReport } from './models/registerReport.ts'
import { sheetColumns, sheetRow } from './models/registerSheet.ts'
import { soaLines } from './models/soaLines.ts'
import { tellReport, tellSheet } from './tell.ts'

// Every sentence of reports and packs in the pseudo-language, where each letter of a vowel has an accent: what is left
// plain is not translated. What people wrote is Cyrillic here, so that it is told apart.

const voice = voiceOf('en-XA')
const human = 'Жук'

/** Names of standards, formats and things that are the same in every language; months and keys as they are written. */
const sameEverywhere =
  /\b(?:ISO|IEC|NIST|AI RMF|EU AI Act|OpenAIMS|PDF|Word|Excel|SHA|RFC|UTC|AIMS|Art|Annex|example\.org|https?|mailto|person\.example)\b|\b\d+ (?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\bat (?=\d\d:\d\d)/g

/** Words that stand as they are in the program. */
function plainWords(html: string): string[] {
  const text = html
    .replace(/<(style|script|code|pre)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*? aria-label="([^"]*)"[^>]*>/g, ' $1 ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&\w+;|&#\d+;/g, ' ')
  return wordsLeft(text)
}

function wordsLeft(text: string): string[] {
  const rest = text
    .replace(/\S+@\S+|\b[A-Z]{2,5}(?:-[A-Z])?-\d+\b|\b[A-Z]\.\d[\d.]*|\b[0-9a-f]{8,}…?/g, ' ')
    .replace(sameEverywhere, ' ')
  return [...new Set(rest.match(/\p{L}+/gu) ?? [])].filter((word) => /[AEIOUaeiou]/.test(word) && word.length > 1)
}

const textOf: Readonly<Record<string, unknown>> = {
  text: human,
  longText: `${human} **${human}**`,
  url: 'https://example.org',
  email: 'a@example.org',
  list: [human],
  date: '2026-03-31',
  dateTime: '2026-03-31T09:30:00Z',
  boolean: true,
  number: 1234.5,
  integer: 2,
  standardRefs: ['iso42001:A.5.2', 'iso42001:8.4'],
}

function sampleOf(field: Field, at: number): unknown {
  const { kind } = field.type
  if (field.names === 'register') return 'impactAssessment'
  const choice = field.choices?.[at % field.choices.length]?.value ?? null
  if (kind === 'choice') return choice
  if (kind === 'choices') return [choice]
  if (kind === 'scale') return Number(choice)
  if (kind === 'boolean') return at % 2 === 0
  if (kind === 'files') return [{ hash: 'a'.repeat(64), name: human, size: 12 * 10 ** (at % 6), mediaType: 'text/csv' }]
  if (kind === 'rows')
    return [Object.fromEntries(Object.entries(field.columns ?? {}).map(([name, each]) => [name, sampleOf(each, at)]))]
  expect(textOf, kind).toHaveProperty(kind)
  return textOf[kind]
}

/** Records of a register in all its states, with all choices of its fields. */
function recordsOf(register: Register): AnyRecord[] {
  const states = Object.keys(register.workflow.states)
  const most = Math.max(states.length, ...Object.values(register.fields).map((field) => field.choices?.length ?? 0))
  return Array.from({ length: Math.min(40, most) }, (_, at) => {
    const values = Object.entries(register.fields).map(([name, field]) => [name, sampleOf(field, at)] as const)
    return sampleRecord(register, at + 1, states[at % states.length] ?? '', {
      ...Object.fromEntries(values),
      title: human,
    })
  })
}

const nobody = makeSnapshot([], `${head.asOf}T00:00:00.000000Z`)
const spoken = { ...head, generatedFrom: 'OpenAIMS', organisation: human }

test.each(registers.map((register) => [register.name, register] as const))(
  'every word of the report and the sheet of %s is translated, and what people wrote is left',
  async (_name, register) => {
    const records = recordsOf(register)
    const html = renderHtml(tellReport(registerReport(register, records, names, spoken, { personal: true }), voice))
    expect(plainWords(html)).toEqual([])
    expect(html).toContain(human)
    const rows = records.map((record) => sheetRow(register, record, names, { personal: true }))
    const sheet = tellSheet({ sheet: register.name, columns: sheetColumns(register), rows }, voice)
    const cells = (await Array.fromAsync(sheet.rows)).flatMap((row) => Object.values(row))
    const told = [...sheet.columns.map(({ label }) => label), ...cells].filter((cell) => typeof cell === 'string')
    expect(wordsLeft(told.join('\n').replace(/\d{4}-\d\d-\d\d\S*/g, ' '))).toEqual([])
  },
)

/** The register reports are tried above one by one; a pack prints those that hold records. */
const withRecords = ['risk', 'impactAssessment']

test('every word of the pages of a pack is translated', { timeout: 30_000 }, async () => {
  const readiness = shownReadiness(computeReadiness(nobody, registers))
  const source = {
    ...packSource,
    organisation: human,
    registers,
    records: (register: Register) => each(withRecords.includes(register.name) ? recordsOf(register) : []),
    names: () => undefined,
    soaLines: soaLines(applicability(nobody), () => undefined),
    readiness,
    findings: () => each(readiness.findings),
    files: () => each([]),
  }
  const { bytes } = await packBytes(source, { voice })
  let pages = 0
  for (const [path, content] of await unzip(bytes)) {
    if (!path.endsWith('.html') || path.startsWith('verify/')) continue
    pages += 1
    expect(plainWords(content.toString('utf8')), path).toEqual([])
    expect(content.toString('utf8'), path).toContain('<html lang="en-XA">')
  }
  expect(pages).toBeGreaterThan(registers.length)
})
