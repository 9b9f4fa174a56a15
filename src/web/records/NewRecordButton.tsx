import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { RegisterDescription } from '../../server/contract.ts'
import { t } from '../app/i18n.ts'
import { inSentence } from '../app/inSentence.ts'
import { useMayCreate } from '../app/model.tsx'
import { useShortcut } from '../app/shortcuts.ts'
import { ActionButton, useBarred } from '../ui/ActionButton.tsx'
import { useOrgLink } from '../ui/AppLink.tsx'

/** Opens the form for a new record; says why when the reader's roles do not include it. */
export function NewRecordButton({ register }: { register: RegisterDescription }) {
  const navigate = useNavigate()
  const link = useOrgLink()
  const mayCreate = useMayCreate(register)
  const one = inSentence(register.label.one)
  const reason = mayCreate
    ? null
    : t('Your roles do not include creating {many}.', { many: inSentence(register.label.many) })
  const barred = useBarred(reason)
  const open = () => void navigate(link(`r/${register.path}/new`))
  useShortcut('n', t('New {one}', { one }), open, barred === null)
  return (
    <ActionButton leftSection={<IconPlus size={16} />} disabledReason={reason} onClick={open}>
      {t('New {one}', { one })}
    </ActionButton>
  )
}
