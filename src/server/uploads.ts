import { problem } from '../model/index.ts'
import { say } from '../model/say.ts'

/** Largest file that is taken in, in bytes. */
export const maxUpload = 100 * 1024 * 1024
/** How the files of older office programs begin. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the mark is bytes, not text
const compoundFile = /^\xd0\xcf\x11\xe0/

/** Kinds of files accepted: extension, media type sent back, and how the content must begin. */
const kinds: readonly { extension: string; mediaType: string; magic: RegExp | 'text' | 'zip' }[] = [
  { extension: 'pdf', mediaType: 'application/pdf', magic: /^%PDF-/ },
  { extension: 'png', mediaType: 'image/png', magic: /^\x89PNG/ },
  { extension: 'jpg', mediaType: 'image/jpeg', magic: /^\xff\xd8\xff/ },
  { extension: 'jpeg', mediaType: 'image/jpeg', magic: /^\xff\xd8\xff/ },
  { extension: 'gif', mediaType: 'image/gif', magic: /^GIF8/ },
  { extension: 'webp', mediaType: 'image/webp', magic: /^RIFF[\s\S]{4}WEBP/ },
  {
    extension: 'docx',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    magic: 'zip',
  },
  { extension: 'xlsx', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', magic: 'zip' },
  {
    extension: 'pptx',
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    magic: 'zip',
  },
  { extension: 'odt', mediaType: 'application/vnd.oasis.opendocument.text', magic: 'zip' },
  { extension: 'ods', mediaType: 'application/vnd.oasis.opendocument.spreadsheet', magic: 'zip' },
  { extension: 'zip', mediaType: 'application/zip', magic: 'zip' },
  { extension: 'xls', mediaType: 'application/vnd.ms-excel', magic: compoundFile },
  { extension: 'doc', mediaType: 'application/msword', magic: compoundFile },
  { extension: 'eml', mediaType: 'message/rfc822', magic: 'text' },
  { extension: 'txt', mediaType: 'text/plain', magic: 'text' },
  { extension: 'log', mediaType: 'text/plain', magic: 'text' },
  { extension: 'md', mediaType: 'text/markdown', magic: 'text' },
  { extension: 'csv', mediaType: 'text/csv', magic: 'text' },
  { extension: 'json', mediaType: 'application/json', magic: 'text' },
  { extension: 'jsonl', mediaType: 'application/jsonl', magic: 'text' },
  { extension: 'yaml', mediaType: 'application/yaml', magic: 'text' },
  { extension: 'yml', mediaType: 'application/yaml', magic: 'text' },
]

export const acceptedExtensions = kinds.map((k) => k.extension)

const extensionOf = (name: string) => /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
export const isAcceptedName = (name: string): boolean => acceptedExtensions.includes(extensionOf(name))

/** A file name fit to show and to save under: last part only, no control characters, not too long. */
export function cleanName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
  const plain = last.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '').trim()
  return (plain === '' || plain === '.' || plain === '..' ? 'file' : plain).slice(-200)
}

/** Tables as spreadsheet programs save them when asked for Unicode text. */
const tables: readonly string[] = ['csv', 'txt']
const isUtf16 = (head: Buffer) => ['fffe', 'feff'].includes(head.toString('hex', 0, 2))

/** Tells the kind of a file from its name, and refuses it when the content does not begin like that kind. */
export function kindOf(name: string, head: Buffer): { mediaType: string; isArchive: boolean; mayHoldMacros: boolean } {
  const extension = extensionOf(name)
  const kind = kinds.find((k) => k.extension === extension)
  if (!kind) {
    throw problem(
      'file/refused',
      say`"${name}" is ${extension === '' ? say`a file without an ending` : say`a .${extension} file`}; accepted are ${acceptedExtensions.join(', ')}.`,
    )
  }
  const isArchive = kind.magic === 'zip'
  const fits =
    kind.magic === 'zip'
      ? head.subarray(0, 2).toString('latin1') === 'PK'
      : kind.magic === 'text'
        ? !head.includes(0) || (tables.includes(extension) && isUtf16(head))
        : kind.magic.test(head.toString('latin1'))
  if (!fits) throw problem('file/refused', say`The content of "${name}" is not that of a .${extension} file.`)
  return { mediaType: kind.mediaType, isArchive, mayHoldMacros: kind.magic === compoundFile }
}
