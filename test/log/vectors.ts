import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** Published test vectors; they lie beside the repository or where OPENAIMS_VECTORS says, and are not part of it. */
const folder = resolve(process.env.OPENAIMS_VECTORS ?? join(import.meta.dirname, '../../../shared/vectors'))

export const hasVectors = existsSync(folder)
if (!hasVectors) console.log(`The published vectors are not at ${folder}: only our own are checked.`)

export const vectorPath = (path: string): string => join(folder, path)
export const vectorText = (path: string): Promise<string> => readFile(vectorPath(path), 'utf8')
export const vectorBytes = (path: string): Promise<Buffer> => readFile(vectorPath(path))
// The callers name the shape of files they know.
export const vectorJson = async <T>(path: string): Promise<T> => JSON.parse(await vectorText(path)) as T
