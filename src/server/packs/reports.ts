import { problem, type Register } from '../../model/index.ts'
import { stampOf } from '../../reports/days.ts'
import type { Report } from '../../reports/document.ts'
import { renderDocx } from '../../reports/docx/renderDocx.ts'
import { renderHtml } from '../../reports/html/renderHtml.ts'
import type { ReadinessFinding } from '../../reports/material.ts'
import { clauseMapReport } from '../../reports/models/clauseMapReport.ts'
import { readinessReport } from '../../reports/models/readinessReport.ts'
import { printedRecords, registerReport, statesOf } from '../../reports/models/registerReport.ts'
import { sheetColumns, sheetRow } from '../../reports/models/registerSheet.ts'
import { soaReport, soaSheet } from '../../reports/models/soaReport.ts'
import type { PackSource } from '../../reports/pack/packSource.ts'
import { renderPdf } from '../../reports/pdf/renderPdf.ts'
import { renderXlsx, type Sheet } from '../../reports/xlsx/renderXlsx.ts'
import { pathOf } from '../describe.ts'
import type { ReportFormat } from './reportFormats.ts'

/** A report of the name asked for, written in the format asked for. */
export async function writeReport(
  source: PackSource,
  name: string,
  format: ReportFormat,
): Promise<string | Uint8Array> {
  const head = {
    organisation: source.organisation,
    asOf: source.asOf,
    generatedFrom: `OpenAIMS ${source.programVersion}, log size ${source.logHead.size}`,
  }
  const register = source.registers.find((r) => name === `register-${r.name}` || name === `register-${pathOf(r)}`)
  if (register) return write(await registerParts(source, register, head, format), format, source.asOf)
  switch (name) {
    case 'statement-of-applicability':
      return write(
        { report: soaReport(source.soaLines, head), sheet: soaSheet(source.soaLines, source.asOf) },
        format,
        source.asOf,
      )
    case 'readiness':
      return write(
        { report: readinessReport(source.readiness, head), sheet: findingsSheet(source) },
        format,
        source.asOf,
      )
    case 'clause-map':
      return write(
        { report: clauseMapReport(source.readiness, source.registers, head), sheet: clauseSheet(source) },
        format,
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
  readonly sheet: Sheet
}

async function write({ report, sheet }: Parts, format: ReportFormat, asOf: string): Promise<string | Uint8Array> {
  if (format === 'html') return renderHtml(report)
  if (format === 'pdf') return renderPdf(report)
  if (format === 'docx') return renderDocx(report)
  return renderXlsx(sheet, stampOf(asOf))
}

async function registerParts(
  source: PackSource,
  register: Register,
  head: Parameters<typeof soaReport>[1],
  format: ReportFormat,
): Promise<Parts> {
  const records = await Array.fromAsync(source.records(register))
  const columns = sheetColumns(register)
  return {
    report:
      format === 'xlsx'
        ? { ...head, title: register.label.many, subtitle: '', sections: [] }
        : registerReport(
            register,
            format === 'html' ? records : records.slice(0, printedRecords),
            source.names,
            head,
            {},
            {
              states: statesOf(records),
              total: records.length,
              where: 'the spreadsheet and the web page of this report',
            },
          ),
    sheet: {
      sheet: register.label.many.slice(0, 31),
      columns,
      rows: records.map((r) => sheetRow(register, r, source.names)),
    },
  }
}

function findingsSheet(source: PackSource): Sheet {
  return {
    sheet: 'Findings',
    columns: [
      { key: 'severity', label: 'Severity' },
      { key: 'title', label: 'Finding' },
      { key: 'why', label: 'Why' },
      { key: 'fix', label: 'What to do' },
      { key: 'refs', label: 'Clauses and controls' },
      { key: 'record', label: 'Record' },
      { key: 'accepted', label: 'Accepted until' },
    ],
    rows: findingRows(source.findings()),
  }
}

async function* findingRows(findings: AsyncIterable<ReadinessFinding>) {
  for await (const f of findings)
    yield {
      severity: f.severity,
      title: f.title,
      why: String(f.why),
      fix: f.fix,
      refs: f.refs.join('; '),
      record: f.record ? `${f.record.ref} ${f.record.title}` : '',
      accepted: f.accepted?.until ?? '',
    }
}

function clauseSheet({ readiness }: PackSource): Sheet {
  return {
    sheet: 'Clause map',
    columns: [
      { key: 'ref', label: 'Clause or control' },
      { key: 'title', label: 'Title' },
      { key: 'status', label: 'Status' },
      { key: 'requirement', label: 'Requirement' },
      { key: 'met', label: 'Met' },
      { key: 'because', label: 'Because' },
      { key: 'records', label: 'Records' },
    ],
    rows: [...readiness.clauses, ...readiness.controls].flatMap((c) =>
      c.requirements.map((r) => ({
        ref: c.ref,
        title: c.title,
        status: c.status,
        requirement: String(r.text),
        met: r.met ? 'Yes' : 'No',
        because: String(r.because),
        records: r.records.map((x) => x.ref).join('; '),
      })),
    ),
  }
}
