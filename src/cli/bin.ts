#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// What was once read and compiled of this installation is kept beside it; where that cannot be written, it is compiled anew.
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/openaims'))

// Whoever reads has closed the pipe, as `head` does: what is left goes unread, and the work goes on to its end.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })

const { main } = await import('./main.ts')
process.exitCode = await main(process.argv.slice(2))
