import type { ImportFacts, ImportPreview, Job } from '../../src/server/contract/told.ts'
import type { FormerImport, ImportStarted, ListPage, RecordItem } from '../../src/server/contract.ts'
import type { Answer, SignedIn, TestApp } from '../support/app.ts'

/** The steps of an import as a client takes them, for one person. */
export function importing(t: TestApp, who: SignedIn) {
  const post = <T>(path: string, body: unknown): Promise<Answer<T>> => t.send<T>(who, 'POST', `${t.base}/${path}`, body)

  async function ended(job: string): Promise<Job> {
    for (;;) {
      const { body } = await t.send<Job>(who, 'GET', `${t.base}/jobs/${job}`)
      if (body.state !== 'waiting' && body.state !== 'running') return body
      await new Promise((done) => setTimeout(done, 20))
    }
  }

  return {
    post,
    ended,

    async upload(name: string, content: string | Uint8Array): Promise<{ hash: string; name: string }> {
      const { body, status, text } = await t.send<{ hash: string }>(
        who,
        'POST',
        `${t.base}/files`,
        Buffer.from(content),
        {
          'x-file-name': encodeURIComponent(name),
          'content-type': 'application/octet-stream',
        },
      )
      if (status !== 201) throw new Error(`upload: ${text}`)
      return { hash: body.hash, name }
    },

    read: async (file: object, more: object = {}): Promise<ImportFacts> => {
      const { body, status, text } = await post<ImportFacts>('imports/read', { ...file, ...more })
      if (status !== 200) throw new Error(`read: ${text}`)
      return body
    },
    preview: async (request: object): Promise<ImportPreview> => {
      const { body, status, text } = await post<ImportPreview>('imports/preview', request)
      if (status !== 200) throw new Error(`preview: ${text}`)
      return body
    },

    /** Runs it to its end: the job, and the record of the import. */
    async run(request: object): Promise<{ job: Job; run: RecordItem }> {
      const { body, status, text } = await post<ImportStarted>('imports/run', request)
      if (status !== 202) throw new Error(`run: ${text}`)
      const job = await ended(body.job)
      return { job, run: await this.importRecord(body.record.ref) }
    },

    async importRecord(ref: string): Promise<RecordItem> {
      return (await t.send<{ record: RecordItem }>(who, 'GET', `${t.base}/records/imports/${ref}?view=record`)).body
        .record
    },

    async undo(ref: string, options: object = {}): Promise<Job | Answer<{ code: string; detail: string }>> {
      const answer = await post<ImportStarted>(`imports/${ref}/undo`, options)
      // A refusal comes at once, as a problem.
      return answer.status === 202
        ? ended(answer.body.job)
        : (answer as unknown as Answer<{ code: string; detail: string }>)
    },

    former: async () => (await t.send<{ items: FormerImport[] }>(who, 'GET', `${t.base}/imports/former`)).body.items,

    async list(path: string, query = ''): Promise<RecordItem[]> {
      return [...(await t.send<ListPage>(who, 'GET', `${t.base}/records/${path}?limit=500${query}`)).body.items]
    },
    async total(path: string): Promise<number> {
      const { body } = await t.send<ListPage>(who, 'GET', `${t.base}/records/${path}?limit=1&count=true`)
      return body.total ?? -1
    },
  }
}

/** Accepts everything that was proposed for a register. */
export function accepted(facts: ImportFacts, more: object = {}) {
  if (!facts.proposal) throw new Error('nothing was proposed')
  const { hash, name, sheet } = facts
  return {
    hash,
    name,
    ...(sheet ? { sheet } : {}),
    register: facts.proposal.register,
    mapping: facts.proposal.mapping,
    ...more,
  }
}
