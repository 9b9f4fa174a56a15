import { Button, MultiSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { AccessShown } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgApi, useRefreshOrganisation } from '../../app/orgApi.ts'
import { Refusal } from '../../app/start/Refusal.tsx'
import classes from '../account/Account.module.css'
import { tellProblem } from '../parts/notices.ts'
import { Quiet, Section } from '../parts/Section.tsx'
import { usePermissionLabels } from './permissionLabels.ts'

type OwnRole = AccessShown['roles'][number]

/** Roles that the organisation makes of single permissions. */
export function OwnRoles({ access }: { readonly access: AccessShown }) {
  const [open, setOpen] = useState<OwnRole | 'new' | null>(null)
  return (
    <Section
      title={t('Roles of your own')}
      about={t(
        'Made of single permissions, for what none of the usual roles fits. Rules that ask for a certain role, such as approval by top management, are not met by them. Confidential registers cannot be opened with them.',
      )}
      aside={
        open === null ? (
          <Button size="compact-sm" variant="default" onClick={() => setOpen('new')}>
            {t('Make a role')}
          </Button>
        ) : null
      }
    >
      {open !== null ? (
        <RoleForm
          key={open === 'new' ? 'new' : open.id}
          role={open === 'new' ? null : open}
          permissions={access.permissions}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {access.roles.length === 0 ? (
        <Quiet>{t('There is none yet.')}</Quiet>
      ) : (
        <ul className={classes.list}>
          {access.roles.map((role) => (
            <RoleRow key={role.id} role={role} onEdit={() => setOpen(role)} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function RoleRow({ role, onEdit }: { readonly role: OwnRole; readonly onEdit: () => void }) {
  const api = useOrgApi()
  const refresh = useRefreshOrganisation()
  const labelOf = usePermissionLabels()
  const remove = useMutation({
    mutationFn: () => api.remove('access/roles/{id}', { at: { id: role.id } }),
    onSuccess: refresh,
    onError: tellProblem,
  })
  return (
    <li>
      <div className={classes.main}>
        <bdi>{role.name}</bdi>
        {role.explain ? <p className={classes.soft}>{role.explain}</p> : null}
        <p className={classes.soft}>{role.permissions.map(labelOf).join(' · ')}</p>
      </div>
      <Button
        size="compact-sm"
        variant="default"
        onClick={onEdit}
        aria-label={t('Change the role {name}', { name: role.name })}
      >
        {t('Change')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        color="red"
        loading={remove.isPending}
        onClick={() => remove.mutate()}
        aria-label={t('Remove the role {name}', { name: role.name })}
      >
        {t('Remove')}
      </Button>
    </li>
  )
}

interface RoleFormProps {
  readonly role: OwnRole | null
  readonly permissions: readonly string[]
  readonly onClose: () => void
}

function RoleForm({ role, permissions, onClose }: RoleFormProps) {
  const [name, setName] = useState(role?.name ?? '')
  const [explain, setExplain] = useState(role?.explain ?? '')
  const [chosen, setChosen] = useState<string[]>([...(role?.permissions ?? [])])
  const api = useOrgApi()
  const refresh = useRefreshOrganisation()
  const model = useModel()
  const labelOf = usePermissionLabels()
  const grouped = useMemo(() => {
    const groups = new Map<string, { value: string; label: string }[]>()
    for (const value of permissions) {
      const of = value.split(':')[0] ?? ''
      const register = model.byName(of)
      // What the reader's model does not hold (registers of other screens) is named by itself.
      const group = of === 'system' ? t('Beyond records') : (register?.label.many ?? of)
      groups.set(group, [...(groups.get(group) ?? []), { value, label: labelOf(value) }])
    }
    return [...groups].map(([group, items]) => ({ group, items }))
  }, [permissions, model, labelOf])
  const saved = useMutation({
    mutationFn: () => {
      const body = { name, explain, permissions: chosen }
      return role === null
        ? api.post('access/roles', { body })
        : api.put('access/roles/{id}', { at: { id: role.id }, body })
    },
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
      <TextInput
        label={t('Name of the role')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={100}
        autoComplete="off"
        required
      />
      <Textarea
        label={t('What it is for')}
        value={explain}
        onChange={(event) => setExplain(event.currentTarget.value)}
        maxLength={1000}
        autosize
      />
      <MultiSelect
        clearSearchOnChange={false}
        label={t('Permissions')}
        data={grouped}
        value={chosen}
        onChange={setChosen}
        searchable
        hidePickedOptions
        limit={200}
        required
      />
      <div className={classes.actions}>
        <Button size="sm" type="submit" loading={saved.isPending} disabled={chosen.length === 0}>
          {t('Save')}
        </Button>
        <Button size="sm" variant="subtle" color="gray" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  )
}
