import { Button, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Role } from '../../../model/index.ts'
import type { AccessShown } from '../../../server/contract.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi, useRefreshOrganisation } from '../../app/orgApi.ts'
import { Refusal } from '../../app/start/Refusal.tsx'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import classes from '../account/Account.module.css'
import { RolePicker } from '../account/RolePicker.tsx'
import { roleLabel } from '../account/roleLabels.ts'
import { tellProblem } from '../parts/notices.ts'
import { Quiet, Section } from '../parts/Section.tsx'

/** Who uses whose roles while they are away. */
export function StandingIn({ access }: { readonly access: AccessShown }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Section
      title={t('While somebody is away')}
      about={t(
        'Another member uses the roles you choose until the last day. What they do only by these roles is logged as theirs, for you; what you may not do yourself, they may not do for you either.',
      )}
      aside={
        isOpen ? null : (
          <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
            {t('Choose who stands in')}
          </Button>
        )
      }
    >
      {isOpen ? <DelegationForm access={access} onClose={() => setOpen(false)} /> : null}
      {access.delegations.length === 0 ? (
        <Quiet>{t('Nobody stands in for anybody.')}</Quiet>
      ) : (
        <ul className={classes.list}>
          {access.delegations.map((delegation) => (
            <DelegationRow key={delegation.id} of={delegation} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function DelegationRow({ of: d }: { readonly of: AccessShown['delegations'][number] }) {
  const api = useOrgApi()
  const refresh = useRefreshOrganisation()
  const end = useMutation({
    mutationFn: () => api.remove('access/delegations/{id}', { at: { id: d.id } }),
    onSuccess: refresh,
    onError: tellProblem,
  })
  return (
    <li>
      <div className={classes.main}>
        {t('{to} for {from}', { to: d.toName, from: d.fromName })}{' '}
        {d.isActive ? <ToneBadge tone="inForce" label={t('Now')} /> : <ToneBadge tone="draft" label={t('Later')} />}
        <p className={classes.soft}>
          {t('{from} to {until}', { from: showDay(d.startsOn), until: showDay(d.endsOn) })} ·{' '}
          {d.roles.map(roleLabel).join(', ')}
        </p>
      </div>
      <Button
        size="compact-sm"
        variant="default"
        loading={end.isPending}
        onClick={() => end.mutate()}
        aria-label={t('End that {to} stands in for {from}', { to: d.toName, from: d.fromName })}
      >
        {t('End')}
      </Button>
    </li>
  )
}

function DelegationForm({ access, onClose }: { readonly access: AccessShown; readonly onClose: () => void }) {
  const [from, setFrom] = useState<string | null>(null)
  const [to, setTo] = useState<string | null>(null)
  const [roles, setRoles] = useState<Role[]>([])
  const [startsOn, setStartsOn] = useState('')
  const [endsOn, setEndsOn] = useState('')
  const api = useOrgApi()
  const refresh = useRefreshOrganisation()
  const made = useMutation({
    mutationFn: () =>
      api.post('access/delegations', {
        body: { ...(from === null ? {} : { from }), to: to ?? '', roles, startsOn, endsOn },
      }),
    onSuccess: async () => {
      await refresh()
      onClose()
    },
  })
  const people = access.members.filter((m) => m.suspendedAt === null).map((m) => ({ value: m.account, label: m.name }))
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        made.mutate()
      }}
    >
      <Refusal error={made.error} />
      {access.mayChange ? (
        <Select
          label={t('Who is away')}
          description={t('You, when nobody is chosen.')}
          data={people}
          value={from}
          onChange={setFrom}
          searchable
          clearable
        />
      ) : null}
      <Select label={t('Who stands in')} data={people} value={to} onChange={setTo} searchable required />
      <RolePicker label={t('Roles to pass on')} value={roles} onChange={setRoles} />
      <TextInput
        type="date"
        label={t('First day')}
        value={startsOn}
        onChange={(event) => setStartsOn(event.currentTarget.value)}
        required
      />
      <TextInput
        type="date"
        label={t('Last day')}
        value={endsOn}
        onChange={(event) => setEndsOn(event.currentTarget.value)}
        required
      />
      <div className={classes.actions}>
        <Button size="sm" type="submit" loading={made.isPending} disabled={to === null || roles.length === 0}>
          {t('Pass on')}
        </Button>
        <Button size="sm" variant="subtle" color="gray" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  )
}
