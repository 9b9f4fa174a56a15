// Writes docs/security/asvs.md from docs/security/asvs.json.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asvsPage, readAsvs } from './asvsTable.ts'

const folder = join(import.meta.dirname, '../docs/security')
const page = asvsPage(readAsvs(await readFile(join(folder, 'asvs.json'), 'utf8')))
await writeFile(join(folder, 'asvs.md'), page)
