import type { CoverageRow } from '../../../programme/auditCoverage.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { shortRef } from '../../ui/standardRef.ts'

/** A clause or control leads to its page, an AI system to its record; a control of one's own is a plain name. */
export function CoveredName({ row }: { row: CoverageRow }) {
  if (row.kind === 'system') {
    const at = row.title.indexOf(' ')
    return <AppLink to={`r/ai-systems/${row.title.slice(0, at)}`}>{row.title}</AppLink>
  }
  if (!row.key.startsWith('iso42001:')) return <span>{`${row.key} ${row.title}`}</span>
  return <AppLink to={`explore/standard/${encodeURIComponent(row.key)}`}>{`${shortRef(row.key)} ${row.title}`}</AppLink>
}
