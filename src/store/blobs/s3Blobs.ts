import { openAsBlob } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { setTimeout as wait } from 'node:timers/promises'
import { AwsClient } from 'aws4fetch'
import { problem } from '../../model/index.ts'
import { type BlobStore, tidyFolders } from '../blobs.ts'
import { spool } from './spool.ts'

export interface S3Settings {
  /** Address of the service, `https://s3.eu-central-1.amazonaws.com`; the bucket is named in the path. */
  readonly endpoint: string
  readonly bucket: string
  /** Before every key; empty or ending with a slash. */
  readonly prefix: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  /** Where uploads wait until their hash is known. */
  readonly incoming: string
}

const tries = 4

/**
 * Files in a bucket: `<prefix><org>/<hash>`. An upload is first taken to the disk, because its key is its hash; the hash
 * is then also what the service checks the received bytes against (`x-amz-content-sha256`).
 */
export function s3Blobs(settings: S3Settings): BlobStore {
  const client = new AwsClient({
    accessKeyId: settings.accessKeyId,
    secretAccessKey: settings.secretAccessKey,
    ...(settings.sessionToken === undefined ? {} : { sessionToken: settings.sessionToken }),
    region: settings.region,
    service: 's3',
  })
  const urlOf = (org: string, hash: string) =>
    `${settings.endpoint.replace(/\/+$/, '')}/${settings.bucket}/${settings.prefix}${org}/${hash}`

  /** Asks again when the service is busy or gone for a moment; every request may be repeated, for a key has one content. */
  async function ask(url: string, init: () => Promise<RequestInit>): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await fetch(await client.sign(url, await init()), { signal: AbortSignal.timeout(300_000) })
        if (response.status < 500 && response.status !== 429) return response
        await response.body?.cancel()
        throw new Error(`the object storage answered ${response.status}`)
      } catch (cause) {
        if (attempt === tries)
          throw problem('server/unavailable', {
            detail: `The object storage that keeps the files cannot be reached: ${(cause as Error).message}.`,
          })
        await wait(100 * 3 ** attempt)
      }
    }
  }

  return {
    async put(org, bytes, maxBytes, check) {
      const { path, hash, size, head: first } = await spool(settings.incoming, bytes, maxBytes)
      try {
        await check?.({ path, hash, size, head: first })
        const stored = await ask(urlOf(org, hash), async () => ({
          method: 'PUT',
          headers: { 'x-amz-content-sha256': hash, 'content-type': 'application/octet-stream' },
          body: await openAsBlob(path),
        }))
        if (!stored.ok) throw await refused('keep', stored)
        await stored.body?.cancel()
        return { hash, size, head: first }
      } finally {
        await rm(path, { force: true })
      }
    },
    async open(org, hash) {
      if (!/^[0-9a-f]{64}$/.test(hash)) return null
      const response = await ask(urlOf(org, hash), async () => ({ method: 'GET' }))
      if (response.status === 404) {
        await response.body?.cancel()
        return null
      }
      if (!response.ok || response.body === null) throw await refused('give', response)
      return {
        size: Number(response.headers.get('content-length')),
        stream: Readable.fromWeb(response.body as unknown as ReadableStream),
      }
    },
    async remove(org, hash) {
      const response = await ask(urlOf(org, hash), async () => ({ method: 'DELETE' }))
      if (!response.ok && response.status !== 404) throw await refused('remove', response)
      await response.body?.cancel()
    },
    tidy: (_isKnown, watch) => tidyFolders([{ folder: settings.incoming }], watch),
  }
}

/** The service's own code (NoSuchBucket, AccessDenied, …) tells an operator what to mend. */
async function refused(what: string, response: Response): Promise<Error> {
  const code = /<Code>([\w.]+)<\/Code>/.exec(await response.text())?.[1] ?? response.statusText
  return new Error(`the object storage does not ${what} a file: ${response.status} ${code}`)
}
