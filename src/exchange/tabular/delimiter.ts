import { type Said, say } from '../../model/say.ts'

const candidates = [
  { delimiter: ',', name: say`comma` },
  { delimiter: ';', name: say`semicolon` },
  { delimiter: '\t', name: say`tab` },
  { delimiter: '|', name: say`pipe` },
] as const

export type DetectedDelimiter = {
  delimiter: string
  note: Said /** Text without a leading `sep=` line. */
  text: string
}

/**
 * Finds the delimiter that cuts the first records most evenly. A line `sep=;`, which spreadsheet programs write, wins.
 * The `sep=` line is blanked rather than removed, so that line numbers stay those of the file.
 */
export function detectDelimiter(text: string): DetectedDelimiter {
  const declared = /^"?sep=(.)"?\n/.exec(text)
  if (declared) {
    const delimiter = declared[1]!
    const note = say`Delimiter: ${nameOf(delimiter)}, as the first line (sep=) declares.`
    return { delimiter, note, text: text.slice(declared[0].length - 1) }
  }
  const records = countPerRecord(text, 200)
  const scored = candidates.map((candidate, at) => ({ ...candidate, ...evenness(records.map((r) => r[at]!)) }))
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  if (best.score === 0) {
    return {
      delimiter: ',',
      note: say`Delimiter: none of comma, semicolon, tab or pipe cuts the lines; read as one column.`,
      text,
    }
  }
  const note = say`Delimiter: ${best.name}; it cuts ${best.even} of the first ${records.length} records into ${best.fields} cells.`
  return { delimiter: best.delimiter, note, text }
}

export function nameOf(delimiter: string): Said {
  return candidates.find((c) => c.delimiter === delimiter)?.name ?? `"${delimiter}"`
}

/** How often each candidate stands outside quotation marks in each of the first records. */
function countPerRecord(text: string, most: number): number[][] {
  const records: number[][] = []
  let current = candidates.map(() => 0)
  let quoted = false
  let filled = false
  for (let i = 0; i < text.length && records.length < most; i++) {
    const c = text[i]!
    if (c === '"') quoted = !quoted
    else if (quoted) continue
    else if (c === '\n') {
      if (filled) records.push(current)
      current = candidates.map(() => 0)
      filled = false
      continue
    } else {
      const at = candidates.findIndex((candidate) => candidate.delimiter === c)
      if (at >= 0) current[at]! += 1
    }
    filled = true
  }
  if (filled && records.length < most) records.push(current)
  return records
}

/** The most frequent count of cells, and a score: the share of records that have it, more cells breaking ties. */
function evenness(counts: number[]): { fields: number; even: number; score: number } {
  const tally = new Map<number, number>()
  for (const n of counts) if (n > 0) tally.set(n, (tally.get(n) ?? 0) + 1)
  let best = { fields: 1, even: 0, score: 0 }
  for (const [n, records] of tally) {
    const score = records / counts.length + Math.min(n, 500) / 10_000
    if (score > best.score) best = { fields: n + 1, even: records, score }
  }
  return best
}
