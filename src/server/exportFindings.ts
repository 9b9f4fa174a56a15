import { writeCsv, writeXlsx } from '../exchange/index.ts'
import { say, term, valueWord } from '../model/say.ts'
import type { Finding } from '../programme/readiness/index.ts'
import { severities } from '../reports/document.ts'
import { type SaidColumn, tellSheet } from '../reports/tell.ts'
import type { ReportVoice } from '../reports/voice.ts'
import type { ExportFormat } from './exportRecords.ts'

const columns: readonly SaidColumn[] = [
  { key: 'severity', label: say`Grade` },
  { key: 'title', label: say`Finding` },
  { key: 'why', label: say`Why` },
  { key: 'fix', label: say`To put it right` },
  { key: 'ref', label: say`Record` },
  { key: 'record', label: say`Title of the record` },
  { key: 'register', label: say`Register` },
  { key: 'refs', label: say`Asked by` },
  { key: 'rule', label: say`Rule` },
  { key: 'until', label: say`Accepted until`, kind: 'date' },
  { key: 'reason', label: say`Reason for accepting` },
  { key: 'key', label: say`Key` },
]

/** Findings as a file in a language, in JSON as they stand; sentences are worked out while it is written, so that no list of all is ever held. */
export async function* exportFindings(
  findings: Iterable<Finding>,
  format: ExportFormat,
  voice: ReportVoice,
): AsyncGenerator<string | Uint8Array> {
  if (format === 'json') {
    let separator = '[\n'
    for (const finding of findings) {
      yield `${separator}${JSON.stringify(finding)}`
      separator = ',\n'
    }
    yield separator === '[\n' ? '[]\n' : '\n]\n'
    return
  }
  const {
    sheet,
    columns: told,
    rows,
  } = tellSheet({ sheet: say`Readiness findings`, columns, rows: rowsOf(findings) }, voice)
  if (format === 'csv') yield* writeCsv(told, rows, { bom: true })
  else yield* writeXlsx(told, rows, { sheet })
}

async function* rowsOf(findings: Iterable<Finding>) {
  for (const { record, refs, accepted, severity, title, why, fix, register, rule, key } of findings)
    yield {
      severity: valueWord(severity, severities),
      title: term(title),
      why,
      fix: term(fix),
      ref: record?.ref ?? '',
      record: record?.title ?? '',
      register: register ?? '',
      refs: refs.join('; '),
      rule,
      until: accepted?.until ?? null,
      reason: accepted?.reason ?? '',
      key,
    }
}
