import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** The folder OpenAIMS keeps its data in when nobody names one. */
export function defaultDataFolder(): string {
  if (process.env.OPENAIMS_DATA) return resolve(process.env.OPENAIMS_DATA)
  // As root the database runs under another account, which cannot enter root's home.
  if (process.getuid?.() === 0) return '/var/lib/openaims'
  return join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'openaims')
}
