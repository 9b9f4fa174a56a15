import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Debian's package libfaketime; what needs it says in its name when it is absent. */
const library = ['x86_64-linux-gnu', 'aarch64-linux-gnu']
  .map((kind) => `/usr/lib/${kind}/faketime/libfaketimeMT.so.1`)
  .find(existsSync)

export const hasFakeClock = library !== undefined

export interface FakeClock {
  /** For processes that shall see this clock. */
  readonly env: Readonly<Record<string, string>>
  /** How many seconds it is ahead of the true time from now on; negative for behind. */
  set(seconds: number): Promise<void>
  remove(): Promise<void>
}

/** A time of day that can be set for some processes while they run. How much time passes they see as it is. */
export async function fakeClock(): Promise<FakeClock> {
  const folder = await mkdtemp(join(tmpdir(), 'oa-clock-'))
  // The account of PostgreSQL reads it too.
  await chmod(folder, 0o755)
  const file = join(folder, 'offset')
  const set = async (seconds: number) => {
    await writeFile(`${file}.next`, `${seconds < 0 ? '' : '+'}${seconds}\n`)
    await rename(`${file}.next`, file)
  }
  await set(0)
  return {
    env: {
      LD_PRELOAD: library ?? '',
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
      // Files keep the times they were given.
      NO_FAKE_STAT: '1',
    },
    set,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
