import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { RecordDetail } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrganisation } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { AppLink, useOrgLink } from '../../ui/AppLink.tsx'
import { RecordLink } from '../../ui/RecordLink.tsx'
import classes from './RecordDetail.module.css'

// These have sections of their own.
const apart = new Set(['comment', 'evidence'])

/** Records that point here, grouped by what they are. */
export function Linked({ detail }: { detail: RecordDetail }) {
  const model = useModel()
  const { roles } = useOrganisation()
  const navigate = useNavigate()
  const link = useOrgLink()
  const groups = detail.linked.filter((g) => !apart.has(g.register))
  const full = groups.filter((g) => g.total > 0)
  const empty = groups.filter((g) => g.total === 0)
  const creatable = empty.flatMap((g) => {
    const register = model.byName(g.register)
    return register && roles.some((r) => register.mayCreate.includes(r)) ? [{ group: g, register }] : []
  })
  return (
    <>
      {full.map((group) => {
        const path = model.byName(group.register)?.path
        return (
          <section key={group.name}>
            <h2 className={classes.heading}>
              <span>
                {group.label}
                <span className={classes.count}>{group.total}</span>
              </span>
              {group.total > group.items.length && path ? (
                <AppLink
                  to={`r/${path}`}
                  search={{ filter: [`${group.link}:has:${detail.record.id}`] }}
                  fw={400}
                  fz="sm"
                >
                  {t('Show all')}
                </AppLink>
              ) : null}
            </h2>
            <ul className={classes.linked}>
              {group.items.map((record) => (
                <li key={record.id}>
                  <RecordLink record={record} withState />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
      {creatable.length > 0 ? (
        <section className="no-print">
          <h2 className={classes.heading}>{t('Nothing linked yet')}</h2>
          <div className={classes.panelActions}>
            {creatable.map(({ group, register }) => (
              <ActionButton
                key={group.name}
                variant="subtle"
                color="gray"
                leftSection={<IconPlus size={14} />}
                onClick={() =>
                  void navigate(link(`r/${register.path}/new`, { with: `${group.link}:${detail.record.id}` }))
                }
              >
                {group.label}
              </ActionButton>
            ))}
          </div>
        </section>
      ) : null}
    </>
  )
}
