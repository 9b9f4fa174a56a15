import { verdictText } from '../../reports/verify/verdict.ts'
import { verifyPack } from '../../reports/verify/verifyPack.ts'
import { type Command, textOf } from '../command.ts'
import { UsageProblem } from '../usageProblem.ts'

export const verify: Command = {
  name: 'verify',
  usage: 'verify PACK.zip [--root HEX] [--size N]',
  about: `Check an audit pack: every file against the manifest, every log entry against the tree.
--root and --size are those of a log you noted earlier. The exit code tells the class of what was found:
1 files, 2 log, 4 archive, 8 unreadable; 0 when all holds.`,
  options: { root: { type: 'string' }, size: { type: 'string' } },
  async run(args) {
    const [file, ...rest] = args.positionals
    if (file === undefined || rest.length > 0) throw new UsageProblem('Name one pack to verify.')
    const root = textOf(args, 'root')
    const size = textOf(args, 'size')
    const verdict = await verifyPack(
      file,
      root === undefined ? undefined : { root, ...(size ? { size: Number(size) } : {}) },
    )
    process.stdout.write(`${verdictText(verdict)}\n`)
    return verdict.exitCode
  },
}
