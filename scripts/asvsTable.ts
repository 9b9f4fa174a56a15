import { z } from 'zod'

export const verdicts = ['met', 'partly', 'not met', 'does not apply'] as const

const row = z.strictObject({
  id: z.string().regex(/^V\d{1,2}\.\d{1,2}\.\d{1,2}$/),
  level: z.union([z.literal(1), z.literal(2)]),
  about: z.string().min(2).max(80),
  verdict: z.enum(verdicts),
  /** One sentence of our own. */
  why: z.string().regex(/\.$/).max(200),
  /** Tests and sources that show it, from the root of the repository. */
  proof: z.array(z.string()),
})
const table = z.strictObject({ standard: z.string(), levels: z.array(z.number()), rows: z.array(row) })

export type AsvsTable = z.infer<typeof table>

export const readAsvs = (text: string): AsvsTable => table.parse(JSON.parse(text))

const chapters: Readonly<Record<string, string>> = {
  V1: 'Encoding and cleaning',
  V2: 'Validation and business logic',
  V3: 'The web page',
  V4: 'API',
  V5: 'Files',
  V6: 'Authentication',
  V7: 'Sessions',
  V8: 'Authorisation',
  V9: 'Self-contained tokens',
  V10: 'OAuth and OpenID Connect',
  V11: 'Cryptography',
  V12: 'Communication',
  V13: 'Configuration',
  V14: 'Data',
  V15: 'Code and architecture',
  V16: 'Logging and errors',
  V17: 'WebRTC',
}

const chapterOf = ({ id }: { id: string }) => id.slice(0, id.indexOf('.'))

/** The table as a page: counts first, then what is open, then everything by chapter. */
export function asvsPage({ standard, rows }: AsvsTable): string {
  const count = (of: AsvsTable['rows']) => verdicts.map((verdict) => of.filter((r) => r.verdict === verdict).length)
  const open = rows.filter(({ verdict }) => verdict === 'partly' || verdict === 'not met')
  const names = [...new Set(rows.map(chapterOf))]
  return `${[
    `# OpenAIMS and ${standard}`,
    'Levels 1 and 2, requirement by requirement, as judged by those who build it. Numbers are those of the standard (OWASP, CC BY-SA 4.0); the words are ours. Written by `node scripts/asvs.ts` from [asvs.json](asvs.json); a test holds every number, file and verdict to what is there. Where a requirement is met, the tests named would fail if it were not, as far as a test can tell.',
    grid(
      ['chapter', ...verdicts],
      [
        ...names.map((name) => [
          `${name} ${chapters[name] ?? ''}`,
          ...count(rows.filter((r) => chapterOf(r) === name)),
        ]),
        ['**all**', ...count(rows).map((n) => `**${n}**`)],
      ],
    ),
    '## What is open',
    grid(
      ['number', 'level', 'about', 'verdict', 'why'],
      open.map((r) => [r.id, r.level, r.about, r.verdict, r.why]),
    ),
    ...names.flatMap((name) => [
      `## ${name} ${chapters[name] ?? ''}`,
      grid(
        ['number', 'level', 'about', 'verdict', 'why', 'shown by'],
        rows
          .filter((r) => chapterOf(r) === name)
          .map((r) => [r.id, r.level, r.about, r.verdict, r.why, r.proof.map(linkTo).join(', ')]),
      ),
    ]),
  ].join('\n\n')}\n`
}

const linkTo = (file: string) => `[${file.split('/').at(-1)}](../../${file})`

function grid(head: readonly string[], lines: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...lines.map(line)].join('\n')
}
