import type { StoredFile } from '../../model/index.ts'
import type { OrgApi } from '../app/orgApi.ts'

export type { StoredFile }

/** Sends a file's bytes; they are kept by the hash of their content, and without a name where nothing may say whose. */
export function uploadFile(api: OrgApi, file: File, withoutName = false): Promise<StoredFile> {
  return api.post('files', {
    query: withoutName ? { withoutName: 'true' } : {},
    body: file,
    headers: {
      'content-type': file.type === '' ? 'application/octet-stream' : file.type,
      'x-file-name': encodeURIComponent(file.name),
    },
  })
}

/** Where a kept file is read. */
export const fileAddress = (api: OrgApi, file: StoredFile): string => api.address(`files/${file.hash}`)

export const isStoredFile = (value: unknown): value is StoredFile =>
  typeof value === 'object' && value !== null && 'hash' in value && 'name' in value
