import { expect, test } from 'vitest'
import { superfluous } from './takeBackup.ts'

const at = (day: string) => `openaims-${day}T030000Z.tar.zst`
const days = ['20260301', '20260302', '20260303'].map(at)

test('the oldest backups go, as many as there are too many', () => {
  expect(superfluous([...days, at('20260304')], at('20260304'), 3)).toEqual([at('20260301')])
  expect(superfluous([...days, at('20260304')], at('20260304'), 1)).toEqual(days)
  expect(superfluous(days, at('20260303'), 7)).toEqual([])
})

test('after the clock was set back the new backup stays, and those with later names go first', () => {
  const ahead = ['20310101', '20310102'].map(at)
  expect(superfluous([...days, ...ahead, at('20260304')], at('20260304'), 4)).toEqual(ahead)
  expect(superfluous([...ahead, at('20260304')], at('20260304'), 1)).toEqual(ahead)
})
