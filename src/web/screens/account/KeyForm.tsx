import { Button, Checkbox, CopyButton, MultiSelect, NativeSelect, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Role } from '../../../model/index.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgApi, useRefreshOrganisation } from '../../app/orgApi.ts'
import { useOrganisation } from '../../app/session.tsx'
import { Refusal } from '../../app/start/Refusal.tsx'
import classes from './Account.module.css'
import { RolePicker } from './RolePicker.tsx'
import { useProven } from './useProven.tsx'

/** Makes a key for a program, as narrow as it can be; it is shown once. */
export function KeyForm({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('')
  const [access, setAccess] = useState<'read' | 'write'>('read')
  const [maySign, setMaySign] = useState(false)
  const [days, setDays] = useState('90')
  const [roles, setRoles] = useState<Role[]>([])
  const [registers, setRegisters] = useState<string[]>([])
  const own = useOrganisation().roles
  const model = useModel()
  const api = useOrgApi()
  const proven = useProven()
  const refresh = useRefreshOrganisation()
  const made = useMutation({
    mutationFn: () =>
      proven(() =>
        api.post('keys', {
          body: {
            name,
            access,
            maySign: access === 'write' && maySign,
            days: days === '' ? null : Number(days),
            roles: roles.length === 0 ? null : roles,
            registers: registers.length === 0 ? null : registers,
          },
        }),
      ),
    onSuccess: refresh,
  })
  if (made.data) return <Shown secret={made.data.key} onDone={onClose} />
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        made.mutate()
      }}
    >
      <Refusal error={made.error} />
      <TextInput
        label={t('What it is for')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        autoComplete="off"
        autoFocus
        required
        maxLength={100}
      />
      <NativeSelect
        label={t('What it may do')}
        value={access}
        onChange={(event) => setAccess(event.currentTarget.value === 'write' ? 'write' : 'read')}
        data={[
          { value: 'read', label: t('Read only') },
          { value: 'write', label: t('Read and write') },
        ]}
      />
      {access === 'write' ? (
        <Checkbox
          label={t('It may approve and sign for me')}
          description={t('Nobody is asked who they are then; the signature says that a key gave it.')}
          checked={maySign}
          onChange={(event) => setMaySign(event.currentTarget.checked)}
        />
      ) : null}
      <NativeSelect
        label={t('How long it works')}
        value={days}
        onChange={(event) => setDays(event.currentTarget.value)}
        data={[
          { value: '30', label: t('30 days') },
          { value: '90', label: t('90 days') },
          { value: '365', label: t('A year') },
          { value: '', label: t('Until it is revoked') },
        ]}
      />
      <RolePicker
        label={t('Only with these roles; all of yours when none is chosen')}
        value={roles}
        onChange={setRoles}
        among={own}
      />
      <MultiSelect
        label={t('Only for these registers; for all when none is chosen')}
        data={model.registers.map((r) => ({ value: r.path, label: r.label.many }))}
        value={registers}
        onChange={setRegisters}
        searchable
        hidePickedOptions
      />
      <div className={classes.actions}>
        <Button size="sm" type="submit" loading={made.isPending}>
          {t('Make the key')}
        </Button>
        <Button size="sm" variant="subtle" color="gray" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  )
}

function Shown({ secret, onDone }: { readonly secret: string; readonly onDone: () => void }) {
  return (
    <div role="status" className={classes.form}>
      <p className={classes.soft}>
        {t(
          'Copy it now into the program that needs it; it is not shown again. It is sent as "Authorization: Bearer …".',
        )}
      </p>
      <code className={classes.secret}>{secret}</code>
      <div className={classes.actions}>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button size="sm" variant="default" onClick={copy}>
              {copied ? t('Copied') : t('Copy')}
            </Button>
          )}
        </CopyButton>
        <Button size="sm" onClick={onDone}>
          {t('I have kept it')}
        </Button>
      </div>
    </div>
  )
}
