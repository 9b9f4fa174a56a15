import { readFile } from 'node:fs/promises'
import { verdictText } from '../../reports/verify/verdict.ts'
import { verifyPack } from '../../reports/verify/verifyPack.ts'
import { checkRows, keepCheck } from '../../store/log/checkRows.ts'
import { type Command, textOf } from '../command.ts'
import { inOrganisation, organisationOptions } from '../inOrganisation.ts'
import { UsageProblem } from '../usageProblem.ts'

export const verify: Command = {
  name: 'verify',
  usage:
    'verify PACK.zip [--checkpoint KEPT.txt] [--key VERIFIER-KEY] [--root HEX [--size N]] [--json] | verify --database [-o ORGANISATION]',
  about: `Check an audit pack: files, log, tree, signed checkpoints, texts against their digests, states against the log.
--checkpoint names a checkpoint you kept from before, --key the verifier key as you have it from the organisation.
The exit code is the sum of the classes found: 1 files, 2 log, 4 archive, 8 unreadable, 16 checkpoints, 32 texts that
are not what was logged, 64 records that stand otherwise than the log leads to, 128 not the history you hold; 0 when
all holds. --database compares every row of an organisation with its log instead; 1 when something is found.`,
  options: {
    ...organisationOptions,
    root: { type: 'string' },
    size: { type: 'string' },
    checkpoint: { type: 'string' },
    key: { type: 'string' },
    json: { type: 'boolean' },
    database: { type: 'boolean' },
  },
  async run(args) {
    const [file, ...rest] = args.positionals
    if (args.values.database === true) {
      return inOrganisation(args, async ({ store, org }) => {
        const found = await checkRows(store.pool, org.id, store.registry)
        await keepCheck(store.pool, org.id, found)
        for (const { kind, what } of found.findings) process.stdout.write(`${kind}: ${what}\n`)
        process.stdout.write(
          `${found.size} entries and ${found.versions} versions compared: ${found.findings.length === 0 ? 'every row is as the log says.' : `${found.findings.length} findings.`}\n`,
        )
        return found.findings.length === 0 ? 0 : 1
      })
    }
    if (file === undefined || rest.length > 0) throw new UsageProblem('Name one pack to verify.')
    const [root, size, kept, key] = ['root', 'size', 'checkpoint', 'key'].map((name) => textOf(args, name))
    const verdict = await verifyPack(file, {
      ...(root === undefined ? {} : { root }),
      ...(size === undefined ? {} : { size: Number(size) }),
      ...(kept === undefined ? {} : { checkpoint: await readFile(kept, 'utf8') }),
      ...(key === undefined ? {} : { key }),
    })
    process.stdout.write(
      args.values.json === true ? `${JSON.stringify(verdict, null, 2)}\n` : `${verdictText(verdict)}\n`,
    )
    return verdict.exitCode
  },
}
