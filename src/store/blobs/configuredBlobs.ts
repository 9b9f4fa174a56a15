import { join } from 'node:path'
import { type BlobStore, folderBlobs } from '../blobs.ts'
import { StartProblem } from '../postgres/startProblem.ts'
import { s3Blobs } from './s3Blobs.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Where this installation keeps its files: below the data folder, or in the bucket that OPENAIMS_FILES names
 * (`s3://bucket/prefix`). Sign-in and region come from the variables that every S3 tool reads.
 */
export function configuredBlobs(dataFolder: string, env: Environment = process.env): BlobStore {
  const place = env.OPENAIMS_FILES
  if (place === undefined || place === '') return folderBlobs(join(dataFolder, 'files'))
  const named = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*?))?\/?$/.exec(place)
  if (!named?.[1]) {
    throw new StartProblem(
      'files',
      `OPENAIMS_FILES is "${place}", which names no bucket. Give s3://bucket or s3://bucket/folder, or leave it out to keep files in the data folder.`,
    )
  }
  const region = env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? 'us-east-1'
  const needed = (name: string): string => {
    const value = env[name]
    if (value) return value
    throw new StartProblem('files', `OPENAIMS_FILES names object storage: set ${name} too.`)
  }
  return s3Blobs({
    endpoint: env.OPENAIMS_S3_ENDPOINT || env.AWS_ENDPOINT_URL_S3 || `https://s3.${region}.amazonaws.com`,
    bucket: named[1],
    prefix: named[2] ? `${named[2]}/` : '',
    region,
    accessKeyId: needed('AWS_ACCESS_KEY_ID'),
    secretAccessKey: needed('AWS_SECRET_ACCESS_KEY'),
    ...(env.AWS_SESSION_TOKEN ? { sessionToken: env.AWS_SESSION_TOKEN } : {}),
    incoming: join(dataFolder, 'files', 'incoming'),
  })
}
