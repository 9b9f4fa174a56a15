import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { fromBuffer } from 'yauzl'
import { ZipFile } from 'yazl'
import { zipStamp } from '../zipStamp.ts'

/**
 * Packs a Word file anew so that equal contents give equal bytes: entries in order of name with one fixed time, dates
 * inside the document properties set to it, and random ids replaced by running numbers.
 */
export async function rezip(
  docx: Uint8Array,
  at: Date,
  complete: (name: string, xml: string) => string = (_name, xml) => xml,
): Promise<Uint8Array> {
  const parts = await readParts(Buffer.from(docx))
  const zip = new ZipFile()
  const stamp = zipStamp(at)
  const renumber = makeRenumber()
  for (const [name, bytes] of parts.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const isText = /\.(xml|rels)$/.test(name)
    zip.addBuffer(isText ? Buffer.from(renumber(settle(complete(name, bytes.toString('utf8')), at))) : bytes, name, {
      ...stamp,
      compressionLevel: 6,
    })
  }
  zip.end()
  // yazl declares the plain stream interface; the object is a readable of Node.
  return buffer(zip.outputStream as Readable)
}

const settle = (xml: string, at: Date) =>
  xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${at.toISOString().replace('.000Z', 'Z')}`)

/** Random relation ids and running bookmark numbers become the position of their first use. */
function makeRenumber(): (xml: string) => string {
  const ids = new Map<string, string>()
  return (xml) => {
    let bookmark = 0
    return xml
      .replace(/"rId([A-Za-z0-9_-]{15,})"/g, (_all, id: string) => {
        const known = ids.get(id) ?? String(1000 + ids.size)
        ids.set(id, known)
        return `"rId${known}"`
      })
      .replace(/(<w:bookmark(Start|End)\b[^>]*?w:id=")[^"]*"/g, (_all, start: string, end: string) => {
        if (end === 'Start') bookmark += 1
        return `${start}${bookmark}"`
      })
  }
}

function readParts(bytes: Buffer): Promise<[string, Buffer][]> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error)
      const parts: [string, Buffer][] = []
      zip.on('error', reject)
      zip.on('end', () => resolve(parts))
      zip.on('entry', (entry) => {
        zip.openReadStream(entry, (failed, stream) => {
          if (failed) return reject(failed)
          buffer(stream).then((content) => {
            parts.push([entry.fileName, content])
            zip.readEntry()
          }, reject)
        })
      })
      zip.readEntry()
    })
  })
}
