import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** How a running OpenAIMS can be reached, as it noted in its data folder. */
export interface LocalAccess {
  readonly address: string
  readonly appUrl: string
  /** Where the signer signs in, once the server has started it. */
  readonly signerUrl?: string | null
  readonly pid: number
}

/** The OpenAIMS that runs on a data folder, if one does. */
export async function runningAt(dataFolder: string): Promise<LocalAccess | null> {
  try {
    const access = JSON.parse(await readFile(join(dataFolder, 'local-access.json'), 'utf8')) as LocalAccess
    process.kill(access.pid, 0)
    return access
  } catch {
    // No note, or its process is gone.
    return null
  }
}
