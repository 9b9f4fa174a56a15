import { Button, Menu, Modal } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconChevronDown } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { Change, MoveDescription, RecordItem, RegisterDescription } from '../../../server/contract.ts'
import type { ApiProblem } from '../../app/api.ts'
import { t } from '../../app/i18n.ts'
import { useCommit } from '../../app/orgApi.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { TextSkeleton } from '../../ui/Skeletons.tsx'
import { ReasonDialog } from '../detail/ReasonDialog.tsx'
import { useGranted } from '../granted.ts'
import classes from './RecordList.module.css'

const BulkEdit = lazy(() => import('./BulkEdit.tsx'))

interface BulkBarProps {
  readonly register: RegisterDescription
  readonly records: readonly RecordItem[]
  readonly onDone: () => void
}

/** What can be done with the rows selected; all of them change or none does. */
export default function BulkBar({ register, records, onDone }: BulkBarProps) {
  const [isEditing, setEditing] = useState(false)
  const [asking, setAsking] = useState<MoveDescription | null>(null)
  const commit = useCommit()
  const failed = (problem: ApiProblem) =>
    notifications.show({
      color: 'red',
      title: problem.title,
      message: `${problem.message} ${t('Nothing was changed.')}`,
    })
  // A promise, not callbacks: rows that leave the list take this bar with them before the answer is told.
  const apply = (make: (record: RecordItem) => Change, said: string, reason?: string) =>
    commit.mutateAsync({ changes: records.map(make), ...(reason ? { reason } : {}) }).then(() => {
      notifications.show({ message: said })
      onDone()
    }, failed)
  const count = records.length
  const isArchived = records.every((r) => r.archived)
  const base = (r: RecordItem) => ({ register: register.name, id: r.id, version: r.version })
  const move = (m: MoveDescription, reason?: string) =>
    apply(
      (r) => ({ do: 'move', ...base(r), move: m.name }),
      t('{count, plural, one {# record} other {# records}} moved.', { count }),
      reason,
    )
  const isGranted = useGranted()
  const inAll = (grants: readonly string[]) => records.every((r) => isGranted(grants, r))
  const common = register.moves.filter((m) => records.every((r) => m.from.includes(r.state)))
  const moves = common.filter((m) => inAll(m.by))
  const noMove =
    common.length === 0
      ? t('The rows selected have no move in common.')
      : moves.length === 0 && t('Your roles do not include moving them.')
  return (
    <div className={`${classes.bulk} no-print`} role="toolbar" aria-label={t('Rows selected')}>
      <span className={classes.bulkCount} role="status">
        {t('{count} selected', { count })}
      </span>
      <ActionButton
        variant="default"
        onClick={() => setEditing(true)}
        disabledReason={!inAll(register.mayEdit) && t('Your roles do not include changing them.')}
      >
        {t('Edit a value')}
      </ActionButton>
      <Menu position="top" width={220}>
        <Menu.Target>
          <ActionButton variant="default" rightSection={<IconChevronDown size={14} />} disabledReason={noMove}>
            {t('Move')}
          </ActionButton>
        </Menu.Target>
        {moves.length > 0 ? (
          <Menu.Dropdown>
            {moves.map((m) => (
              <Menu.Item key={m.name} onClick={() => (m.asksReason ? setAsking(m) : move(m))}>
                {m.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        ) : null}
      </Menu>
      <ActionButton
        variant="default"
        loading={commit.isPending}
        disabledReason={!inAll(register.mayArchive) && t('Your roles do not include archiving them.')}
        onClick={() =>
          isArchived
            ? apply((r) => ({ do: 'unarchive', ...base(r) }), t('Brought back from the archive.'))
            : apply(
                (r) => ({ do: 'archive', ...base(r) }),
                t('{count, plural, one {# record} other {# records}} archived.', { count }),
              )
        }
      >
        {isArchived ? t('Bring back') : t('Archive')}
      </ActionButton>
      <Button variant="subtle" color="gray" onClick={onDone}>
        {t('Clear')}
      </Button>
      <ReasonDialog
        title={asking?.label ?? ''}
        opened={asking !== null}
        onClose={() => setAsking(null)}
        onGive={(reason) => {
          if (asking) move(asking, reason)
          setAsking(null)
        }}
      />
      <Modal
        opened={isEditing}
        onClose={() => setEditing(false)}
        title={t('Edit a value of {count, plural, one {# record} other {# records}}', { count })}
      >
        <Suspense fallback={<TextSkeleton />}>
          <BulkEdit
            register={register}
            onApply={(values, custom) => {
              setEditing(false)
              apply(
                (r) => ({ do: 'edit', ...base(r), values, custom }),
                t('{count, plural, one {# record} other {# records}} changed.', { count }),
              )
            }}
          />
        </Suspense>
      </Modal>
    </div>
  )
}
