/** Where things lie in a pack. Names are made by us from ids and hashes; no title or file name of a person gets in. */

export const rowsPerPage = 500
export const recordsPerPage = 100

/** `riskAcceptance` becomes `risk-acceptance`. */
export const slugOf = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase()

export const registerPage = (register: string, page = 1): string =>
  `registers/${slugOf(register)}${page > 1 ? `-${page}` : ''}.html`

export const recordPage = (register: string, page: number): string =>
  `records/${slugOf(register)}/${String(page).padStart(4, '0')}.html`

export const evidencePage = (page = 1): string => (page > 1 ? `evidence-${page}.html` : 'evidence.html')

// Kinds that a browser shows or downloads but never runs. Anything else, HTML and SVG above all, opens only on purpose.
const kept = new Set(
  'avif bmp csv doc docx eml gif gz heic ipynb jpeg jpg json jsonl log md mp3 mp4 msg odp ods odt onnx parquet pdf png ppt pptx tar tiff tsv txt wav webm webp xls xlsx yaml yml zip'.split(
    ' ',
  ),
)

const compressed = new Set(
  'avif docx gif gz heic jpeg jpg mp3 mp4 odp ods odt parquet png pptx webm webp xlsx zip'.split(' '),
)

const extensionOf = (name: string): string => /\.([A-Za-z0-9]{1,6})$/.exec(name)?.[1]?.toLowerCase() ?? ''

/** `evidence/<hash>.pdf`; files that a browser might run get `.bin`. */
export function evidencePath(hash: string, name: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error(`"${hash}" is not the hash of a file.`)
  const extension = extensionOf(name)
  return `evidence/${hash}.${kept.has(extension) ? extension : 'bin'}`
}

export const isCompressed = (path: string): boolean => compressed.has(extensionOf(path))

/** Address of one file of the pack as seen from another. */
export function relativeHref(from: string, to: string): string {
  return '../'.repeat(from.split('/').length - 1) + to
}
