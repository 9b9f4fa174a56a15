import { expect, test } from 'vitest'
import { commandLine } from '../support/commandLine.ts'
import { ownFolder } from './support.ts'

test('what a refused start names is put back by statements of whoever looks after the database', {
  timeout: 60_000,
}, async () => {
  const folder = await ownFolder()
  const openaims = (...args: string[]) => commandLine([...args, '--data', folder], {}).ended
  expect((await openaims('sign-in-link')).code).toBe(0)

  const off = 'alter table record disable trigger record_no_truncate'
  expect(await openaims('database', '--sql', 'select 1 as one', '--sql', off)).toMatchObject({
    code: 0,
    out: 'SELECT 1\n{"one":1}\nALTER\n',
  })
  const refused = await openaims('sign-in-link')
  expect(refused.code).toBe(1)
  expect(refused.err).toContain('the trigger record_no_truncate on record is switched off')
  expect(refused.err).toContain('"openaims database --sql"')

  const on = 'alter table record enable trigger record_no_truncate'
  const wrong = await openaims('database', '--sql', on, '--sql', 'nonsense')
  expect(wrong.code).not.toBe(0)
  expect(wrong.err).toContain('PostgreSQL refuses "nonsense": syntax error at or near "nonsense". Nothing was changed.')
  expect((await openaims('sign-in-link')).code).toBe(1)

  expect((await openaims('database', '--sql', on)).code).toBe(0)
  expect((await openaims('sign-in-link')).code).toBe(0)
})

test('the database alone stays up until it is asked to stop, with an address for tools', {
  timeout: 60_000,
}, async () => {
  const { child, ended } = commandLine(['database', '--data', await ownFolder()], {})
  const up = Promise.withResolvers<string>()
  let said = ''
  child.stdout?.on('data', (bytes) => {
    said += bytes
    if (said.includes('Ctrl-C')) up.resolve(said)
  })
  expect(await up.promise).toMatch(/psql 'postgresql:\/\/openaims_owner:\S+@localhost\/openaims\?host=\S+'/)
  child.kill('SIGINT')
  expect(await ended).toMatchObject({ code: 0, err: '' })
})

test('a PostgreSQL of one’s own has tools of its own', async () => {
  const env = { DATABASE_URL: 'postgresql://localhost/aims' }
  const { code, err } = await commandLine(['database', '--data', await ownFolder()], env).ended
  expect(code).not.toBe(0)
  expect(err).toContain('names a PostgreSQL of your own')
})
