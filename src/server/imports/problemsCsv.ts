import { writeCsv } from '../../exchange/index.ts'
import { say } from '../../model/say.ts'
import { tellSheet } from '../../reports/tell.ts'
import { english, type ReportVoice } from '../../reports/voice.ts'
import type { RowProblem } from './plan.ts'

/**
 * Every problem, for working through in a spreadsheet beside the file. What stays with an import is English, the same
 * whoever asks.
 */
export async function problemsCsv(problems: readonly RowProblem[], voice: ReportVoice = english): Promise<string> {
  const sheet = {
    sheet: say`Problems`,
    columns: [
      { key: 'line', label: say`Line`, kind: 'number' as const },
      { key: 'column', label: say`Column` },
      { key: 'severity', label: say`Kind` },
      { key: 'message', label: say`Problem` },
      { key: 'value', label: say`Text in the file` },
    ],
    rows: problems.map(({ line, column, severity, message, value }) => ({
      line,
      column,
      severity: severity === 'error' ? say`error` : say`warning`,
      message,
      value,
    })),
  }
  const { columns, rows } = tellSheet(sheet, voice)
  let text = ''
  for await (const chunk of writeCsv(columns, rows, { bom: true })) text += chunk
  return text
}
