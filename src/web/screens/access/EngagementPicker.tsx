import { SegmentedControl, Stack } from '@mantine/core'
import { useState } from 'react'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { RecordPicker } from '../../records/widgets/RecordPicker.tsx'
import { useRefs } from '../parts/useRefs.ts'

/** Registers whose records an outside auditor's access can be for. */
const kinds = ['audit', 'certificationCycle'] as const

interface EngagementPickerProps {
  /** Id of the record; null for none. */
  readonly value: string | null
  readonly onChange: (id: string | null) => void
}

/** The engagement that access is for: one audit, or a certification cycle with all its audits. */
export function EngagementPicker({ value, onChange }: EngagementPickerProps) {
  const model = useModel()
  const [chosen, setChosen] = useState<string | null>(null)
  const ref = useRefs(value === null ? [] : [value])?.[0]
  const kind = chosen ?? ref?.register ?? kinds[0]
  const choices = kinds.flatMap((name) => {
    const register = model.byName(name)
    return register ? [{ value: name, label: register.label.one }] : []
  })
  return (
    <Stack gap={6}>
      <SegmentedControl
        aria-label={t('Kind of engagement')}
        data={choices}
        value={kind}
        onChange={(next) => {
          setChosen(next)
          // What was chosen belongs to the other kind.
          onChange(null)
        }}
      />
      <RecordPicker
        key={kind}
        label={t('Engagement')}
        description={t('The audit or certification cycle this access is for.')}
        to={kind}
        many={false}
        value={value === null ? [] : [value]}
        onChange={(ids) => onChange(ids[0] ?? null)}
        names={ref ? { [ref.id]: ref } : {}}
      />
    </Stack>
  )
}
