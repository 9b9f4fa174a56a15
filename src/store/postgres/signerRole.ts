import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { databaseName, scramVerifier, signerRole } from './secrets.ts'

/**
 * Lets the signer sign in to the database that comes with OpenAIMS, with a password of this run alone: nothing has to
 * keep it, and a leaked one is worth nothing after the next start. What the role may do is granted by a migration.
 */
export async function admitSigner(superuserUrl: string): Promise<string> {
  const password = randomBytes(24).toString('base64url')
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [signerRole])
    const verb = rows.length === 0 ? 'create' : 'alter'
    await client.query(`${verb} role ${signerRole} login password '${scramVerifier(password)}'`)
    await client.query(`grant connect on database ${databaseName} to ${signerRole}`)
  } finally {
    await client.end()
  }
  const url = new URL(superuserUrl)
  url.username = signerRole
  url.password = password
  url.pathname = `/${databaseName}`
  return url.href
}
