import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '../..')

/** Builds the web client as people get it, whatever environment this process runs in; to `dist/web` unless told. */
export async function buildWeb(folder?: string): Promise<void> {
  // In a process of its own: building takes a gigabyte, which the server would hold from then on.
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const options = ['--config', join(root, 'src/web/vite.config.ts'), '--logLevel', 'error']
  const out = folder === undefined ? [] : ['--outDir', folder, '--emptyOutDir']
  await promisify(execFile)(process.execPath, [vite, 'build', ...options, ...out], {
    env: { ...process.env, NODE_ENV: 'production' },
  })
}
