import { problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { reportPolicy } from '../../reports/html/renderHtml.ts'
import { enter, type ServerContext } from '../context.ts'
import { fileVoice } from '../language/fileVoice.ts'
import { packSource } from '../packs/packSource.ts'
import { type ReportFormat, reportFormats } from '../packs/reportFormats.ts'

/** Single reports in four formats, made at once, as of any date. */
export function reportRoutes(context: ServerContext): void {
  const { app, store, snapshots } = context
  const base = '/api/v1/o/:organisation'

  app.get(`${base}/reports/:file`, async (request, reply) => {
    const { org, actor, asOf } = await enter(context, request)
    const { file } = request.params as { file: string }
    const match = /^([\w-]+)\.(html|pdf|docx|xlsx)$/.exec(file)
    if (!match) throw problem('request/invalid', say`Ask for <report>.html, .pdf, .docx or .xlsx.`)
    const format = match[2] as ReportFormat
    const voice = fileVoice(request, reply)
    const at = asOf ?? String(await store.asOf(org.id, await store.present(org.id)))
    const source = await packSource(store, snapshots, { org, actor, asOf: at, programVersion: context.version })
    // What writes PDF and Word is large, and many a server is never asked for them.
    const { writeReport } = await import('../packs/reports.ts')
    const content = await writeReport(source, match[1] ?? '', format, voice)
    reply
      .type(reportFormats[format])
      .header(
        'content-disposition',
        `${format === 'html' ? 'inline' : 'attachment'}; filename="${org.slug}-${match[1]}-${at.slice(0, 10)}.${format}"`,
      )
    // The report carries its own styles and no script.
    if (format === 'html')
      reply.header(
        'content-security-policy',
        `${reportPolicy}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; sandbox`,
      )
    return reply.send(typeof content === 'string' ? content : Buffer.from(content))
  })
}
