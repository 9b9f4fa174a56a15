import { expect, test } from 'vitest'
import { canonicalJson } from '../log/canonicalJson.ts'
import type { Row } from '../rows.ts'
import { entryText } from './append.ts'
import { int8s, texts } from './pgArray.ts'
import { searchVector } from './searchVector.ts'
import { bodyOf, bodyText } from './versions.ts'

const row: Row = {
  id: '0197a000-0000-7000-8000-000000000001',
  register: 'risk',
  ref: 'RISK-1',
  ref_no: 1,
  title: 'A "quoted" title with\nlines and ünïcode 🚀',
  state: 'open',
  owner_id: null,
  version: 3,
  shape: 2,
  archived: false,
  created_at: '2026-01-01T00:00:00.000000Z',
  created_by: 'somebody',
  updated_at: '2026-01-01T00:00:00.000000Z',
  data: { z: [1, 2.5, 1e21], a: { b: null, A: true }, é: 'x' },
}

test('body and entry are the canonical JSON of what they hold', () => {
  for (const each of [row, { ...row, owner_id: row.id, archived: true }])
    expect(bodyText(each, canonicalJson(each.data))).toBe(canonicalJson(bodyOf(each)))
  const parts = {
    at: row.updated_at,
    action: 'move.accept',
    actor: { kind: 'person', id: 'x', name: 'Zoë "Z"', via: 'web', roles: ['notLogged'] },
    object: { register: 'risk', id: row.id, ref: row.ref, version: 3 },
    digest: 'ab'.repeat(32),
    requestId: null,
    reason: 'Because of "this".',
  }
  const prev = Buffer.alloc(32, 7)
  const { requestId: request, actor, ...rest } = parts
  const { kind, id, name, via } = actor
  const whole = {
    ...rest,
    v: 1,
    org: 'o',
    seq: 12,
    prev: prev.toString('hex'),
    actor: { kind, id, name, via },
    request,
  }
  expect(entryText('o', 12, prev, parts)).toBe(canonicalJson(whole))
  expect(entryText('o', 0, null, { ...parts, reason: null })).toBe(
    canonicalJson({ ...whole, seq: 0, prev: null, reason: null }),
  )
})

test('half a character is refused, not written as something else', () => {
  expect(() => bodyText({ ...row, title: 'half \ud800' }, '{}')).toThrow('well-formed')
})

test('lists in binary have the head PostgreSQL reads', () => {
  expect(texts([]).toString('hex')).toBe('000000000000000000000019')
  expect(texts(['ä', null]).toString('hex')).toBe(
    ['00000001', '00000001', '00000019', '00000002', '00000001', '00000002', 'c3a4', 'ffffffff'].join(''),
  )
  expect(
    int8s([-1, 2 ** 40])
      .subarray(20)
      .toString('hex'),
  ).toBe('00000008ffffffffffffffff000000080000010000000000')
  expect(texts(['x'.repeat(5000)]).length).toBe(24 + 5000)
})

test('words keep their weight and place, and a word said too often stops counting', () => {
  const vector = searchVector({ a: ['risk', '1'], b: [], c: ['risk'] })
  expect(vector.readInt32BE(0)).toBe(2)
  expect(vector.subarray(4, 9).toString()).toBe('risk\0')
  expect([vector.readUInt16BE(9), vector.readUInt16BE(11), vector.readUInt16BE(13)]).toEqual([
    2,
    (3 << 14) | 1,
    (1 << 14) | 3,
  ])
  expect(searchVector({ a: [], b: [], c: Array.from({ length: 1000 }, () => 'a') }).length).toBe(4 + 2 + 2 + 255 * 2)
})
