import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { StartProblem } from '../store/postgres/startProblem.ts'

const root = join(import.meta.dirname, '../..')

/** Builds the web client as people get it, whatever environment this process runs in; to `dist/web` unless told. */
export async function buildWeb(folder?: string): Promise<void> {
  // In a process of its own: building takes a gigabyte, which the server would hold from then on.
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const options = ['--config', join(root, 'src/web/vite.config.ts'), '--logLevel', 'error']
  const out = folder === undefined ? [] : ['--outDir', folder, '--emptyOutDir']
  const environment = { ...process.env, NODE_ENV: 'production' }
  await promisify(execFile)(process.execPath, [vite, 'build', ...options, ...out], { env: environment }).catch(
    (error: unknown) => {
      throw buildProblem(error)
    },
  )
}

/** Why the client could not be built, told without the trace of the tool that builds it. */
export function buildProblem(error: unknown): StartProblem {
  const said = String((error as { stderr?: unknown }).stderr || (error as Error).message)
  const [why = ''] = /\b(?:EACCES|EROFS|EPERM|ENOSPC|ENOTDIR)\b.*$/m.exec(said) ?? said.trim().split('\n').slice(-1)
  const isClosed = /\b(EACCES|EROFS|EPERM)\b/.test(why)
  const next = isClosed
    ? ` The account that runs OpenAIMS may not write in ${root}: run "npm run build" there once, as the one it belongs to.`
    : ''
  return new StartProblem('files', `The web client could not be built: ${why.replace(/\] \{$/, '')}.${next}`, error)
}
