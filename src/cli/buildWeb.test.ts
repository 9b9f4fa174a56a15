import { expect, test } from 'vitest'
import { buildProblem } from './buildWeb.ts'

test('a client that could not be built is told in a sentence, with what to do where the folder is closed', () => {
  const closed = buildProblem({
    message: 'Command failed: node vite.js build',
    stderr:
      "failed to load config\nerror during build:\n[Error: EACCES: permission denied, open '/opt/x.mjs'] {\n  errno: -13\n}\n",
  })
  expect(closed.message).toMatch(
    /^The web client could not be built: EACCES: permission denied, open '\/opt\/x\.mjs'\. /,
  )
  expect(closed.message).toContain('run "npm run build" there once')
  const full = buildProblem({ stderr: 'error during build:\nError: ENOSPC: no space left on device, write' })
  expect(full.message).toBe('The web client could not be built: ENOSPC: no space left on device, write.')
  expect(buildProblem(new Error('spawn failed')).message).toBe('The web client could not be built: spawn failed.')
})
