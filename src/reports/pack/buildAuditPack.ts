import type { Writable } from 'node:stream'
import { type AnyRecord, count, labelWord, problem, type Register, type Said, say, term } from '../../model/index.ts'
import { stampOf } from '../days.ts'
import { drawApart } from '../drawApart.ts'
import { figure, figures } from '../figures.ts'
import { clauseMapReport } from '../models/clauseMapReport.ts'
import { readinessReport } from '../models/readinessReport.ts'
import { leftOutSentence, listedRecords, printedRecords, registerReport } from '../models/registerReport.ts'
import { sheetColumns, sheetRow } from '../models/registerSheet.ts'
import { soaReport, soaSheet } from '../models/soaReport.ts'
import { frameOf, type ToldReport, tellReport, tellSheet } from '../tell.ts'
import { english } from '../voice.ts'
import { renderXlsx, streamXlsx } from '../xlsx/renderXlsx.ts'
import { inBlocks } from './inBlocks.ts'
import { makeIndexer } from './packIndex.ts'
import { isCompressed, slugOf } from './packPaths.ts'
import {
  type LeftOut,
  type PackManifest,
  type PackOptions,
  type PackSource,
  packFormat,
  packFormatVersion,
} from './packSource.ts'
import { openPackZip, type PackZip } from './packZip.ts'
import { recordLine } from './recordLine.ts'
import { packCss, packJs } from './site/assets.ts'
import { evidencePages, registersReport, startPage } from './site/overviewPages.ts'
import type { Site } from './site/page.ts'
import { registerPages } from './site/registerPages.ts'
import { reportPage } from './site/reportPage.ts'
import { addTrustFiles } from './trustFiles.ts'

/**
 * Writes one ZIP with everything an auditor needs to judge the management system as of a time: a site that opens from
 * disk, the statement of applicability, registers, records, evidence, the log and a manifest. It streams: memory does
 * not grow with evidence. Equal sources give equal bytes.
 */
export async function buildAuditPack(
  source: PackSource,
  out: Writable,
  options: PackOptions = {},
): Promise<PackManifest> {
  const zip = openPackZip(out, stampOf(source.asOf), options.signal)
  try {
    const manifest = await fill(source, zip, options)
    await zip.finish()
    return manifest
  } catch (error) {
    zip.abandon(error)
    throw error
  }
}

async function fill(source: PackSource, zip: PackZip, options: PackOptions): Promise<PackManifest> {
  const personal = options.personal ?? false
  const leftOut: LeftOut[] = personal
    ? []
    : [{ what: say`Personal data`, why: say`fields marked as personal data were not asked for.` }]
  const voice = options.voice ?? english
  const step = makeSteps(options)
  const indexer = makeIndexer(source, options)
  for (const register of source.registers) {
    step(say`Records: ${term(register.label.many)}`)
    await zip.add(`records/${slugOf(register.name)}.jsonl`, recordLines(source, register, indexer.note, personal))
  }
  for await (const file of source.files()) indexer.noteFile(file)
  const index = indexer.done()
  step.expect(index.records * 2 + index.files)
  const at = stampOf(source.asOf)
  const head = { organisation: source.organisation, asOf: source.asOf, generatedFrom: drawnFrom(source) }
  const refs = new Set([...source.readiness.clauses, ...source.readiness.controls].map(({ ref }) => ref))
  const site: Site = { source, index, head, personal, refs, voice, frame: frameOf(source.asOf, voice) }

  await zip.add('assets/pack.css', packCss)
  await zip.add('assets/pack.js', packJs(voice))

  step(say`Statement of applicability`)
  const soa = soaReport(source.soaLines, head)
  const told = tellReport(soa, voice)
  const soaFiles = ['pdf', 'docx', 'xlsx'].map((kind) => `soa/statement-of-applicability.${kind}`)
  const drawn = draw(told)
  let next = begin(site, 0)
  await zip.add(soaFiles[0] as string, await drawn.pdf)
  await zip.add(soaFiles[1] as string, await drawn.docx, { stored: true })
  await zip.add(soaFiles[2] as string, await renderXlsx(tellSheet(soaSheet(source.soaLines, source.asOf), voice), at), {
    stored: true,
  })
  await zip.add('soa.html', reportPage(site, 'soa.html', soa, soaFiles))

  for (const [n, register] of source.registers.entries()) {
    const begun = await next
    next = begin(site, n + 1)
    await addRegister(site, zip, register, begun, step, leftOut)
  }
  // The evidence to come can be much.
  drawApart.rest()

  step(say`Clause map and readiness`)
  await zip.add(
    'clauses.html',
    reportPage(site, 'clauses.html', clauseMapReport(source.readiness, source.registers, head)),
  )
  await zip.add(
    'readiness.html',
    reportPage(site, 'readiness.html', readinessReport(source.readiness, head), ['readiness/findings.jsonl']),
  )
  await zip.add(
    'readiness/findings.jsonl',
    inBlocks(source.findings(), (finding) => `${JSON.stringify(finding)}\n`),
  )
  await zip.add('registers.html', reportPage(site, 'registers.html', registersReport(site)))

  step(say`Evidence`)
  for await (const { path, html } of evidencePages(site)) await zip.add(path, html)
  for await (const { hash } of source.files()) {
    // Noted a moment ago from the same stream.
    const path = index.fileOf(hash) as string
    const { stream, size } = await source.file(hash)
    await zip.add(path, stream, { sha256: hash, size, stored: isCompressed(path) })
    step.done(1)
  }

  step(say`Log`)
  const log = { withheld: 0 }
  await zip.add('log/entries.jsonl', logLines(source, log))
  if (log.withheld > 0) leftOut.push({ what: entriesLeftOut(log.withheld), why: whyWithheld })
  if (source.trust) await addTrustFiles(zip, source.trust)
  if (source.versions && personal) await zip.add('records/versions.jsonl', versionLines(source.versions()))
  else if (source.versions)
    leftOut.push({
      what: say`Earlier versions of records`,
      why: say`they hold personal data, which was not asked for.`,
    })

  await zip.add('index.html', startPage(site, leftOut))
  const manifest: PackManifest = {
    format: packFormat,
    formatVersion: packFormatVersion,
    program: 'OpenAIMS',
    programVersion: source.programVersion,
    organisation: source.organisation,
    asOf: source.asOf,
    language: voice.language,
    counts: {
      records: index.records,
      registers: Object.fromEntries(source.registers.map((register) => [register.name, index.countOf(register)])),
      evidence: index.files,
      evidenceBytes: index.fileBytes,
    },
    log: { ...source.logHead, withheld: log.withheld },
    leftOut: leftOut.map(({ what, why }) => ({ what: String(what), why: String(why) })),
    files: zip.files(),
  }
  await zip.add('manifest.json', `${JSON.stringify(manifest, null, 1)}\n`)
  return manifest
}

interface Drawn {
  readonly pdf: Promise<Uint8Array>
  readonly docx: Promise<Uint8Array>
}

function draw(report: ToldReport): Drawn {
  const drawn = { pdf: drawApart(report, 'pdf'), docx: drawApart(report, 'docx') }
  // Should building stop before, nobody asks for these any more.
  for (const each of Object.values(drawn)) each.catch(() => {})
  return drawn
}

/** The documents of the n-th register, null where it is empty: they are drawn while the pages of the one before are written. */
function begin(site: Site, n: number): Promise<Drawn | null> {
  const begun = beginRegister(site, site.source.registers[n])
  begun.catch(() => {})
  return begun
}

async function beginRegister(site: Site, register: Register | undefined): Promise<Drawn | null> {
  if (register === undefined || site.index.countOf(register) === 0) return null
  const { source, index, head, voice } = site
  const records = await first(source.records(register), listedRecords)
  return draw(tellReport(registerReport(register, records, index.names, head, site, wholeOf(site, register)), voice))
}

const baseOf = (register: Register) => `registers/${slugOf(register.name)}`
const linesOf = (register: Register) => `records/${slugOf(register.name)}.jsonl`

const wholeOf = ({ index }: Site, register: Register) => ({
  states: index.statesOf(register),
  total: index.countOf(register),
  where: say`${`${baseOf(register)}.xlsx`}, ${linesOf(register)} and the pages from ${`${baseOf(register)}.html`} of this pack`,
})

async function addRegister(
  site: Site,
  zip: PackZip,
  register: Register,
  drawn: Drawn | null,
  step: Steps,
  leftOut: LeftOut[],
): Promise<void> {
  const { source, voice } = site
  const base = baseOf(register)
  step(say`Register: ${term(register.label.many)}`)
  const rows = sheetRows(site, register, step)
  const sheet = tellSheet({ sheet: term(register.label.many), columns: sheetColumns(register), rows }, voice)
  await zip.add(`${base}.xlsx`, streamXlsx(sheet, stampOf(source.asOf)), { stored: true })
  if (drawn) {
    await zip.add(`${base}.pdf`, await drawn.pdf)
    await zip.add(`${base}.docx`, await drawn.docx, { stored: true })
    const whole = wholeOf(site, register)
    if (whole.total > printedRecords)
      leftOut.push({
        what: say`What most ${labelWord(register.label.many)} say in their PDF and Word file`,
        why: leftOutSentence(whole),
      })
  }
  const downloads = [`${base}.xlsx`, ...(drawn ? [`${base}.pdf`, `${base}.docx`] : []), linesOf(register)]
  const passing = counted(source.records(register), step)
  for await (const { path, html } of registerPages(site, register, passing, downloads)) await zip.add(path, html)
}

async function first<T>(items: AsyncIterable<T>, most: number): Promise<T[]> {
  const taken: T[] = []
  for await (const item of items) if (taken.push(item) === most) break
  return taken
}

async function* sheetRows(site: Site, register: Register, step: Steps) {
  for await (const record of counted(site.source.records(register), step))
    yield sheetRow(register, record, site.index.names, site)
}

async function* counted(records: AsyncIterable<AnyRecord>, step: Steps) {
  for await (const record of records) {
    yield record
    step.done(1)
  }
}

async function* recordLines(
  source: PackSource,
  register: Register,
  note: (register: Register, record: AnyRecord) => void,
  personal: boolean,
) {
  yield* inBlocks(source.records(register), (record) => {
    note(register, record)
    return recordLine(register, record, personal)
  })
}

const whyWithheld = say`they are about records that whoever made the pack may not read. Each keeps its place and its hash, so the log is still proven whole.`

const entriesLeftOut = (entries: number): Said =>
  say`What ${figures(count(entries, 'entry of the log says', 'entries of the log say'))}`

async function* logLines(source: PackSource, told: { withheld: number }) {
  let given = 0
  yield* inBlocks(source.log(), ({ seq, entry, leaf }) => {
    given += 1
    if (entry === null) {
      told.withheld += 1
      return `${JSON.stringify({ seq, leaf, withheld: true })}\n`
    }
    return `${JSON.stringify({ seq, entry, leaf })}\n`
  })
  if (given !== source.logHead.size) {
    const found = `The log gave ${given} entries but its head says ${source.logHead.size}; take the pack again.`
    throw problem('pack/failed', found)
  }
}

const versionLines = (versions: AsyncIterable<Readonly<Record<string, unknown>>>) =>
  inBlocks(versions, (version) => `${JSON.stringify(version)}\n`)

const drawnFrom = ({ programVersion, logHead }: PackSource): Said =>
  say`OpenAIMS ${programVersion}, log of ${figure(logHead.size)} entries with root ${logHead.root.slice(0, 16)}…`

type Steps = ReturnType<typeof makeSteps>

/** Says where building stands; how much there is becomes known after the first pass. */
function makeSteps({ onProgress }: PackOptions) {
  const state = { step: '' as Said, done: 0, total: null as number | null }
  let told = 0
  const tell = () => onProgress?.({ ...state })
  return Object.assign(
    (name: Said) => {
      state.step = name
      tell()
    },
    {
      expect: (total: number) => {
        state.total = total
      },
      done: (count: number) => {
        state.done += count
        if (state.done - told < 200) return
        told = state.done
        tell()
      },
    },
  )
}
