import { NativeSelect } from '@mantine/core'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import type { Draft } from './draft.ts'
import classes from './Import.module.css'

/** Takes over how an earlier file was understood, as far as this one has the same columns. */
export function Former({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const asked = useOrgQuery('imports/former')
  const columns = new Set(draft.facts.columns.map((c) => c.name))
  const fitting = (asked.data?.items ?? []).filter(
    (f) => f.register === draft.register && f.mapping?.columns.some((c) => columns.has(c.column)),
  )
  if (fitting.length === 0 || draft.mapping === null) return null
  const take = (ref: string) => {
    const former = fitting.find((f) => f.ref === ref)
    if (!former?.mapping || draft.mapping === null) return
    const known = new Map(former.mapping.columns.map((c) => [c.column, c.to]))
    const mapping = {
      ...draft.mapping,
      columns: draft.mapping.columns.map((c) => ({ column: c.column, to: known.get(c.column) ?? c.to })),
      ...(former.mapping.constants ? { constants: former.mapping.constants } : {}),
    }
    onChange({ ...draft, mapping, key: former.key, mode: former.mode })
  }
  return (
    <div className={classes.fields}>
      <NativeSelect
        label={t('Same columns as an earlier import')}
        defaultValue=""
        onChange={(event) => take(event.currentTarget.value)}
        data={[
          { value: '', label: t('No, as proposed') },
          ...fitting.map((f) => ({ value: f.ref, label: `${f.ref} ${f.title}` })),
        ]}
      />
    </div>
  )
}
