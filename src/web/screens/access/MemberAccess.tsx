import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import type { AccessShown, MemberAccessShown } from '../../../server/contract.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import classes from '../account/Account.module.css'
import { roleLabel } from '../account/roleLabels.ts'
import { Section } from '../parts/Section.tsx'
import { MemberAccessForm } from './MemberAccessForm.tsx'

/** What each member may do, from when until when, and where. */
export function MemberAccess({ access }: { readonly access: AccessShown }) {
  const [open, setOpen] = useState<MemberAccessShown | null>(null)
  return (
    <Section
      title={t('Access of members')}
      about={t(
        'Limit an outside auditor to the days and registers of the engagement: outside them the person sees nothing.',
      )}
    >
      <ul className={classes.list}>
        {access.members.map((member) => (
          <MemberLine key={member.account} member={member} access={access} onEdit={() => setOpen(member)} />
        ))}
      </ul>
      <Modal
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={t('Access of {name}', { name: open?.name ?? '' })}
        size="lg"
      >
        {open ? <MemberAccessForm member={open} access={access} onClose={() => setOpen(null)} /> : null}
      </Modal>
    </Section>
  )
}

interface MemberLineProps {
  readonly member: MemberAccessShown
  readonly access: AccessShown
  readonly onEdit: () => void
}

function MemberLine({ member, access, onEdit }: MemberLineProps) {
  const model = useModel()
  const own = access.roles.filter((role) => member.customRoles.includes(role.id)).map((role) => role.name)
  const { from, until, registers } = member
  const isLimited = from !== null || until !== null || registers !== null
  return (
    <li>
      <div className={classes.main}>
        <bdi>{member.name}</bdi>{' '}
        {member.suspendedAt === null ? null : <ToneBadge tone="overdue" label={t('Suspended')} />}{' '}
        {isLimited ? <ToneBadge tone="due" label={t('Limited')} /> : null}
        <p className={classes.soft}>{[...member.roles.map(roleLabel), ...own].join(', ') || t('without a role')}</p>
        {isLimited ? (
          <p className={classes.soft}>
            {[
              from ? t('from {day}', { day: showDay(from) }) : null,
              until ? t('until {day}', { day: showDay(until) }) : null,
              registers
                ? t('only {registers}', {
                    registers: registers.map((name) => model.byName(name)?.label.many ?? name).join(', '),
                  })
                : null,
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </p>
        ) : null}
      </div>
      <Button
        size="compact-sm"
        variant="default"
        onClick={onEdit}
        aria-label={t('Change the access of {name}', { name: member.name })}
      >
        {t('Change')}
      </Button>
    </li>
  )
}
