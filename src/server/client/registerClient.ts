import type { Changed, ListPage, ListQuery, RecordItem } from '../contract.ts'
import type { OrganisationClient } from './sender.ts'

type Values = Readonly<Record<string, unknown>>
/** Which record, and the version the change is made from. */
type Target = Pick<RecordItem, 'id' | 'version'>

export interface WriteOptions {
  readonly reason?: string
  /** A repeated key returns the first answer and changes nothing. */
  readonly idempotencyKey?: string
}

/** The routes of one register, named as in its address (`risks`) or by its own name (`risk`). */
export function registerClient(org: OrganisationClient, register: string) {
  const to = (id: string) => ({ register, id })

  return {
    list: (query: ListQuery & { asOf?: string } = {}) => org.get('records/{register}', { at: { register }, query }),
    /** Every record of a list, page after page. */
    async *all(
      query: Omit<ListQuery, 'after'> & { asOf?: string | null } = {},
      signal?: AbortSignal,
    ): AsyncGenerator<RecordItem> {
      let after: string | undefined
      do {
        const page: ListPage = await org.get('records/{register}', {
          at: { register },
          query: { limit: 500, ...query, after },
          signal,
        })
        yield* page.items
        after = page.next ?? undefined
      } while (after !== undefined)
    },
    get: (idOrRef: string, asOf?: string) => org.get('records/{register}/{id}', { at: to(idOrRef), query: { asOf } }),
    history: (idOrRef: string, asOf?: string) =>
      org.get('records/{register}/{id}/history', { at: to(idOrRef), query: { asOf } }),
    version: (idOrRef: string, version: number) =>
      org.get('records/{register}/{id}/versions/{version}', { at: { ...to(idOrRef), version } }),

    create: (
      values: Values,
      { idempotencyKey, ...more }: WriteOptions & { custom?: Values; id?: string } = {},
    ): Promise<Changed> =>
      org.post('records/{register}', { at: { register }, body: { values, ...more }, idempotencyKey }),
    edit: (
      { id, version }: Target,
      values: Values,
      { idempotencyKey, ...more }: WriteOptions & { custom?: Values } = {},
    ): Promise<Changed> =>
      org.patch('records/{register}/{id}', { at: to(id), body: { version, values, ...more }, idempotencyKey }),
    move: (
      { id, version }: Target,
      move: string,
      { idempotencyKey, ...more }: WriteOptions & { values?: Values } = {},
    ): Promise<Changed> =>
      org.post('records/{register}/{id}/moves/{move}', {
        at: { ...to(id), move },
        body: { version, ...more },
        idempotencyKey,
      }),
    archive: ({ id, version }: Target, { idempotencyKey, ...more }: WriteOptions = {}): Promise<Changed> =>
      org.post('records/{register}/{id}/archive', { at: to(id), body: { version, ...more }, idempotencyKey }),
    unarchive: ({ id, version }: Target, { idempotencyKey, ...more }: WriteOptions = {}): Promise<Changed> =>
      org.post('records/{register}/{id}/unarchive', { at: to(id), body: { version, ...more }, idempotencyKey }),
    restore: (
      { id, version }: Target,
      back: number,
      { idempotencyKey, ...more }: WriteOptions = {},
    ): Promise<Changed> =>
      org.post('records/{register}/{id}/restore', { at: to(id), body: { version, to: back, ...more }, idempotencyKey }),
  }
}
