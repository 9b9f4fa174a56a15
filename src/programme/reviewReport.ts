import type { AnyRecord } from '../model/index.ts'
import { joined, type Said } from '../model/say.ts'
import { nameFew } from './mention.ts'
import type { ReviewPeriod } from './reviewPeriod.ts'
import type { Snapshot } from './snapshot.ts'

export interface Report {
  readonly summary: Said
  readonly figures: readonly { readonly label: string; readonly value: number }[]
  readonly records: readonly AnyRecord[]
  readonly source: Said
}

export type Reporter = (snapshot: Snapshot, period: ReviewPeriod) => Report

export const within = (day: string | null, { from, until }: ReviewPeriod): boolean =>
  day !== null && day > from && day <= until
export const madeWithin = (record: { readonly createdAt: string }, period: ReviewPeriod) =>
  within(record.createdAt.slice(0, 10), period)
export const changedWithin = (record: { readonly updatedAt: string }, period: ReviewPeriod) =>
  within(record.updatedAt.slice(0, 10), period)

/** A list of typed records as the untyped ones they are in the snapshot. */
export const plain = (snapshot: Snapshot, list: readonly { readonly id: string }[]): AnyRecord[] =>
  list.flatMap(({ id }) => snapshot.byId(id) ?? [])

export const join = (...sentences: (Said | false)[]): Said =>
  joined(
    sentences.filter((sentence) => sentence !== false),
    ' ',
  )
export const named = (list: readonly { readonly ref: string }[]): Said =>
  list.length === 0 ? '' : joined([' (', nameFew(list), ')'], '')
