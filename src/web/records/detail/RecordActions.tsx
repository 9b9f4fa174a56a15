import { ActionIcon, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDotsVertical, IconPencil } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { RecordDetail } from '../../../server/contract/told.ts'
import type { RegisterDescription } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useCommit } from '../../app/orgApi.ts'
import { useShortcut } from '../../app/shortcuts.ts'
import { ActionButton, useBarred } from '../../ui/ActionButton.tsx'
import { useOrgLink } from '../../ui/AppLink.tsx'
import { Undo } from './History.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import classes from './RecordActions.module.css'
import { SignDialog } from './SignDialog.tsx'

type Move = RecordDetail['moves'][number]

interface RecordActionsProps {
  readonly register: RegisterDescription
  readonly detail: RecordDetail
}

/** Moves shown as buttons; further ones stand in the menu. */
const buttons = 2

/** What can be done with a record: its moves, editing, archiving. What is barred stays and says why. */
export function RecordActions({ register, detail }: RecordActionsProps) {
  const { record } = detail
  const commit = useCommit()
  const navigate = useNavigate()
  const link = useOrgLink()
  const [asking, setAsking] = useState<Move | null>(null)
  const [signing, setSigning] = useState<Move | null>(null)
  const base = { register: register.name, id: record.id }
  const failed = (p: { title: string; message: string; next: string }) =>
    notifications.show({ color: 'red', title: p.title, message: `${p.message} ${p.next}` })
  const run = (move: Move, reason?: string) =>
    commit.mutate(
      { changes: [{ do: 'move', ...base, version: record.version, move: move.name }], ...(reason ? { reason } : {}) },
      {
        onSuccess: () => {
          setSigning(null)
          setAsking(null)
          const to = register.states.find((s) => s.name === move.to)?.label ?? move.to
          notifications.show({ message: t('{ref} is now "{state}".', { ref: record.ref, state: to }) })
        },
        onError: (p) => {
          // Who closes the dialog that asks who they are may try again with what they wrote, as when the network failed.
          // After anything else the record may say something else than the sentence that was shown.
          if (p.code !== 'sign-in/prove' && p.status !== 0) setSigning(null)
          if (p.code !== 'sign-in/prove') failed(p)
        },
      },
    )
  const begin = (move: Move) => {
    if (move.wording !== null) setSigning(move)
    else if (move.asksReason) setAsking(move)
    else run(move)
  }
  const archive = (how: 'archive' | 'unarchive', version: number) =>
    commit.mutate(
      { changes: [{ do: how, ...base, version }] },
      {
        onSuccess: ({ records }) => {
          const back = how === 'archive' ? 'unarchive' : 'archive'
          const words =
            how === 'archive' ? t('{ref} is archived.', { ref: record.ref }) : t('{ref} is back.', { ref: record.ref })
          notifications.show({
            message: <Undo words={words} onUndo={() => archive(back, records[0]?.version ?? version + 1)} />,
          })
        },
        onError: failed,
      },
    )
  const edit = () => void navigate(link(`r/${register.path}/${record.ref}/edit`))
  const editBarred = useBarred(detail.edit.allowed ? null : detail.edit.reason)
  const archiveBarred = useBarred(detail.archive.allowed ? null : detail.archive.reason)
  useShortcut('e', t('Edit the record'), edit, editBarred === null)

  // Moves of other states mean nothing here. What is signed stands first, then what leads on, then what leads back; what
  // ends the record is in the menu.
  const place = (state: string) => register.states.findIndex((x) => x.name === state)
  const isBack = (m: Move) => place(m.to) < place(record.state)
  const order = (m: Move) => (m.signs !== null ? 0 : isBack(m) ? 2 : 1)
  const possible = detail.moves.filter((m) => m.from.includes(record.state)).toSorted((a, b) => order(a) - order(b))
  const ends = (m: Move) => register.states.find((x) => x.name === m.to)?.tone === 'retired'
  const onward = possible.filter((m) => !ends(m))
  const shown = onward.length > 0 ? onward.slice(0, buttons) : possible.slice(0, 1)
  const rest = possible.filter((m) => !shown.includes(m))
  return (
    <>
      <ActionButton variant="default" leftSection={<IconPencil size={16} />} disabledReason={editBarred} onClick={edit}>
        {t('Edit')}
      </ActionButton>
      {shown.map((move, at) => (
        <ActionButton
          key={move.name}
          variant={at === 0 && move.allowed && !ends(move) && !isBack(move) ? 'filled' : 'default'}
          disabledReason={move.allowed ? null : (move.reason ?? t('Not possible now.'))}
          loading={commit.isPending && commit.variables?.changes[0]?.do === 'move'}
          onClick={() => begin(move)}
        >
          {move.label}
        </ActionButton>
      ))}
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={t('More')}>
            <IconDotsVertical size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {rest.map((move) => (
            <BarrableItem
              key={move.name}
              label={move.label}
              reason={move.allowed ? null : (move.reason ?? t('Not possible now.'))}
              onClick={() => begin(move)}
            />
          ))}
          {rest.length > 0 ? <Menu.Divider /> : null}
          <Menu.Item onClick={() => window.print()}>{t('Print')}</Menu.Item>
          <BarrableItem
            label={record.archived ? t('Bring back from the archive') : t('Archive')}
            reason={archiveBarred}
            onClick={() => archive(record.archived ? 'unarchive' : 'archive', record.version)}
          />
        </Menu.Dropdown>
      </Menu>
      <SignDialog
        move={signing}
        onClose={() => setSigning(null)}
        isPending={commit.isPending}
        onSign={(reason) => signing && run(signing, reason)}
      />
      <ReasonDialog
        title={asking?.label ?? ''}
        opened={asking !== null}
        onClose={() => setAsking(null)}
        isPending={commit.isPending}
        onGive={(reason) => asking && run(asking, reason)}
      />
    </>
  )
}

function BarrableItem({ label, reason, onClick }: { label: string; reason: string | null; onClick: () => void }) {
  const barred = useBarred(reason)
  return (
    <Menu.Item
      aria-disabled={barred !== null}
      data-disabled={barred !== null || undefined}
      closeMenuOnClick={barred === null}
      onClick={() => barred === null && onClick()}
    >
      {label}
      {barred ? <span className={classes.reason}>{barred}</span> : null}
    </Menu.Item>
  )
}
