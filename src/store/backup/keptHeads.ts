import { BackupProblem } from './format.ts'
import type { KeptHead } from './verifyInstance.ts'

/**
 * Reads log heads that were kept: our list as JSON (`[{ "org", "size", "root" }]`), or a checkpoint as a C2SP note,
 * whose first line ends with the organisation and `log`. Signatures are for the verifier to judge.
 */
export function parseKeptHeads(text: string): KeptHead[] {
  const trimmed = text.trim()
  if (trimmed.startsWith('[') || trimmed.startsWith('{')) {
    const parsed = parsedJson(trimmed)
    const list = Array.isArray(parsed) ? parsed : ((parsed as { heads?: unknown }).heads ?? [parsed])
    if (!Array.isArray(list) || !list.every(isHead)) throw unreadable()
    return list.map(({ org, size, root }) => ({ org, size, root }))
  }
  const [origin = '', size = '', root = ''] = trimmed.split('\n')
  const org = /([^/]+)\/log$/.exec(origin)?.[1]
  const bytes = Buffer.from(root, 'base64')
  if (org === undefined || !/^\d+$/.test(size) || bytes.length !== 32) throw unreadable()
  return [{ org, size: Number(size), root: bytes.toString('hex') }]
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable()
  }
}

const isHead = (value: unknown): value is KeptHead => {
  const head = value as Partial<KeptHead> | null
  return typeof head?.org === 'string' && Number.isInteger(head.size) && /^[0-9a-f]{64}$/.test(String(head.root))
}

const unreadable = () =>
  new BackupProblem('The kept log head cannot be read: give a checkpoint, or a list of { org, size, root } as JSON.')
