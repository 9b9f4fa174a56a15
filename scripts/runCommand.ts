import { spawn } from 'node:child_process'

/**
 * Runs a program found on the path (npm puts node_modules/.bin first) and gives back its exit code and what it printed:
 * all of it, or what is meant for programs. After `patienceMs` it is ended.
 */
export function runCommand(
  program: string,
  args: string[],
  wanted: 'all' | 'stdout' = 'all',
  patienceMs?: number,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(patienceMs === undefined ? {} : { timeout: patienceMs }),
      shell: process.platform === 'win32', // npm's programs are .cmd files there
      env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
    })
    let output = ''
    const keep = (chunk: Buffer) => {
      output += chunk.toString('utf8')
    }
    child.stdout.on('data', keep)
    if (wanted === 'all') child.stderr.on('data', keep)
    else child.stderr.resume()
    child.on('error', (error) => resolve({ code: 1, output: `${program}: ${error.message}\n` }))
    child.on('close', (code) => resolve({ code, output }))
  })
}
