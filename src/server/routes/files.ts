import { readFile } from 'node:fs/promises'
import type { FastifyRequest } from 'fastify'
import { hasPermission, nobody, Problem, problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { checkArchive } from '../archives.ts'
import { enter, type ServerContext, single } from '../context.ts'
import { checkOldOffice } from '../officeFiles.ts'
import { cleanName, kindOf, maxUpload } from '../uploads.ts'

/** Files travel as the raw body; a record then names them by hash, and is what gives others the right to read them. */
export function fileRoutes(context: ServerContext): void {
  const { app, store, virusScanner } = context

  /** Refuses archives and office files that are unsafe, and says so in the log: people rarely make one by accident. */
  async function lookInto(
    request: FastifyRequest,
    kind: { readonly isArchive: boolean; readonly mayHoldMacros: boolean },
    path: string,
    name: string,
  ): Promise<void> {
    try {
      if (kind.isArchive) await checkArchive(await readFile(path), name)
      else if (kind.mayHoldMacros) checkOldOffice(name, await readFile(path))
    } catch (error) {
      if (error instanceof Problem) request.log.warn({ event: 'upload.unsafe' }, 'an upload that is unsafe was refused')
      throw error
    }
  }

  /** Refuses what the scanner finds something in, and what it says nothing of unless the operator takes that in. */
  async function scan(request: FastifyRequest, path: string, name: string): Promise<void> {
    if (virusScanner === null) return
    const verdict = await virusScanner.scan(path)
    if (verdict.is === 'clean') return
    if (verdict.is === 'infected') {
      request.log.warn({ event: 'upload.infected', by: verdict.by }, 'the virus scanner found something')
      throw problem('file/unsafe', say`The virus scanner found ${verdict.by} in "${name}".`)
    }
    const { admitsUnscanned } = virusScanner
    request.log.warn({ event: 'upload.unscanned', why: verdict.why, admitted: admitsUnscanned }, 'no verdict')
    if (!admitsUnscanned) throw problem('file/unscanned')
  }

  app.register(async (scope) => {
    // Any content type: what counts is the content, which is looked at, and the name.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))

    scope.post('/api/v1/o/:organisation/files', { bodyLimit: maxUpload + 1 }, async (request, reply) => {
      const { org, actor } = await enter(context, request)
      if (!hasPermission(actor, 'system:upload'))
        throw problem('access/forbidden', say`Your role may not upload files.`)
      const name = cleanName(decodeName(request.headers['x-file-name']))
      if (!request.body) throw problem('request/invalid', say`Send the bytes of the file as the body.`)
      let mediaType = ''
      // Looked at before it is kept: once kept, the same content may serve another upload that was accepted.
      const blob = await store.blobs.put(
        org.id,
        request.body as AsyncIterable<Uint8Array>,
        maxUpload,
        async ({ path, size, head }) => {
          if (size === 0) throw problem('file/refused', say`"${name}" is empty.`)
          const kind = kindOf(name, head)
          mediaType = kind.mediaType
          await lookInto(request, kind, path, name)
          await scan(request, path, name)
        },
      )
      // Beside what is sent without a name nothing may stand that tells whose it is.
      const by = single(request, 'withoutName') === 'true' ? nobody.id : actor.id
      await store.noteBlob(org.id, { hash: blob.hash, size: blob.size, mediaType, by })
      reply.code(201)
      return { hash: blob.hash, name, size: blob.size, mediaType }
    })
  })

  app.get('/api/v1/o/:organisation/files/:hash', async (request, reply) => {
    const { org, actor, asOf } = await enter(context, request)
    const { hash } = request.params as { hash: string }
    const file = await store.fileFor(org.id, actor, hash, asOf)
    const opened = file ? await store.blobs.open(org.id, hash) : null
    if (file && !opened && (await store.isErasedFile(org.id, hash))) throw problem('file/erased')
    if (!file || !opened) throw problem('access/not-found', say`There is no such file you may see.`)
    const inline = /^image\/(png|jpeg|gif|webp)$/.test(file.mediaType) || file.mediaType === 'application/pdf'
    const wanted = (request.query as { inline?: string }).inline === 'true'
    // The one who made a file that no record names yet says how it shall be called.
    const asked = single(request, 'name')
    const name = cleanName(file.name === hash && asked !== undefined ? asked : file.name)
    reply
      .type(file.mediaType)
      .header('content-length', opened.size)
      .header(
        'content-disposition',
        `${inline && wanted ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
      )
      .header(
        'content-security-policy',
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; sandbox",
      )
    return reply.send(opened.stream)
  })
}

function decodeName(header: string | string[] | undefined): string {
  if (typeof header !== 'string' || header === '') {
    throw problem('request/invalid', {
      fields: [{ field: 'x-file-name', message: say`Give the file name, percent-encoded, in the header x-file-name.` }],
    })
  }
  try {
    return decodeURIComponent(header)
  } catch {
    throw problem('request/invalid', {
      fields: [{ field: 'x-file-name', message: say`The name is not percent-encoded as it should be.` }],
    })
  }
}
