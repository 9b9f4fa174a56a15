import { problem } from '../model/index.ts'
import { say } from '../model/say.ts'
import type { FindingMark } from '../programme/readiness/index.ts'

/** A mark as it travels in addresses: nobody needs to read it. */
export const packMark = ({ rank, rule, ref, key }: FindingMark): string =>
  Buffer.from(JSON.stringify([rank, rule, ref, key])).toString('base64url')

export function unpackMark(text: string): FindingMark {
  const [rank, rule, ref, key] = parsed(text)
  if (typeof rank !== 'number' || typeof rule !== 'string' || typeof ref !== 'string' || typeof key !== 'string')
    throw problem('request/invalid', {
      fields: [{ field: 'after', message: say`Give \`next\` of the page before, unchanged, or begin without it.` }],
    })
  return { rank, rule, ref, key }
}

function parsed(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}
