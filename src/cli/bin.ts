#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// What was once read and compiled of this installation is kept beside it; where that cannot be written, it is compiled anew.
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/openaims'))

const { main } = await import('./main.ts')
process.exitCode = await main(process.argv.slice(2))
