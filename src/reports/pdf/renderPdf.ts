import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { stampOf } from '../days.ts'
import type { ToldReport } from '../tell.ts'
import { printable } from './printable.ts'
import { template } from './template.ts'

const require = createRequire(import.meta.url)

/** The faces we bring along, so that a report looks the same wherever it is printed. Fonts of the machine fill gaps. */
const fontFiles = [
  '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  '@expo-google-fonts/source-sans-3/400Regular_Italic/SourceSans3_400Regular_Italic.ttf',
  '@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
  'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
  'dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf',
  '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
]

/** Large faces that few reports need, with the characters they are there for. */
const scripts = [
  // Chinese, and Japanese with its syllables; half-width and full-width forms.
  {
    file: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
    characters: /[\u2e80-\u30ff\u3105-\u312f\u3190-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u{20000}-\u{323af}]/u,
  },
  {
    file: '@expo-google-fonts/noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf',
    characters: /[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]/,
  },
]

const compilers = new Map<string, NodeCompiler>()

/** A compiler with the faces that the text needs; kept, since reading fonts takes longer than most reports. */
function compilerFor(text: string): NodeCompiler {
  const files = [...fontFiles, ...scripts.filter(({ characters }) => characters.test(text)).map(({ file }) => file)]
  const key = files.join()
  const made =
    compilers.get(key) ??
    NodeCompiler.create({
      workspace: import.meta.dirname,
      fontArgs: [{ fontBlobs: files.map((file) => readFileSync(require.resolve(file))) }],
    })
  compilers.set(key, made)
  return made
}

/** How often characters that no font has are sought and replaced before giving up. */
const attempts = 4

/**
 * A report as a tagged PDF (PDF/UA-1). The same report gives the same bytes. A character no font can draw is printed as
 * its code, `[U+65E5]`, since the standard forbids empty boxes and leaving it out would change what is said.
 */
export async function renderPdf(report: ToldReport): Promise<Uint8Array> {
  const missing = new Set<string>()
  for (let attempt = 0; attempt < attempts; attempt++) {
    const outcome = print(report, missing)
    if (outcome instanceof Uint8Array) return outcome
    for (const character of outcome) missing.add(character)
  }
  throw new Error(`The PDF "${report.title}" holds characters that no installed font can draw.`)
}

/** The PDF, or the characters that could not be drawn. */
function print(report: ToldReport, missing: ReadonlySet<string>): Uint8Array | string[] {
  const clean = (text: string) => drawable(text, missing)
  const inputs = { report: JSON.stringify(printable(report, clean)) }
  const typst = compilerFor(inputs.report)
  const compiled = typst.compile({ mainFileContent: template, inputs })
  const document = compiled.result
  if (document === null) {
    const error = compiled.takeError()
    const found = error === null ? [] : typst.fetchDiagnostics(error)
    throw new Error(`The PDF "${report.title}" could not be laid out: ${JSON.stringify(found).slice(0, 500)}`)
  }
  try {
    return typst.pdf(document, { pdfStandard: 'ua-1', creationTimestamp: stampOf(report.asOf).getTime() / 1000 })
  } catch (error) {
    const undrawn = undrawable(String(error)).filter((character) => !missing.has(character))
    if (undrawn.length > 0) return undrawn
    throw new Error(`The PDF "${report.title}" could not be written.`, { cause: error })
  } finally {
    // What was laid out for one report is of no use for the next.
    typst.evictCache(0)
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: nothing can be drawn for these
const invisible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff\ufffe\uffff]/g

function drawable(text: string, missing: ReadonlySet<string>): string {
  const plain = text.toWellFormed().replace(/\r\n?/g, '\n').replace(/\t/g, ' ').replace(invisible, '\ufffd')
  return missing.size === 0 ? plain : Array.from(plain, (c) => (missing.has(c) ? codeOf(c) : c)).join('')
}

const codeOf = (character: string) => `[U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`

/** Reads the texts a failed export names; they come quoted, with rare characters written as `\u{200d}`. */
function undrawable(message: string): string[] {
  // The compiler quotes its quotes once more when it hands the message over.
  const said = message.replace(/\\(["\\])/g, '$1')
  const quoted = [...said.matchAll(/the text `"((?:[^"\\]|\\.)*)"` could not be displayed/g)].map(
    ([, text]) => text ?? '',
  )
  const texts = quoted.map((text) =>
    text.replace(/\\u\{([0-9a-f]+)\}|\\(.)/gi, (_all, code: string | undefined, plain: string) =>
      code === undefined ? plain : String.fromCodePoint(Number.parseInt(code, 16)),
    ),
  )
  // A letter under a rare mark is named together with it; the letter itself can be drawn.
  return texts.flatMap((text) => Array.from(text)).filter((character) => character > '~')
}
