import { Button, MultiSelect, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Role } from '../../../model/index.ts'
import type { AccessShown, MemberAccessShown } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgApi, useRefreshOrganisation } from '../../app/orgApi.ts'
import { Refusal } from '../../app/start/Refusal.tsx'
import classes from '../account/Account.module.css'
import { RolePicker } from '../account/RolePicker.tsx'
import { EngagementPicker } from './EngagementPicker.tsx'

interface MemberAccessFormProps {
  readonly member: MemberAccessShown
  readonly access: AccessShown
  readonly onClose: () => void
}

/** Roles of a member, and the limits of what they see. */
export function MemberAccessForm({ member, access, onClose }: MemberAccessFormProps) {
  const [roles, setRoles] = useState<Role[]>([...member.roles])
  const [customRoles, setCustomRoles] = useState<string[]>([...member.customRoles])
  const [from, setFrom] = useState(member.from ?? '')
  const [until, setUntil] = useState(member.until ?? '')
  const [registers, setRegisters] = useState<string[]>([...(member.registers ?? [])])
  const [engagement, setEngagement] = useState(member.engagement)
  const api = useOrgApi()
  const refresh = useRefreshOrganisation()
  const model = useModel()
  const saved = useMutation({
    mutationFn: () =>
      api.put('access/members/{id}', {
        at: { id: member.account },
        body: {
          roles,
          customRoles,
          from: from === '' ? null : from,
          until: until === '' ? null : until,
          registers: registers.length === 0 ? null : registers,
          engagement,
        },
      }),
    onSuccess: async () => {
      await refresh()
      onClose()
    },
  })
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        saved.mutate()
      }}
    >
      <Refusal error={saved.error} />
      <RolePicker value={roles} onChange={setRoles} />
      {access.roles.length > 0 ? (
        <MultiSelect
          label={t('Roles of your own')}
          data={access.roles.map((role) => ({ value: role.id, label: role.name }))}
          value={customRoles}
          onChange={setCustomRoles}
          hidePickedOptions
        />
      ) : null}
      <TextInput
        type="date"
        label={t('Sees nothing before')}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t('Sees nothing after')}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <MultiSelect
        label={t('Only these registers; all when none is chosen')}
        data={model.registers.map((r) => ({ value: r.name, label: r.label.many }))}
        value={registers}
        onChange={setRegisters}
        searchable
        hidePickedOptions
      />
      <EngagementPicker value={engagement} onChange={setEngagement} />
      <div className={classes.actions}>
        <Button size="sm" type="submit" loading={saved.isPending} disabled={roles.length + customRoles.length === 0}>
          {t('Save')}
        </Button>
        <Button size="sm" variant="subtle" color="gray" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  )
}
