import { problem, type Register, say, term, valueWord } from '../../model/index.ts'
import { stampOf } from '../../reports/days.ts'
import { type Report, severities } from '../../reports/document.ts'
import { drawApart } from '../../reports/drawApart.ts'
import { renderHtml } from '../../reports/html/renderHtml.ts'
import type { ReadinessFinding, ReportHead } from '../../reports/material.ts'
import { clauseMapReport } from '../../reports/models/clauseMapReport.ts'
import { readinessReport } from '../../reports/models/readinessReport.ts'
import { listedRecords, registerReport, statesOf } from '../../reports/models/registerReport.ts'
import { sheetColumns, sheetRow } from '../../reports/models/registerSheet.ts'
import { soaReport, soaSheet } from '../../reports/models/soaReport.ts'
import type { PackSource } from '../../reports/pack/packSource.ts'
import { type SaidSheet, tellReport, tellSheet } from '../../reports/tell.ts'
import type { ReportVoice } from '../../reports/voice.ts'
import { renderXlsx } from '../../reports/xlsx/renderXlsx.ts'
import { pathOf } from '../describe.ts'
import type { ReportFormat } from './reportFormats.ts'

/** A report of the name asked for, written in the format and the language asked for. */
export async function writeReport(
  source: PackSource,
  name: string,
  format: ReportFormat,
  voice: ReportVoice,
): Promise<string | Uint8Array> {
  const head: ReportHead = {
    organisation: source.organisation,
    asOf: source.asOf,
    generatedFrom: say`OpenAIMS ${source.programVersion}, log size ${source.logHead.size}`,
  }
  const register = source.registers.find((r) => name === `register-${r.name}` || name === `register-${pathOf(r)}`)
  if (register) return write(await registerParts(source, register, head, format), format, voice, source.asOf)
  switch (name) {
    case 'statement-of-applicability':
      return write(
        { report: soaReport(source.soaLines, head), sheet: soaSheet(source.soaLines, source.asOf) },
        format,
        voice,
        source.asOf,
      )
    case 'readiness':
      return write(
        { report: readinessReport(source.readiness, head), sheet: findingsSheet(source) },
        format,
        voice,
        source.asOf,
      )
    case 'clause-map':
      return write(
        { report: clauseMapReport(source.readiness, source.registers, head), sheet: clauseSheet(source) },
        format,
        voice,
        source.asOf,
      )
  }
  throw problem(
    'access/not-found',
    `There is no report "${name.slice(0, 60)}"; there is statement-of-applicability, readiness, clause-map and register-<name>.`,
  )
}

interface Parts {
  readonly report: Report
  readonly sheet: SaidSheet
}

async function write(
  { report, sheet }: Parts,
  format: ReportFormat,
  voice: ReportVoice,
  asOf: string,
): Promise<string | Uint8Array> {
  if (format === 'xlsx') return renderXlsx(tellSheet(sheet, voice), stampOf(asOf))
  const told = tellReport(report, voice)
  if (format === 'html') return renderHtml(told)
  return drawApart(told, format)
}

async function registerParts(
  source: PackSource,
  register: Register,
  head: ReportHead,
  format: ReportFormat,
): Promise<Parts> {
  const records = await Array.fromAsync(source.records(register))
  const columns = sheetColumns(register)
  return {
    report:
      format === 'xlsx'
        ? { ...head, title: term(register.label.many), subtitle: '', sections: [] }
        : registerReport(
            register,
            format === 'html' ? records : records.slice(0, listedRecords),
            source.names,
            head,
            {},
            // A page holds all of them; what is printed says what it leaves out.
            format === 'html'
              ? undefined
              : {
                  states: statesOf(records),
                  total: records.length,
                  where: say`the spreadsheet and the web page of this report`,
                },
          ),
    sheet: {
      sheet: term(register.label.many),
      columns,
      rows: records.map((r) => sheetRow(register, r, source.names)),
    },
  }
}

function findingsSheet(source: PackSource): SaidSheet {
  return {
    sheet: say`Findings`,
    columns: [
      { key: 'severity', label: say`Severity` },
      { key: 'title', label: say`Finding` },
      { key: 'why', label: say`Why` },
      { key: 'fix', label: say`What to do` },
      { key: 'refs', label: say`Clauses and controls` },
      { key: 'record', label: say`Record` },
      { key: 'accepted', label: say`Accepted until` },
    ],
    rows: findingRows(source.findings()),
  }
}

async function* findingRows(findings: AsyncIterable<ReadinessFinding>) {
  for await (const f of findings)
    yield {
      severity: valueWord(f.severity, severities),
      title: term(f.title),
      why: f.why,
      fix: term(f.fix),
      refs: f.refs.join('; '),
      record: f.record ? `${f.record.ref} ${f.record.title}` : '',
      accepted: f.accepted?.until ?? '',
    }
}

function clauseSheet({ readiness }: PackSource): SaidSheet {
  return {
    sheet: say`Clause map`,
    columns: [
      { key: 'ref', label: say`Clause or control` },
      { key: 'title', label: say`Title` },
      { key: 'status', label: say`Status` },
      { key: 'requirement', label: say`Requirement` },
      { key: 'met', label: say`Met` },
      { key: 'because', label: say`Because` },
      { key: 'records', label: say`Records` },
    ],
    rows: [...readiness.clauses, ...readiness.controls].flatMap((c) =>
      c.requirements.map((r) => ({
        ref: c.ref,
        title: term(c.title),
        status: valueWord(c.status),
        requirement: typeof r.text === 'string' ? term(r.text) : r.text,
        met: r.met ? say`Yes` : say`No`,
        because: r.because,
        records: r.records.map((x) => x.ref).join('; '),
      })),
    ),
  }
}
