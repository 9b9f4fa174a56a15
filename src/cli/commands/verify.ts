import { readFile } from 'node:fs/promises'
import { problem } from '../../model/index.ts'
import { verdictText } from '../../reports/verify/verdict.ts'
import { verifyPack } from '../../reports/verify/verifyPack.ts'
import { newId } from '../../store/index.ts'
import { type Arguments, type Command, clientOptions, textOf } from '../command.ts'
import { runJob } from '../runJob.ts'
import type { Teller } from '../teller.ts'
import { UsageProblem } from '../usageProblem.ts'
import { withClient } from '../withClient.ts'

export const verify: Command = {
  name: 'verify',
  usage:
    'verify PACK.zip [--checkpoint KEPT.txt] [--key VERIFIER-KEY] [--root HEX [--size N]] [--language de] [--json] | verify --database [-o ORGANISATION] [--as EMAIL] [--data FOLDER | --server URL]',
  about: `Check an audit pack: files, log, tree, signed checkpoints, texts against their digests, states against the log.
--checkpoint names a checkpoint you kept from before, --key the verifier key as you have it from the organisation.
The exit code is the sum of the classes found: 1 files, 2 log, 4 archive, 8 unreadable, 16 checkpoints, 32 texts that
are not what was logged, 64 records that stand otherwise than the log leads to, 128 not the history you hold; 0 when
all holds. --language de tells the verdict in German. A pack is checked here, without any server. --database has a server compare every row of an organisation with
its log instead; 1 when something is found.`,
  options: {
    ...clientOptions,
    root: { type: 'string' },
    size: { type: 'string' },
    checkpoint: { type: 'string' },
    key: { type: 'string' },
    json: { type: 'boolean' },
    language: { type: 'string' },
    database: { type: 'boolean' },
  },
  async run(args, tell) {
    const [file, ...rest] = args.positionals
    if (args.values.database === true) return checkDatabase(args, tell)
    if (file === undefined || rest.length > 0) throw new UsageProblem('Name one pack to verify.')
    const language = textOf(args, 'language') ?? 'en'
    if (language !== 'en' && language !== 'de')
      throw new UsageProblem('The verdict is told in English (en) or German (de).')
    const [root, size, kept, key] = ['root', 'size', 'checkpoint', 'key'].map((name) => textOf(args, name))
    const verdict = await verifyPack(file, {
      ...(root === undefined ? {} : { root }),
      ...(size === undefined ? {} : { size: Number(size) }),
      ...(kept === undefined ? {} : { checkpoint: await readFile(kept, 'utf8') }),
      ...(key === undefined ? {} : { key }),
    })
    process.stdout.write(
      args.values.json === true ? `${JSON.stringify(verdict, null, 2)}\n` : `${verdictText(verdict, language)}\n`,
    )
    return verdict.exitCode
  },
}

function checkDatabase(args: Arguments, tell: Teller): Promise<number> {
  return withClient(args, async (at) => {
    const { job: id } = await at.org.post('log/check', { idempotencyKey: newId() })
    const job = await runJob(at, id, tell, 'Cancelled; not all rows were compared.')
    const { check } = await at.org.get('log', { signal: at.signal })
    if (job.state === 'failed' || !check) throw problem('server/unforeseen', job.problem ?? {})
    const { findings, size, versions } = check
    for (const { kind, what } of findings) tell.say(`${kind}: ${what}`)
    const outcome = findings.length === 0 ? 'every row is as the log says.' : `${findings.length} findings.`
    tell.say(`${size} entries and ${versions} versions compared: ${outcome}`)
    tell.result(check)
    return findings.length === 0 ? 0 : 1
  })
}
