import { isHex } from './bytes.ts'
import { exitCodes } from './findings.ts'
import { nodeModule } from './hashes.ts'
import { verdictText } from './verdict.ts'
import { type Held, verifyPack } from './verifyPack.ts'

interface NodeProcess {
  readonly argv: readonly string[]
  exitCode?: number
  readonly stdout: { write(text: string): void }
  readonly stderr: { write(text: string): void }
}

interface NodeFileReading {
  readFileSync(path: string, encoding: 'utf8'): string
}

const usage =
  'Use: node verify.mjs PACK.zip [--checkpoint KEPT.txt] [--key VERIFIER-KEY] [--root HEX [--size N]] [--language de] [--json]\n'

/** The verifier as a program: `node verify.mjs pack.zip`. */
export async function runVerifier(): Promise<void> {
  const { process } = globalThis as unknown as { process: NodeProcess }
  process.exitCode = await runWith(process.argv.slice(2), process)
}

async function runWith(args: readonly string[], process: NodeProcess): Promise<number> {
  const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
  const [path] = args
  const [root, size, kept, key] = ['--root', '--size', '--checkpoint', '--key'].map(option)
  const language = option('--language') ?? 'en'
  const isWrong =
    (language !== 'en' && language !== 'de') ||
    path === undefined ||
    path.startsWith('-') ||
    (root !== undefined && !isHex(root.toLowerCase())) ||
    (size !== undefined && !/^\d+$/.test(size))
  if (isWrong) {
    process.stderr.write(usage)
    return exitCodes.unreadable
  }
  let checkpoint: string | undefined
  try {
    if (kept !== undefined) checkpoint = nodeModule<NodeFileReading>('node:fs')?.readFileSync(kept, 'utf8')
  } catch {
    process.stderr.write(`${kept} cannot be read.\n`)
    return exitCodes.unreadable
  }
  const held: Held = {
    ...(root === undefined ? {} : { root }),
    ...(size === undefined ? {} : { size: Number(size) }),
    ...(checkpoint === undefined ? {} : { checkpoint }),
    ...(key === undefined ? {} : { key }),
  }
  const result = await verifyPack(path, held)
  process.stdout.write(
    args.includes('--json')
      ? `${JSON.stringify(result, null, 2)}\n`
      : verdictText(result, language === 'de' ? 'de' : 'en'),
  )
  return result.exitCode
}
