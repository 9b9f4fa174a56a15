import { type Said, say } from '../model/say.ts'
/** A record as it is named beside a claim: enough to show it and to open it. */
export interface Mention {
  readonly id: string
  readonly register: string
  readonly ref: string
  readonly title: string
}

type Named = Pick<Mention, 'id' | 'register' | 'ref' | 'title'>

export const mention = ({ id, register, ref, title }: Named): Mention => ({ id, register, ref, title })

export const mentions = (records: readonly Named[]): Mention[] => records.map(mention)

/** "RISK-2, RISK-7 and 3 more": names a few and counts the rest. */
export function nameFew(records: readonly { readonly ref: string }[], few = 3): Said {
  const named = records.slice(0, few).map((record) => record.ref)
  const rest = records.length - named.length
  return rest > 0 ? say`${named.join(', ')} and ${rest} more` : named.join(', ')
}
