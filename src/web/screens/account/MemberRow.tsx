import { Button, Menu, Modal } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Role } from '../../../model/index.ts'
import type { Members } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi, useRefreshOrganisation } from '../../app/orgApi.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import { tell, tellProblem } from '../parts/notices.ts'
import classes from './Account.module.css'
import { PassOn } from './PassOn.tsx'
import { RolePicker } from './RolePicker.tsx'
import { roleLabel } from './roleLabels.ts'
import { useProven } from './useProven.tsx'

type Member = Members['members'][number]

interface MemberRowProps {
  readonly member: Member
  readonly barred: string | null
}

/** One member: roles, and what an administrator can do. */
export function MemberRow({ member, barred }: MemberRowProps) {
  const [open, setOpen] = useState<'roles' | 'remove' | null>(null)
  const [link, setLink] = useState<string | null>(null)
  const api = useOrgApi()
  const proven = useProven()
  const refresh = useRefreshOrganisation()
  const at = { id: member.account }
  const change = useMutation({
    mutationFn: (body: { roles?: Role[]; suspended?: boolean }) => api.patch('members/{id}', { at, body }),
    onSuccess: async () => {
      setOpen(null)
      await refresh()
    },
    onError: tellProblem,
  })
  const remove = useMutation({
    mutationFn: () => api.remove('members/{id}', { at }),
    onSuccess: async () => {
      setOpen(null)
      await refresh()
    },
    onError: tellProblem,
  })
  const resetLink = useMutation({
    mutationFn: () => proven(() => api.post('members/{id}/reset-link', { at })),
    onSuccess: (made) => setLink(made.link),
    onError: tellProblem,
  })
  const endSessions = useMutation({
    mutationFn: () => proven(() => api.remove('members/{id}/sessions', { at })),
    onSuccess: ({ ended }) =>
      tell(
        t('{count, plural, =0 {No session was open.} one {One session ended.} other {# sessions ended.}}', {
          count: ended,
        }),
      ),
    onError: tellProblem,
  })
  const isSuspended = member.suspendedAt !== null
  return (
    <li>
      <div className={classes.main}>
        <bdi>{member.name}</bdi> {isSuspended ? <ToneBadge tone="overdue" label={t('Suspended')} /> : null}
        <p className={classes.soft}>
          {member.email ? <bdi>{member.email}</bdi> : t('no e-mail address')} ·{' '}
          {member.roles.map(roleLabel).join(', ') || t('without a general role')}
        </p>
        {link ? <PassOn link={link} onDone={() => setLink(null)} /> : null}
      </div>
      {barred === null ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="compact-sm" variant="default" aria-label={t('Change {name}', { name: member.name })}>
              {t('Change')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setOpen('roles')}>{t('Change roles')}</Menu.Item>
            <Menu.Item onClick={() => change.mutate({ suspended: !isSuspended })}>
              {isSuspended ? t('Let in again') : t('Suspend')}
            </Menu.Item>
            <Menu.Item onClick={() => endSessions.mutate()}>{t('End their sessions')}</Menu.Item>
            <Menu.Item onClick={() => resetLink.mutate()}>{t('Make a link to set a new password')}</Menu.Item>
            <Menu.Item color="red" onClick={() => setOpen('remove')}>
              {t('Remove')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : (
        <ActionButton size="compact-sm" variant="default" disabledReason={barred}>
          {t('Change')}
        </ActionButton>
      )}
      <Modal
        opened={open === 'roles'}
        onClose={() => setOpen(null)}
        title={t('Roles of {name}', { name: member.name })}
      >
        <RoleForm member={member} isPending={change.isPending} onSave={(roles) => change.mutate({ roles })} />
      </Modal>
      <Modal
        opened={open === 'remove'}
        onClose={() => setOpen(null)}
        title={t('Remove {name}?', { name: member.name })}
      >
        <div className={classes.form}>
          <p>{t('They are signed out at once and their keys work no more. What they recorded stays.')}</p>
          <Button size="sm" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('Remove {name}', { name: member.name })}
          </Button>
        </div>
      </Modal>
    </li>
  )
}

interface RoleFormProps {
  readonly member: Member
  readonly isPending: boolean
  readonly onSave: (roles: Role[]) => void
}

function RoleForm({ member, isPending, onSave }: RoleFormProps) {
  const [roles, setRoles] = useState<Role[]>([...member.roles])
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        onSave(roles)
      }}
    >
      <RolePicker value={roles} onChange={setRoles} />
      <Button size="sm" type="submit" loading={isPending} disabled={roles.length === 0}>
        {t('Save')}
      </Button>
    </form>
  )
}
