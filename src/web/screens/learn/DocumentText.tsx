import type { RecordItem } from '../../../server/contract.ts'
import { isStoredFile } from '../../records/storedFile.ts'
import { Markdown } from '../../ui/Markdown.tsx'
import { FileLinks } from './FileLinks.tsx'
import classes from './Learn.module.css'

/** What a document says: its text, its files, and where it is kept when it lives elsewhere. */
export function DocumentText({ record: { values } }: { record: RecordItem }) {
  const { body, location } = values
  const files = (Array.isArray(values.files) ? values.files : []).filter(isStoredFile)
  const isAddress = typeof location === 'string' && /^https?:/i.test(location)
  return (
    <article>
      {typeof body === 'string' ? <Markdown>{body}</Markdown> : null}
      {isAddress ? (
        <p>
          <a href={location} className={classes.address} rel="noreferrer noopener" target="_blank">
            {location}
          </a>
        </p>
      ) : null}
      <FileLinks files={files} />
    </article>
  )
}
