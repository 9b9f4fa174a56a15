import { IconFile } from '@tabler/icons-react'
import type { StoredFile } from '../../../model/index.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi } from '../../app/orgApi.ts'
import { fileAddress } from '../../records/storedFile.ts'
import classes from './Learn.module.css'

/** Files to read beside a text; nothing when there are none. */
export function FileLinks({ files }: { files: readonly StoredFile[] }) {
  const api = useOrgApi()
  if (files.length === 0) return null
  return (
    <ul className={classes.files} aria-label={t('Files')}>
      {files.map((file) => (
        <li key={file.hash}>
          <IconFile size={16} aria-hidden />
          <a href={fileAddress(api, file)} dir="auto">
            {file.name}
          </a>
        </li>
      ))}
    </ul>
  )
}
