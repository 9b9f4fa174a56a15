// Gathers every sentence of the web client, and every sentence the server sends, as data of the program or put together from records, into the
// English catalogues that translators work from. With --check nothing is written and a stale catalogue is an error.
import { glob, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dataSentences } from './messages/dataSentences.ts'
import { guidanceSentences } from './messages/guidanceSentences.ts'
import { saidIn } from './messages/saidIn.ts'
import { type Found, sentencesIn } from './messages/sentencesIn.ts'

const root = join(import.meta.dirname, '..')
const locales = join(root, 'src/web/locales')
/** Places named for each sentence; a word that stands everywhere needs no more. */
const placesNamed = 3
const isCheck = process.argv.includes('--check')
const faults: string[] = []

/** What the files of these places say, each sentence with the files that say it. */
async function gather(
  patterns: readonly string[],
  below: string,
  look: (source: string, file: string) => Found,
): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>()
  for await (const file of glob([...patterns], { cwd: root })) {
    if (file.includes('.test.')) continue
    const { sentences, faults: wrong } = look(await readFile(join(root, file), 'utf8'), file)
    faults.push(...wrong)
    for (const sentence of sentences)
      found.set(sentence, (found.get(sentence) ?? new Set()).add(file.slice(below.length)))
  }
  return found
}

/**
 * Everything but the web client says its sentences through the model. The command line speaks English, but for what it
 * shows of proposals, which are in the language that is asked for.
 */
const saidPlaces = [
  ...['model', 'registers', 'programme', 'store', 'exchange', 'reports', 'server'].map((room) => `src/${room}/**/*.ts`),
  'src/cli/proposalLines.ts',
]

/** One sentence a line, sorted, with where it stands. */
function catalogueText(found: ReadonlyMap<string, ReadonlySet<string>>): string {
  const entries = [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([sentence, places]) => [sentence, [...places].sort().slice(0, placesNamed).join(', ')])
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`
}

async function keep(name: string, found: ReadonlyMap<string, ReadonlySet<string>>): Promise<void> {
  const path = join(locales, 'en', name)
  const text = catalogueText(found)
  const before = await readFile(path, 'utf8').catch(() => '')
  if (before === text) return
  if (isCheck) faults.push(`src/web/locales/en/${name} is stale; run: node scripts/messages.ts`)
  else await writeFile(path, text)
}

/** What a translation lacks, and what it holds that is said no longer or would not fit. */
async function compare(locale: string, name: string, found: ReadonlyMap<string, unknown>): Promise<string> {
  const path = join(locales, locale, name)
  const held: Record<string, string> = JSON.parse(await readFile(path, 'utf8'))
  const holes = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map((m) => m[1] ?? ''))].sort().join(' ')
  for (const [sentence, translation] of Object.entries(held)) {
    if (!found.has(sentence)) faults.push(`src/web/locales/${locale}/${name}: nobody says "${sentence}" any more.`)
    else if (!/plural|select/.test(sentence) && holes(sentence) !== holes(translation))
      faults.push(`src/web/locales/${locale}/${name}: "${sentence}" has other places to fill in than its translation.`)
  }
  return `${locale}/${name}: ${Object.keys(held).length} of ${found.size} sentences`
}

const data = dataSentences()
const catalogues = {
  'messages.json': await gather(['src/web/**/*.{ts,tsx}'], 'src/web/', sentencesIn),
  'data.json': data,
  'guidance.json': guidanceSentences(data),
  'said.json': await gather(saidPlaces, 'src/', saidIn),
}
for (const [name, found] of Object.entries(catalogues)) {
  await keep(name, found)
  console.log(await compare('de', name, found))
}
for (const fault of faults) console.error(fault)
process.exitCode = faults.length > 0 ? 1 : 0
