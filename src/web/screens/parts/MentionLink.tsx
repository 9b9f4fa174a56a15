import type { Mention } from '../../../programme/mention.ts'
import { RecordLink } from '../../ui/RecordLink.tsx'

interface MentionLinkProps {
  /** A record as calculations name it; its state is shown when they know it. */
  readonly record: Mention & { readonly state?: string }
  readonly titleOnly?: boolean
}

/** A record that a calculation names, linking to its page. */
export function MentionLink({ record, titleOnly = false }: MentionLinkProps) {
  return (
    <RecordLink
      record={{ state: '', archived: false, ...record }}
      withState={record.state !== undefined}
      titleOnly={titleOnly}
    />
  )
}
