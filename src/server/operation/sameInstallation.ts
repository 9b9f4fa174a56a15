import { createHmac } from 'node:crypto'
import { Problem } from '../../model/index.ts'
import type { BlobStore } from '../../store/blobs.ts'
import type { Store } from '../../store/index.ts'
import { inOrganisation, run, sql } from '../../store/sql.ts'

const settingName = 'secretMark'

/** Tells one secret from another and nothing about it. */
const markOf = (secret: string) => createHmac('sha256', secret).update('openaims: which secret this is').digest('hex')

/**
 * Whether this machine has the secret that the installation was last started with; the present one is noted. Machines
 * with different ones sign people out in turn.
 */
export async function secretDiffers(store: Store, secret: string): Promise<string | null> {
  const mark = markOf(secret)
  const before = await store.signIns.setting(settingName)
  if (before === mark) return null
  await store.signIns.setSetting(settingName, mark, 'start')
  return before === null
    ? null
    : 'The secret of this machine (OPENAIMS_SECRET, or sign-in.secret in the data folder) is not the one OpenAIMS was last started with on this database. Several machines need the same one: otherwise people are signed out whenever another machine answers, and authenticator apps and sealed settings open on one of them only.'
}

/** How many organisations are looked at. */
const most = 5

/** Whether the newest files that the database knows are where this machine looks for files. */
export async function filesAreElsewhere(store: Store, blobs: BlobStore): Promise<string | null> {
  const organisations = await store.directory.organisations()
  // Where nobody has put a file yet, a place that refuses us shows all the same.
  await blobs.open('probe', '0'.repeat(64))
  for (const { id, slug } of organisations.slice(0, most)) {
    const [newest] = await inOrganisation(
      store.pool,
      id,
      (client) =>
        run<{ hash: string }>(client, sql`select hash from blob where org_id = ${id} order by created_at desc limit 1`),
      'read',
    )
    if (!newest) continue
    const opened = await blobs.open(id, newest.hash)
    if (opened === null)
      return `The newest file of ${slug} (${newest.hash.slice(0, 12)}…) is not where this machine keeps files, ${blobs.folder ?? 'the bucket of OPENAIMS_FILES'}. Several machines need one place for files: a bucket that OPENAIMS_FILES names, or a data folder that they share. After a restore, restore the files too.`
    opened.stream.destroy()
  }
  return null
}

/** Says what this machine lacks to be one of several of an installation. It starts all the same: a person decides. */
export async function tellDifferences(store: Store, secret: string | null, log: (line: string) => void): Promise<void> {
  const looks = [
    async () => (secret === null ? null : secretDiffers(store, secret)),
    () => filesAreElsewhere(store, store.blobs),
  ]
  for (const look of looks) {
    const said = await look().catch((error: Error) =>
      error instanceof Problem ? error.message : `Whether this machine fits the others is not known: ${error.message}`,
    )
    if (said) log(said)
  }
}
