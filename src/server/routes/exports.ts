import { Readable } from 'node:stream'
import { problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { enter, registerAt, type ServerContext } from '../context.ts'
import { pathOf } from '../describe.ts'
import { type ExportFormat, exportRecords, exportTypes } from '../exportRecords.ts'
import { fileVoice } from '../language/fileVoice.ts'
import { listQuery } from './records.ts'

/** The list a person sees, whole, as a file. */
export function exportRoutes(context: ServerContext): void {
  const { app, store } = context

  app.get('/api/v1/o/:organisation/export/:file', async (request, reply) => {
    const { org, actor, asOf } = await enter(context, request)
    const { file } = request.params as { file: string }
    const match = /^([\w-]+)\.(csv|xlsx|json)$/.exec(file)
    if (!match)
      throw problem('request/invalid', say`Ask for <register>.csv, .xlsx or .json; "${file.slice(0, 60)}" is neither.`)
    const register = registerAt(store, match[1] ?? '')
    const format = match[2] as ExportFormat
    const query = listQuery(request, 500)
    const voice = fileVoice(request, reply)
    const written = await exportRecords(store, org.id, actor, register, format, query, asOf, voice)
    const day = (asOf ?? (await store.now())).slice(0, 10)
    reply
      .type(exportTypes[format])
      .header('content-disposition', `attachment; filename="${pathOf(register)}-${day}.${format}"`)
    return reply.send(Readable.from(written))
  })
}
