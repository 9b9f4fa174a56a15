import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

// A process of its own: hashes the files of a folder and zips them, one after the other, with nothing else to do.
const [folder, out] = process.argv.slice(2) as [string, string]
const began = performance.now()
const zip = new ZipFile()
const written = pipeline(zip.outputStream as NodeJS.ReadableStream, createWriteStream(out))
const entries = await readdir(folder, { recursive: true, withFileTypes: true })
for (const entry of entries.filter((e) => e.isFile())) {
  const path = join(entry.parentPath, entry.name)
  const digest = createHash('sha256')
  const hashed = Promise.withResolvers<void>()
  const compress = !/\.(xlsx|docx|zip|png|jpg)$/.test(path)
  zip.addReadStreamLazy(
    path.slice(folder.length + 1),
    compress ? { compressionLevel: 6 } : { compress: false },
    (take) => {
      const stream = createReadStream(path)
      stream.on('data', (part) => digest.update(part))
      stream.on('end', () => {
        digest.digest('hex')
        hashed.resolve()
      })
      take(null, stream)
    },
  )
  await hashed.promise
}
zip.end()
await written
process.stdout.write(JSON.stringify({ ms: performance.now() - began }))
