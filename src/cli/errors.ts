import { catalogue, Problem } from '../model/index.ts'
import { MigrationProblem } from '../store/migrate.ts'
import { isDiskFull } from '../store/outage.ts'
import { errorCode, StartProblem } from '../store/postgres/startProblem.ts'
import { Cancelled } from './stopping.ts'
import { UsageProblem } from './usageProblem.ts'

const isUsage = (error: unknown): error is Error =>
  error instanceof UsageProblem ||
  (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))

const isStopped = (error: unknown): boolean =>
  error instanceof Cancelled || (error instanceof StartProblem && error.code === 'interrupted')

export const exitCodeOf = (error: unknown): number => (isUsage(error) ? 2 : isStopped(error) ? 130 : 1)

/** What went wrong, where, and what to do, for people. What nobody foresaw comes with its trace. */
export function errorText(error: unknown, usage?: string): string {
  if (isUsage(error))
    return `${error.message}\n${usage === undefined ? 'See "openaims help"' : `Usage: openaims ${usage}`}\n`
  if (error instanceof Problem) {
    const { title, next } = catalogue[error.code]
    const fields = (error.details.fields ?? []).map((f) => `  ${f.field}: ${f.message}\n`).join('')
    return `${title === error.message ? '' : `${title}. `}${error.message}\n${fields}${next}\n`
  }
  if (error instanceof StartProblem || error instanceof MigrationProblem || error instanceof Cancelled)
    return `${error.message}\n`
  if (isDiskFull(error)) return `The disk is full (${(error as Error).message}). Free space, then do it again.\n`
  const file = fileSentence(error)
  if (file !== null) return `${file}\n`
  return `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
}

/** What is wrong with a file or folder that a person named; null for anything else. */
function fileSentence(error: unknown): string | null {
  if (!(error instanceof Error) || !('path' in error) || typeof error.path !== 'string') return null
  // What is written is written under another name first.
  const path = error.path.replace(/\.part(ial)?$/, '')
  switch (errorCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `There is no file or folder at ${path}, or none above it. Check the path.`
    case 'EISDIR':
      return `${path} is a folder; name a file.`
    case 'EEXIST':
      return `${path} is there already, and is not written over. Choose another place, or move it away.`
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${path} may not be read or written by the account that runs this. Choose another place, or give it the right.`
    default:
      return null
  }
}

/** The same for programs: a code to act on, the sentence, and the places. */
export function errorJson(error: unknown): object {
  const detail = error instanceof Error ? error.message : String(error)
  if (isUsage(error)) return { error: { code: 'cli/usage', detail, next: 'See "openaims help".' } }
  if (error instanceof Cancelled) return { error: { code: 'cli/cancelled', detail } }
  if (error instanceof StartProblem) return { error: { code: `start/${error.code}`, detail } }
  if (isDiskFull(error)) return { error: { code: 'server/disk-full', detail, next: 'Free space, then do it again.' } }
  const file = fileSentence(error)
  if (file !== null) return { error: { code: 'cli/file', detail: file } }
  if (!(error instanceof Problem)) return { error: { code: 'cli/unforeseen', detail } }
  const { title, next } = catalogue[error.code]
  const { fields, data } = error.details
  return { error: { code: error.code, title, detail, next, ...(fields ? { fields } : {}), ...(data ? { data } : {}) } }
}
