import { createHash } from 'node:crypto'
import { isGranted, isGrantedByRelation, isGrantedByRole, notWritable, problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { describeRef, frameworks, listRefs } from '../../standard/index.ts'
import { enter, type ServerContext, single } from '../context.ts'
import { describeRegister } from '../describe.ts'
import { speakerFor } from '../language/answerIn.ts'
import { standardDetail } from '../standardDetail.ts'

export function modelRoutes(context: ServerContext): void {
  const { app, store } = context

  // The registers as the organisation has them (own fields included), those the person may read or write.
  app.get('/api/v1/o/:organisation/model', async (request, reply) => {
    const { org, actor } = await enter(context, request)
    const visible = store.registry.all.filter(
      (r) =>
        isGrantedByRole(r.can.read, actor) ||
        isGrantedByRelation(r.can.read, actor) ||
        isGranted(r.can.create, actor, null),
    )
    const registers = await Promise.all(
      visible.map(async (r) => ({
        ...describeRegister(r, visible, await store.customFields(org.id, r.name)),
        create: isGranted(r.can.create, actor, null),
        notOnCreate: notWritable(r, actor, null),
      })),
    )
    const described = { registers }
    const body = JSON.stringify(speakerFor(request)?.told(described) ?? described)
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    reply.header('etag', etag).header('cache-control', 'private, no-cache').header('vary', 'accept-language')
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    return reply.type('application/json').send(body)
  })

  app.get('/api/v1/standard', async (request) => {
    const framework = single(request, 'framework')
    const known = frameworks.filter((f) => framework === undefined || f === framework)
    if (known.length === 0)
      throw problem('request/invalid', {
        fields: [{ field: 'framework', message: say`Give one of: ${frameworks.join(', ')}.` }],
      })
    return { refs: known.flatMap((f) => listRefs(f)).map((ref) => describeRef(ref)) }
  })

  app.get('/api/v1/standard/:ref', async (request) => {
    const { ref } = request.params as { ref: string }
    const described = describeRef(ref)
    if (!described) throw problem('access/not-found', say`OpenAIMS knows no clause or control "${ref.slice(0, 60)}".`)
    return standardDetail(described)
  })
}
