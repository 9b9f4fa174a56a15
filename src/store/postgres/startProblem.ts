export type StartProblemCode =
  | 'secret-too-short'
  | 'account'
  | 'already-running'
  | 'backup'
  | 'corrupt'
  | 'disk-full'
  | 'encoding'
  | 'files'
  | 'interrupted'
  | 'lost-secrets'
  | 'newer-openaims'
  | 'newer-postgres'
  | 'no-database'
  | 'no-rights'
  | 'not-a-folder'
  | 'not-writable'
  | 'old-postgres'
  | 'port-taken'
  | 'program'
  | 'refused-sign-in'
  | 'start-failed'
  | 'unprotected'
  | 'unreachable'
  | 'wrong-limit'
  | 'wrong-scanner'
  | 'wrong-single-sign-on'
  | 'wrong-url'

/** A reason why OpenAIMS cannot start, told to the person who starts it: what is wrong, where, and what to do. */
export class StartProblem extends Error {
  readonly code: StartProblemCode

  constructor(code: StartProblemCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'StartProblem'
    this.code = code
  }
}

export const spaceNeeded = 200 * 1024 * 1024

export function diskFull(folder: string, cause?: unknown): StartProblem {
  return new StartProblem(
    'disk-full',
    `The disk that holds ${folder} is full or nearly so. ` +
      `Free at least ${spaceNeeded / 1024 / 1024} MB there, or choose a data folder on another disk. Nothing recorded was lost.`,
    cause,
  )
}

export function interrupted(): StartProblem {
  return new StartProblem('interrupted', 'The start was interrupted. Nothing was damaged; start again when you like.')
}

export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** Says an error of the file system in words; anything unexpected is passed on as it is. */
export function fileProblem(error: unknown, path: string): unknown {
  if (error instanceof StartProblem) return error
  switch (errorCode(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StartProblem(
        'not-writable',
        `OpenAIMS may not write to ${path}. Give the account that runs it write permission there, or choose another data folder.`,
        error,
      )
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(path, error)
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartProblem(
        'not-a-folder',
        `${path} should be a folder, but a file is in its place (or in the place of a folder above it). Move that file away, or choose another data folder.`,
        error,
      )
    case 'ENAMETOOLONG':
      return new StartProblem(
        'not-writable',
        `The path ${path} is too long for this system. Choose a shorter data folder.`,
        error,
      )
    default:
      return error
  }
}
