export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Longest texts compared word by word, in words on both sides together; longer ones are shown whole. */
const limit = 4000

const wordsOf = (text: string) => text.match(/\s+|[^\s]+/g) ?? []

/**
 * Joins changes that only white space keeps apart, so that a rewritten phrase reads as one removal and one addition
 * instead of alternating word by word.
 */
function joined(parts: readonly DiffPart[]): DiffPart[] {
  const out: DiffPart[] = []
  let removed = ''
  let added = ''
  let gap = ''
  const flush = () => {
    if (removed !== '') out.push({ kind: 'removed', text: removed })
    if (added !== '') out.push({ kind: 'added', text: added })
    if (gap !== '') out.push({ kind: 'same', text: gap })
    removed = added = gap = ''
  }
  for (const { kind, text } of parts) {
    if (kind === 'same' && (text.trim() !== '' || (removed === '' && added === ''))) {
      flush()
      const last = out.at(-1)
      if (last?.kind === 'same') out[out.length - 1] = { kind, text: last.text + text }
      else out.push({ kind, text })
    } else if (kind === 'same') {
      gap += text
    } else {
      removed += gap + (kind === 'removed' ? text : '')
      added += gap + (kind === 'added' ? text : '')
      gap = ''
    }
  }
  flush()
  return out
}

/** What was removed and added between two texts, by words. */
export function wordDiff(before: string, after: string): DiffPart[] {
  const a = wordsOf(before)
  const b = wordsOf(after)
  if (a.length + b.length > limit)
    return joined([
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ])
  // Longest common subsequence; `lengths[i][j]` counts the words shared by the rests from i and j.
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    const row = lengths[i]
    if (row)
      for (let j = b.length - 1; j >= 0; j--)
        row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  }
  const parts: DiffPart[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      parts.push({ kind: 'same', text: a[i] ?? '' })
      i++
      j++
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1)))
      parts.push({ kind: 'removed', text: a[i++] ?? '' })
    else parts.push({ kind: 'added', text: b[j++] ?? '' })
  }
  return joined(parts)
}
