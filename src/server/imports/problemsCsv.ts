import { type WriteColumn, writeCsv } from '../../exchange/index.ts'
import type { RowProblem } from './plan.ts'

const columns: readonly WriteColumn[] = [
  { key: 'line', label: 'Line', kind: 'number' },
  { key: 'column', label: 'Column' },
  { key: 'severity', label: 'Kind' },
  { key: 'message', label: 'Problem' },
  { key: 'value', label: 'Text in the file' },
]

/** Every problem, for working through in a spreadsheet beside the file. */
export async function problemsCsv(problems: readonly RowProblem[]): Promise<string> {
  let text = ''
  for await (const chunk of writeCsv(
    columns,
    problems.map((p) => ({ ...p })),
    { bom: true },
  ))
    text += chunk
  return text
}
