import { problem } from '../../model/index.ts'
import { followJob } from '../../server/client/followJob.ts'
import { type Command, clientOptions, textOf } from '../command.ts'
import { Cancelled } from '../stopping.ts'
import { UsageProblem } from '../usageProblem.ts'
import { withClient } from '../withClient.ts'

export const importUndo: Command = {
  name: 'import-undo',
  usage: 'import-undo IMPORT [-o ORGANISATION] [--partial] [--reason TEXT] [--as EMAIL] [--data FOLDER | --server URL]',
  about: `Take an import back: what it created is archived, what it changed gets its former values.
Records that were worked on since are named and nothing is done; with --partial the rest is taken back.`,
  options: { ...clientOptions, partial: { type: 'boolean' }, reason: { type: 'string' } },
  async run(args, tell) {
    const [ref, ...rest] = args.positionals
    if (ref === undefined || rest.length > 0) throw new UsageProblem('Name one import, for example IMP-3.')
    const body = { partial: args.values.partial === true, reason: textOf(args, 'reason') ?? null }
    return withClient(args, async ({ org, signal }) => {
      const begun = await org.post('imports/{id}/undo', { at: { id: ref }, body, signal })
      const job = await followJob(org, begun.job, {
        signal,
        onProgress: ({ step, done, total }) => tell.progress(total === null ? step : `${step}: ${done} of ${total}`),
      })
      tell.progress('')
      if (job.state === 'cancelled') throw new Cancelled(job.problem ?? 'Cancelled; nothing was taken back.')
      if (job.state === 'failed') throw problem('import/undone', job.problem ?? {})
      tell.say(`${begun.record.ref} is undone.`)
      tell.result({ import: begun.record.ref, state: 'undone' })
      return 0
    })
  },
}
