import { openAsBlob } from 'node:fs'
import { rm } from 'node:fs/promises'
import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { setTimeout as wait } from 'node:timers/promises'
import { AwsClient } from 'aws4fetch'
import { problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
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
  /** How long the service may say nothing, in milliseconds; 20 seconds when left out. */
  readonly patienceMs?: number
}

const tries = 4
/** A network slower than this many bytes a millisecond counts as none. */
const slowest = 50

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

  const { patienceMs = 20_000 } = settings

  /**
   * Asks again when the service is busy or gone for a moment; every request may be repeated, for a key has one content.
   * One that says nothing is asked twice at most. `bytes` is how much is sent, which takes its time.
   */
  async function ask(url: string, init: () => Promise<RequestInit>, bytes = 0): Promise<Response> {
    const began = performance.now()
    for (let attempt = 1; ; attempt++) {
      const silence = new AbortController()
      const timer = setTimeout(
        () => silence.abort(new Error('it does not answer')),
        patienceMs + Math.ceil(bytes / slowest),
      )
      try {
        const response = await fetch(await client.sign(url, await init()), { signal: silence.signal })
        if (response.status < 500 && response.status !== 429) return response
        await response.body?.cancel()
        throw new Error(`it answered ${response.status}`)
      } catch (cause) {
        if (attempt === tries || performance.now() - began > patienceMs * 1.5)
          throw problem('server/unavailable', {
            detail: say`The object storage that keeps the files cannot be reached: ${reasonOf(cause)}.`,
          })
        await wait(100 * 3 ** attempt)
      } finally {
        clearTimeout(timer)
      }
    }
  }

  return {
    async put(org, bytes, maxBytes, check) {
      const { path, hash, size, head: first } = await spool(settings.incoming, bytes, maxBytes)
      try {
        await check?.({ path, hash, size, head: first })
        const init = async () => ({
          method: 'PUT',
          headers: { 'x-amz-content-sha256': hash, 'content-type': 'application/octet-stream' },
          body: await openAsBlob(path),
        })
        const stored = await ask(urlOf(org, hash), init, size)
        if (!stored.ok) throw (await refused('keep', stored)).problem
        await stored.body?.cancel()
        return { hash, size, head: first }
      } finally {
        await rm(path, { force: true })
      }
    },
    async open(org, hash) {
      if (!/^[0-9a-f]{64}$/.test(hash)) return null
      const response = await ask(urlOf(org, hash), async () => ({ method: 'GET' }))
      if (!response.ok || response.body === null) {
        const { code, problem } = await refused('give', response)
        // A bucket that is not there is no file that is not there.
        if (response.status === 404 && code !== 'NoSuchBucket') return null
        throw problem
      }
      return {
        size: Number(response.headers.get('content-length')),
        stream: notSilent(Readable.fromWeb(response.body as unknown as ReadableStream), patienceMs),
      }
    },
    async remove(org, hash) {
      const response = await ask(urlOf(org, hash), async () => ({ method: 'DELETE' }))
      if (!response.ok && response.status !== 404) throw (await refused('remove', response)).problem
      await response.body?.cancel()
    },
    tidy: (_isKnown, watch) => tidyFolders([{ folder: settings.incoming }], watch),
  }
}

/** What failed underneath says more than "fetch failed". */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: { code?: string; message?: string } }
  return cause?.code ?? cause?.message ?? message
}

/** A stream that fails when nothing comes for too long, instead of holding its reader for ever. */
function notSilent(stream: Readable, patienceMs: number): Readable {
  const guarded = new PassThrough()
  let timer: NodeJS.Timeout | undefined
  const watch = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      // A reader that takes nothing is no fault of the service.
      if (guarded.writableNeedDrain) watch()
      else stream.destroy(new Error('the object storage stopped in the middle of a file'))
    }, patienceMs)
    timer.unref()
  }
  watch()
  stream.on('data', watch)
  void pipeline(stream, guarded)
    .catch(() => {})
    .finally(() => clearTimeout(timer))
  return guarded
}

/** The service's own code (NoSuchBucket, AccessDenied, …) tells an operator what to mend. */
async function refused(what: 'keep' | 'give' | 'remove', response: Response) {
  const code = /<Code>([\w.]+)<\/Code>/.exec(await response.text())?.[1] ?? response.statusText
  const why = `${response.status} ${code}`
  return { code, problem: problem('server/unavailable', { detail: refusals[what](why), data: { storage: code } }) }
}

const refusals = {
  keep: (why: string) =>
    say`The object storage does not keep files (${why}). Whoever runs OpenAIMS has to look at OPENAIMS_FILES.`,
  give: (why: string) =>
    say`The object storage does not give files (${why}). Whoever runs OpenAIMS has to look at OPENAIMS_FILES.`,
  remove: (why: string) =>
    say`The object storage does not remove files (${why}). Whoever runs OpenAIMS has to look at OPENAIMS_FILES.`,
}
