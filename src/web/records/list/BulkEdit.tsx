import { Select, Stack } from '@mantine/core'
import { useState } from 'react'
import type { RegisterDescription } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { writable } from '../form/formValues.ts'
import { LinkWidget } from '../widgets/LinkWidget.tsx'
import { Widget } from '../widgets/Widget.tsx'

type Values = Readonly<Record<string, unknown>>

interface BulkEditProps {
  readonly register: RegisterDescription
  readonly onApply: (values: Values, custom: Values) => void
}

/** One value for all rows selected. */
export default function BulkEdit({ register, onApply }: BulkEditProps) {
  const [name, setName] = useState<string | null>(null)
  const [value, setValue] = useState<unknown>(null)
  const { fields: own, links } = writable(register, register.notOnCreate ?? [])
  const fields = own.filter((f) => !f.computed && f.name !== 'title')
  const field = fields.find((f) => f.name === name)
  const link = links.find((l) => l.name === name)
  const isCustom = field?.custom === true
  return (
    <Stack gap="sm">
      <Select
        label={t('Value to change')}
        data={[...links, ...fields].map((f) => ({ value: f.name, label: f.label }))}
        value={name}
        onChange={(next) => {
          setName(next)
          setValue(null)
        }}
        searchable
        data-autofocus
      />
      {field ? <Widget field={field} value={value} onChange={setValue} /> : null}
      {link ? <LinkWidget link={link} value={value} onChange={setValue} names={{}} /> : null}
      <ActionButton
        disabledReason={name === null && t('Choose the value to change first.')}
        onClick={() => name && onApply(isCustom ? {} : { [name]: value }, isCustom ? { [name]: value } : {})}
        style={{ alignSelf: 'start' }}
      >
        {t('Change all')}
      </ActionButton>
    </Stack>
  )
}
