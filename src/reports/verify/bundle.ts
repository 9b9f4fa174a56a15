import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'

/** The files of the verifier, each after those it leans on. */
const parts = [
  'bytes',
  'hashes',
  'canonical',
  'tree',
  'notes',
  'archive',
  'findings',
  'manifest',
  'places',
  'evidence',
  'stateTable',
  'shown',
  'trustedKeys',
  'checkpoints',
  'bodies',
  'history',
  'germanSentences',
  'german',
  'verdict',
  'verifyPack',
]

const head = `// Verifier of OpenAIMS audit packs. One file, no dependencies: node verify.mjs PACK.zip (Node 20.16 or later), or open
// verify.html in a browser. It shares no code with the program that wrote the pack. Each part below is a file of its
// own in the sources of OpenAIMS (src/reports/verify).
`

export interface Bundled {
  readonly program: string
  readonly page: string
  /** Content security policy that lets this page run and nothing else. */
  readonly policy: string
}

let made: Promise<Bundled> | undefined

/** The verifier as one program for Node, and as one HTML page; both hold all they need. */
export function bundleVerifier(): Promise<Bundled> {
  made ??= bundle()
  return made
}

async function bundle(): Promise<Bundled> {
  const core = await joinParts(parts)
  const program = `${head}${core}${await joinParts(['commandLine'])}\nawait runVerifier()\n`
  const template = await readFile(join(import.meta.dirname, 'page.html'), 'utf8')
  const script = `${core}${await joinParts(['page'])}\nstartPage()\n`
  if (script.includes('</script')) throw new Error('the verifier must not contain the end of a script')
  const style = /<style>([\s\S]*?)<\/style>/.exec(template)?.[1] ?? ''
  const policy = `default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(style)}'; base-uri 'none'; form-action 'none'`
  // Functions, for in a plain text "$" would mean something.
  const page = template.replace('/*policy*/', () => policy).replace('/*script*/', () => script)
  return { program, page, policy: `${policy}; frame-ancestors 'none'; object-src 'none'` }
}

const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`

async function joinParts(names: readonly string[]): Promise<string> {
  const texts = await Promise.all(names.map((name) => readFile(join(import.meta.dirname, `${name}.ts`), 'utf8')))
  return texts
    .map((text, at) => {
      const plain = stripTypeScriptTypes(text.replaceAll(/^import [^;]*? from '\.\/\w+\.ts'\n/gm, ''))
      const tidy = plain
        .replaceAll(/^export /gm, '')
        .replaceAll(/[ \t]+$/gm, '')
        .replaceAll(/\n{3,}/g, '\n\n')
      return `\n// --- ${names[at]} ---\n${tidy}`
    })
    .join('')
}
