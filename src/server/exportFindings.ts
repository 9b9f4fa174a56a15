import { type WriteColumn, writeCsv, writeXlsx } from '../exchange/index.ts'
import type { Finding } from '../programme/readiness/index.ts'
import type { ExportFormat } from './exportRecords.ts'

const columns: readonly WriteColumn[] = [
  { key: 'severity', label: 'Grade' },
  { key: 'title', label: 'Finding' },
  { key: 'why', label: 'Why' },
  { key: 'fix', label: 'To put it right' },
  { key: 'ref', label: 'Record' },
  { key: 'record', label: 'Title of the record' },
  { key: 'register', label: 'Register' },
  { key: 'refs', label: 'Asked by' },
  { key: 'rule', label: 'Rule' },
  { key: 'until', label: 'Accepted until', kind: 'date' },
  { key: 'reason', label: 'Reason for accepting' },
  { key: 'key', label: 'Key' },
]

/** Findings as a file; sentences are worked out while it is written, so that no list of all is ever held. */
export async function* exportFindings(
  findings: Iterable<Finding>,
  format: ExportFormat,
): AsyncGenerator<string | Uint8Array> {
  if (format === 'json') {
    let separator = '[\n'
    for (const finding of findings) {
      yield `${separator}${JSON.stringify(finding)}`
      separator = ',\n'
    }
    yield separator === '[\n' ? '[]\n' : '\n]\n'
  } else if (format === 'csv') yield* writeCsv(columns, rowsOf(findings), { bom: true })
  else yield* writeXlsx(columns, rowsOf(findings), { sheet: 'Readiness findings' })
}

async function* rowsOf(findings: Iterable<Finding>) {
  for (const { record, refs, accepted, severity, title, why, fix, register, rule, key } of findings)
    yield {
      severity,
      title,
      why: String(why),
      fix,
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
