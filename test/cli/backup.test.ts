import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandLine, type Ran } from '../support/commandLine.ts'

let folder: string
let data: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openaims-cli-backup-'))
  data = await mkdtemp(join(tmpdir(), 'openaims-cli-backup-data-'))
  const made = await openaims('organisation', 'create', 'Nordlys', '--email', 'ada@example.org')
  expect(made, made.err).toMatchObject({ code: 0 })
}, 60_000)
afterAll(async () => {
  for (const each of [folder, data]) await rm(each, { recursive: true, force: true })
})

/** The command as a person types it. */
const openaims = (...args: readonly string[]): Promise<Ran> => commandLine(args, { OPENAIMS_DATA: data }).ended

test('a file that is there is refused and stays; with --replace a whole backup takes its place', async () => {
  const place = join(folder, 'kept')
  await mkdir(place)
  const file = join(place, 'aims.tar.zst')
  await writeFile(file, 'a letter')
  const refused = await openaims('backup', '--out', file)
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toContain(`${file} is there already and was left as it is. Name another file, or add --replace`)
  expect(await readFile(file, 'utf8')).toBe('a letter')
  const replaced = await openaims('backup', '--out', file, '--replace')
  expect(replaced, replaced.err).toMatchObject({ code: 0 })
  expect(replaced.out).toMatch(/read back and whole\.\nSHA-256 /)
  expect(replaced.out.split('\n')[0]).toBe(file)
  expect((await openaims('restore', file, '--check')).out).toMatch(/^Whole: /)
  expect((await readdir(place)).filter((name) => name.startsWith('aims'))).toEqual(['aims.tar.zst'])
}, 60_000)

test('a folder that is not there is refused and not made; a new file in one that is there is written', async () => {
  const away = join(folder, 'disk', 'aims.tar.zst')
  const refused = await openaims('backup', '--out', away, '--replace')
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toContain(`There is no folder ${join(folder, 'disk')}. Make it first, or name one that is there`)
  expect(await readdir(folder)).not.toContain('disk')
  expect((await openaims('backup', '--out', join(folder, 'new.tar.zst'))).code).toBe(0)
  // Without --out the backups folder is the program's own, and made where it is missing.
  const own = await openaims('backup')
  expect(own, own.err).toMatchObject({ code: 0 })
  expect((await readdir(join(data, 'backups'))).filter((name) => name.endsWith('.tar.zst'))).toHaveLength(1)
}, 60_000)

test('only a file gives way: no folder, no link, and nothing where none is named', async () => {
  const link = join(folder, 'link.tar.zst')
  await symlink(join(folder, 'nowhere.tar.zst'), link)
  expect((await openaims('backup', '--out', link)).err).toContain(`${link} is there already`)
  expect((await openaims('backup', '--out', link, '--replace')).err).toContain('is not an ordinary file')
  expect((await openaims('backup', '--out', folder, '--replace')).err).toContain('is a folder; name a file in it.')
  const alone = await openaims('backup', '--replace')
  expect(alone.code).toBe(2)
  expect(alone.err).toContain('--replace goes with --out FILE')
})
