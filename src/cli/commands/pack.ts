import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { makePack } from '../../server/packs/packProcess.ts'
import { version } from '../../server/version.ts'
import { type Command, textOf } from '../command.ts'
import { inOrganisation, organisationOptions, progressLine } from '../inOrganisation.ts'

export const pack: Command = {
  name: 'pack',
  usage: 'pack [-o ORGANISATION] [--as-of DATE] [--out FILE.zip] [--data FOLDER]',
  about: `Write an audit pack: one ZIP with site, statement of applicability, registers, records, evidence, log and manifest.
The same date always gives the same bytes.`,
  options: { ...organisationOptions, 'as-of': { type: 'string' }, out: { type: 'string' } },
  async run(args, tell) {
    return inOrganisation(args, async ({ store, org, actor }) => {
      const asOf =
        (await store.asOf(org.id, textOf(args, 'as-of'))) ?? (await store.asOf(org.id, await store.present(org.id)))
      if (asOf === null) throw new Error('the store gave no time')
      const out = resolve(textOf(args, 'out') ?? `audit-pack-${org.slug}-${asOf.slice(0, 10)}.zip`)
      const stopping = new AbortController()
      process.once('SIGINT', () => stopping.abort())
      try {
        const order = { org, actor, asOf, programVersion: version }
        const { counts, log } = await makePack(store, order, `${out}.part`, {
          signal: stopping.signal,
          onProgress: ({ step, done, total }) => progressLine(`${step} ${done}${total === null ? '' : ` of ${total}`}`),
        })
        await rename(`${out}.part`, out)
        progressLine('')
        tell.say(
          `${out}
${counts.records} records, ${counts.evidence} files, log of ${log.size} entries with root ${log.root}`,
        )
        tell.result({ file: out, asOf, counts, log: { size: log.size, root: log.root } })
        return 0
      } catch (error) {
        await rm(`${out}.part`, { force: true })
        if (stopping.signal.aborted) {
          process.stderr.write('Cancelled; no pack was left behind.\n')
          return 1
        }
        throw error
      }
    })
  },
}
