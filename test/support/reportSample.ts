import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { type AnyRecord, asRegister, type Register, say, term } from '../../src/model/index.ts'
import { finding } from '../../src/registers/finding.ts'
import { person } from '../../src/registers/person.ts'
import { supplier } from '../../src/registers/supplier.ts'
import type { ReadinessShown, RecordName, RefReadinessShown, ReportHead } from '../../src/reports/material.ts'
import type { SoaLine } from '../../src/reports/models/soaReport.ts'
import { assessableClauses, controls } from '../../src/standard/index.ts'

/** A small made-up organisation for reports and packs: three registers, one statement of applicability, some evidence. */

export const asOf = '2026-09-30'
export const head: ReportHead = {
  organisation: 'Fjordlys Kredit ASA',
  asOf,
  generatedFrom: 'OpenAIMS 0.1.0, made-up sample',
}

export const personRegister = asRegister(person)
export const supplierRegister = asRegister(supplier)
export const findingRegister = asRegister(finding)
export const registers: readonly Register[] = [personRegister, supplierRegister, findingRegister]

export const fileHash = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

export const fileBytes = [
  Buffer.from('id;score\n1;0.93\n2;0.88\n'),
  Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]),
]

/** A record of any register with everything unset that is not given. */
export function sampleRecord(
  register: Register,
  at: number,
  state: string,
  values: Record<string, unknown>,
): AnyRecord {
  const empty = [
    ...Object.keys(register.fields).map((name) => [name, null] as const),
    ...Object.entries(register.links).map(([name, link]) => [name, link.many ? [] : null] as const),
  ]
  const record = {
    owner: null,
    ...Object.fromEntries(empty),
    id: sampleId(register, at),
    register: register.name,
    ref: `${register.refPrefix}-${at}`,
    title: '',
    state,
    version: 2,
    createdAt: '2026-03-02T08:15:00.000000Z',
    createdBy: 'account-1',
    updatedAt: '2026-08-14T13:40:00.000000Z',
    archived: false,
    custom: {},
    ...values,
  }
  const computed = Object.entries(register.computed).map(([name, c]) => [name, c.from(record)])
  return { ...record, ...Object.fromEntries(computed) }
}

export function sampleId(register: Register, at: number): string {
  const hex = fileHash(`${register.name} ${at}`)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const owner = sampleId(personRegister, 1)

export const records: Readonly<Record<string, readonly AnyRecord[]>> = {
  person: [
    sampleRecord(personRegister, 1, person.workflow.initial, { title: 'Ingrid Solberg', email: 'ingrid@example.org' }),
    sampleRecord(personRegister, 2, person.workflow.initial, { title: 'عمر الخطيب', email: 'omar@example.org' }),
  ],
  supplier: [
    sampleRecord(supplierRegister, 1, 'approved', {
      title: 'Northlight Models',
      provides: ['model', 'platform'],
      providesAi: true,
      owner,
      reviewBy: '2027-03-31',
      dueDiligenceOn: '2026-02-20',
      dueDiligenceResult: 'Questionnaire and two interviews.\n\nNo open points.',
      custom: { vatNumber: 'NO 912 345 678' },
    }),
    sampleRecord(supplierRegister, 2, 'proposed', {
      title: '🚀 <b>Rakete</b> & "Söhne" #[typst] *bold* \\..\\..\\etc',
      provides: ['data'],
      providesAi: false,
      description: '=HYPERLINK("http://example.org","click")',
      website: 'https://example.org/?a=1&b=2',
    }),
    sampleRecord(supplierRegister, 3, 'ended', {
      title: 'شركة البيانات العربية',
      provides: ['people'],
      providesAi: true,
      owner: sampleId(personRegister, 2),
    }),
  ],
  finding: [
    sampleRecord(findingRegister, 1, 'open', {
      ...finding.examples[0],
      owner,
      suppliers: [sampleId(supplierRegister, 1), sampleId(supplierRegister, 99)],
    }),
    sampleRecord(findingRegister, 2, 'verified', {
      ...finding.examples[1],
      closedOn: '2026-07-20',
      closedBy: 'Ingrid Solberg',
    }),
  ],
}

export function nameOf(record: AnyRecord): RecordName {
  const { id, register, ref, title } = record
  return { id, register, ref, title }
}

const byId = new Map(
  Object.values(records)
    .flat()
    .map((record) => [record.id, nameOf(record)]),
)
export const names = (id: string): RecordName | undefined => byId.get(id)
const sampleName = (register: string, at: number) => nameOf(records[register]?.[at] as AnyRecord)

export const files = [
  {
    name: 'Modellprüfung Q3.csv',
    mediaType: 'text/csv',
    records: [sampleName('supplier', 0), sampleName('finding', 0)],
  },
  { name: '../../boot.svg', mediaType: 'image/svg+xml', records: [sampleName('supplier', 1)] },
  { name: 'صورة 📷.jpg', mediaType: 'image/jpeg', records: [] },
].map((file, at) => ({ ...file, hash: fileHash(fileBytes[at] as Buffer), size: (fileBytes[at] as Buffer).length }))

export const soaLines: readonly SoaLine[] = [...controls.map(controlLine), ownLine()]

function controlLine({ id, title }: { id: string; title: string }, at: number): SoaLine {
  const excluded = at === 33
  const undecided = at === 36
  return {
    ref: `iso42001:${id}`,
    title: term(title),
    own: false,
    decision: excluded ? 'excluded' : undecided ? 'undecided' : 'included',
    reasons:
      excluded || undecided ? [] : at % 5 === 0 ? ['risk', 'law'] : at % 7 === 0 ? ['contract', 'practice'] : ['risk'],
    justification: excluded
      ? 'We neither sell nor hand on AI systems; nobody outside relies on information from us.'
      : undecided
        ? ''
        : 'Needed to keep the risks of automated credit decisions within what the board accepted.',
    status: excluded
      ? { tone: 'retired', label: say`Not applicable` }
      : undecided
        ? { tone: 'missing', label: say`Not started` }
        : at % 4 === 1
          ? { tone: 'due', label: say`Partly in place` }
          : { tone: 'inForce', label: say`In place` },
    owner: undecided ? null : 'Ingrid Solberg',
    evidence:
      at % 6 === 2 || excluded || undecided
        ? { records: [], newest: null }
        : {
            records: [sampleName('supplier', 0), sampleName('finding', 1)],
            newest: at % 9 === 4 ? '2025-05-11' : '2026-08-14',
          },
    causes: excluded || undecided ? [] : [sampleName('finding', 0)],
  }
}

function ownLine(): SoaLine {
  return {
    ref: 'CTL-1',
    title: 'Second reader for refusals above NOK 500,000',
    own: true,
    decision: 'included',
    reasons: ['practice'],
    justification: 'Added after the pilot; large refusals deserve a second pair of eyes.',
    status: { tone: 'inForce', label: say`In place` },
    owner: 'عمر الخطيب',
    evidence: { records: [sampleName('finding', 1)], newest: '2026-09-01' },
    causes: [sampleName('supplier', 0)],
  }
}

function refReadiness(ref: string, title: string, at: number): RefReadinessShown {
  const met = at % 3 !== 1
  return {
    ref,
    title,
    score: at % 11 === 10 ? null : met ? 1 : 0.5,
    status: met ? 'conforms' : 'minor',
    requirements: [
      {
        id: `${ref}-a`,
        text: 'The process is written down and approved.',
        met: true,
        because: 'It is in force.',
        records: [sampleName('supplier', 0)],
      },
      {
        id: `${ref}-b`,
        text: 'It is followed, and what comes of it is kept.',
        met,
        because: met ? 'Records are newer than a year.' : 'No record is newer than a year.',
        records: met ? [sampleName('finding', 1)] : [],
      },
    ],
    findings: met ? 0 : 1,
    evidenceAgeDays: at % 4 === 0 ? null : at * 9,
  }
}

export const readiness: ReadinessShown = {
  asOf,
  score: 0.83,
  clauses: assessableClauses.map(({ id, title }, at) => refReadiness(`iso42001:${id}`, title, at)),
  controls: controls.map(({ id, title }, at) => refReadiness(`iso42001:${id}`, title, at)),
  findings: [
    {
      key: 'stale:8.4',
      title: 'An impact assessment is older than its system',
      severity: 'major',
      refs: ['iso42001:8.4'],
      fix: 'Assess the change and approve the new version.',
      why: 'The system changed on 4 May 2026, the assessment is from March.',
      record: sampleName('finding', 0),
      accepted: null,
    },
  ],
  openCount: 1,
  accepted: [
    {
      key: 'unowned:SUP-2',
      title: 'A supplier has no owner',
      severity: 'minor',
      refs: ['iso42001:A.10.3'],
      fix: 'Choose an owner.',
      why: 'SUP-2 has no owner.',
      record: sampleName('supplier', 1),
      accepted: { until: '2026-12-31', reason: 'The contract is being ended.' },
    },
  ],
  acceptedCount: 1,
  counts: { major: 1, minor: 1, ofi: 0 },
}

export async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  for (const item of items) yield item
}

export const streamOf = (bytes: Uint8Array) => Readable.from([bytes], { objectMode: false })
