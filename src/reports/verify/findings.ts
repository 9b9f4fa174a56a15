/**
 * What is wrong falls into these classes; the exit code is the sum of those found.
 * files: a file is missing, changed or not in the manifest. log: the log is not whole and in order. archive: the ZIP
 * itself is odd. unreadable: nothing could be checked. checkpoints: a signed checkpoint does not fit the log, or its
 * signature is wrong. bodies: the text of a record is not what was logged. states: records stand in the pack otherwise
 * than the log leads to. held: the log does not continue what you hold from before.
 */
export const exitCodes = {
  files: 1,
  log: 2,
  archive: 4,
  unreadable: 8,
  checkpoints: 16,
  bodies: 32,
  states: 64,
  held: 128,
} as const

export type FindingKind = keyof typeof exitCodes

export interface PackProblem {
  readonly kind: FindingKind
  readonly path: string | null
  readonly text: string
}

export type Say = (kind: FindingKind, path: string | null, text: string) => void

/** Gathers findings; of many of one kind the first twenty are kept, for one change often breaks all that follows. */
export function makeFindings() {
  const problems: PackProblem[] = []
  const counts = new Map<FindingKind, number>()
  return {
    problems,
    counts,
    say: ((kind, path, text) => {
      const count = (counts.get(kind) ?? 0) + 1
      counts.set(kind, count)
      if (count <= 20) problems.push({ kind, path, text })
    }) satisfies Say,
  }
}

export const oddLine = (path: string, line: number): string =>
  `Line ${line} of ${path} is not written as packs write it: another program could read it differently.`
