import { resolve } from 'node:path'
import { problem } from '../../model/index.ts'
import { newId } from '../../store/index.ts'
import { type Command, clientOptions, textOf } from '../command.ts'
import { runJob } from '../runJob.ts'
import { saveFile } from '../saveFile.ts'
import { withClient } from '../withClient.ts'

export const pack: Command = {
  name: 'pack',
  usage:
    'pack [-o ORGANISATION] [--as-of DATE] [--language LANGUAGE] [--out FILE.zip] [--as EMAIL] [--data FOLDER | --server URL]',
  about: `Write an audit pack: one ZIP with site, statement of applicability, registers, records, evidence, log and manifest.
The same date and language always give the same bytes. --language de writes pages and documents in German; records, log
and manifest are the same in every language. A job of the server makes the pack and keeps it under "Audit pack and
reports"; this command fetches it and compares its digest. Ctrl-C cancels the job.`,
  options: { ...clientOptions, 'as-of': { type: 'string' }, language: { type: 'string' }, out: { type: 'string' } },
  async run(args, tell) {
    return withClient(args, async (at) => {
      const { org, slug, signal } = at
      const asked = textOf(args, 'as-of')
      const language = textOf(args, 'language')
      const body = { ...(asked === undefined ? {} : { asOf: asked }), ...(language === undefined ? {} : { language }) }
      const begun = await org.post('audit-packs', { body, idempotencyKey: newId() })
      const { job: id } = begun
      const job = await runJob(at, id, tell, 'Cancelled; no pack was made.')
      if (job.state === 'failed') throw problem('pack/failed', job.problem ?? {})
      const { asOf, digest, size, contents } = await org.get('audit-packs/{id}', { at: { id }, signal })
      if (digest === null) throw problem('pack/failed', 'It was removed before it could be fetched.')
      const out = resolve(textOf(args, 'out') ?? `audit-pack-${slug}-${asOf.slice(0, 10)}.zip`)
      await saveFile(await org.file('audit-packs/{id}/file', { at: { id }, signal }), out, {
        signal,
        sha256: digest,
        onProgress: (bytes) => tell.progress(`Fetching: ${Math.floor((bytes / Math.max(1, size ?? 1)) * 100)} %`),
      })
      tell.progress('')
      tell.say(out)
      if (contents) {
        const { records, files, entries, withheld, root } = contents
        tell.say(`${records} records, ${files} files, log of ${entries} entries with root ${root}`)
        if (withheld > 0)
          tell.say(`${withheld} entries are about records you may not read: their hashes alone are there.`)
      }
      tell.say(`SHA-256 ${digest}`)
      tell.result({ file: out, pack: id, asOf, digest, size, contents })
      return 0
    })
  },
}
