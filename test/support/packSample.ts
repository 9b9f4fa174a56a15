import { createHash } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { AnyRecord } from '../../src/model/index.ts'
import { buildAuditPack } from '../../src/reports/pack/buildAuditPack.ts'
import type { LogLine, PackOptions, PackSource } from '../../src/reports/pack/packSource.ts'
import {
  asOf,
  each,
  fileBytes,
  files,
  head,
  names,
  readiness,
  records,
  registers,
  soaLines,
  streamOf,
} from './reportSample.ts'

/** A log of one entry per record, and its root by the recursive definition of RFC 6962. */
export function sampleLog(all: readonly AnyRecord[]): { lines: LogLine[]; root: string } {
  let prev: string | null = null
  const lines = all.map((record, seq): LogLine => {
    const object = { id: record.id, ref: record.ref, register: record.register, version: record.version }
    const entry = JSON.stringify({ at: record.updatedAt, object, prev, seq, v: 1 })
    const leaf = sha(Buffer.from([0]), Buffer.from(entry)).toString('hex')
    prev = leaf
    return { seq, entry, leaf }
  })
  return { lines, root: rootOf(lines.map(({ leaf }) => Buffer.from(leaf, 'hex'))).toString('hex') }
}

const sha = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest()

function rootOf(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha()
  if (leaves.length === 1) return leaves[0] as Buffer
  let half = 1
  while (half * 2 < leaves.length) half *= 2
  return sha(Buffer.from([1]), rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)))
}

const log = sampleLog(Object.values(records).flat())
export const sampleRoot = log.root

export const packSource: PackSource = {
  organisation: head.organisation,
  asOf,
  programVersion: '0.1.0',
  registers,
  records: (register) => each(records[register.name] ?? []),
  names,
  soaLines,
  readiness,
  findings: () => each([...readiness.findings, ...readiness.accepted]),
  log: () => each(log.lines),
  logHead: { size: log.lines.length, root: log.root },
  files: () => each(files),
  file: async (hash) => {
    const at = files.findIndex((file) => file.hash === hash)
    const { size, mediaType } = files[at] as (typeof files)[number]
    return { size, mediaType, stream: streamOf(fileBytes[at] as Buffer) }
  },
}

export async function packBytes(source: PackSource = packSource, options: PackOptions = { personal: true }) {
  const out = new PassThrough()
  const [manifest, bytes] = await Promise.all([buildAuditPack(source, out, options), buffer(out)])
  return { manifest, bytes }
}
