import { expect, test } from 'vitest'
import type { ProposedChange } from '../server/contract/told.ts'
import { Cancelled, stoppable } from './stopping.ts'
import { takeOver } from './takeOver.ts'

const change = (title: string, reason: string): ProposedChange => ({
  do: 'create',
  register: 'risk',
  values: { title },
  reason,
})

/** Notes what would be sent; the types of the client say more than a note needs. */
function noting(sent: string[], onSent: () => void = () => {}) {
  const post = async (_path: string, { body }: { body: { changes: ProposedChange[]; reason: string } }) => {
    sent.push(`${body.reason}: ${body.changes.map((c) => c.values.title).join(' ')}`)
    onSent()
  }
  return { post: post as never }
}

const changes = [change('a', 'law'), change('b', 'law'), change('c', 'risk')]

test('proposals with the same reason are recorded together', async () => {
  const sent: string[] = []
  expect(await takeOver(noting(sent), changes, new AbortController().signal, () => {})).toBe(3)
  expect(sent).toEqual(['law: a b', 'risk: c'])
})

test('Ctrl-C stops between two parts and says how far it came', async () => {
  const sent: string[] = []
  const stopped = stoppable((signal) =>
    takeOver(
      noting(sent, () => process.emit('SIGINT')),
      changes,
      signal,
      () => {},
    ),
  )
  await expect(stopped).rejects.toThrow(Cancelled)
  await expect(stopped).rejects.toThrow('2 of 3 proposals are recorded')
  expect(sent).toEqual(['law: a b'])
  expect(process.listenerCount('SIGINT')).toBe(0)
})
