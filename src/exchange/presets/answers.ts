/** One answer a form offers: our code, the words of the form, and other words used for the same in real files. */
export type Answer = {
  code: string
  label: string
  /** Only the beginning has to agree: the form puts a long explanation after it. */
  startsWith?: true
  also?: readonly string[]
}

export type MatchedAnswer = { code: string /** The cell has the form's own words, up to typography. */; exact: boolean }

export function matchAnswer(cell: string, answers: readonly Answer[]): MatchedAnswer | null {
  const given = foldAnswer(cell)
  for (const { code, label, startsWith, also } of answers) {
    const known = foldAnswer(label)
    if (given === known) return { code, exact: true }
    if (startsWith && given.startsWith(known)) return { code, exact: false }
    if (also?.some((other) => foldAnswer(other) === given)) return { code, exact: false }
  }
  return null
}

/** Without case, curly quotes, kinds of dashes, white space, and full stops at the end: what typing varies. */
export function foldAnswer(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’`´]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s*[-‐‑–—−]\s*/g, '-')
  const spaced = plain
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[ .]+$/, '')
  return /^(n\/?a|n\.a|not applicable)$/.test(spaced) ? 'n/a' : spaced
}

export const saysNotApplicable = (text: string): boolean => foldAnswer(text) === 'n/a'
