import { Button, Group, Modal, Textarea, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconSnowflake } from '@tabler/icons-react'
import { useState } from 'react'
import type { SoaDiff, SoaRow } from '../../../programme/soaSnapshot.ts'
import { newUuid } from '../../../server/client/newUuid.ts'
import type { Change, RecordItem } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useMayCreate, useModel } from '../../app/model.tsx'
import { useCommit, useOrgQuery } from '../../app/orgApi.ts'
import { useOrganisation } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { TextSkeleton } from '../../ui/Skeletons.tsx'
import { shortRef } from '../../ui/standardRef.ts'
import { tell, tellProblem } from '../parts/notices.ts'
import { useToday } from '../parts/useToday.ts'
import { nextLabel } from './nextLabel.ts'
import classes from './Versions.module.css'

interface FreezeProps {
  readonly versions: readonly RecordItem[]
  readonly approved: RecordItem | null
}

/** Keeps the statement as it stands today as a version. */
export function FreezeVersion({ versions, approved }: FreezeProps) {
  const [opened, dialog] = useDisclosure(false)
  const register = useModel().byName('soaVersion')
  const mayCreate = useMayCreate(register ?? ({ mayCreate: [] } as never))
  return (
    <>
      <ActionButton
        leftSection={<IconSnowflake size={16} />}
        disabledReason={mayCreate ? null : t('Your roles do not include freezing versions; ask the AIMS lead.')}
        onClick={dialog.open}
      >
        {t('Freeze a new version')}
      </ActionButton>
      <Modal opened={opened} onClose={dialog.close} title={t('Freeze a new version')} size="lg">
        <FreezeForm versions={versions} approved={approved} onDone={dialog.close} />
      </Modal>
    </>
  )
}

function FreezeForm({ versions, approved, onDone }: FreezeProps & { onDone: () => void }) {
  const frozen = useOrgQuery('applicability/frozen')
  const diff = useOrgQuery(
    'applicability/diff',
    { query: { from: String(approved?.ref) } },
    { enabled: approved !== null },
  )
  const today = useToday()
  const { person } = useOrganisation()
  const commit = useCommit()
  const [label, setLabel] = useState(nextLabel(versions.map((v) => String(v.values.versionLabel ?? ''))))
  const [note, setNote] = useState<string | null>(null)
  const rows = frozen.data?.rows
  if (!rows || (approved !== null && !diff.data)) return <TextSkeleton rows={6} />
  const shownNote = note ?? noteOf(approved, diff.data)
  const open = openPoints(rows)
  const freeze = (submits: boolean) => {
    const id = newUuid()
    const values = {
      title: t('Statement of applicability'),
      versionLabel: label.trim(),
      takenOn: today,
      changeNote: shownNote.trim() || null,
      lines: rows,
      replaces: approved?.id ?? null,
      ...(person ? { owner: person } : {}),
    }
    const changes: Change[] = [{ do: 'create', register: 'soaVersion', id, values }]
    if (submits) changes.push({ do: 'move', register: 'soaVersion', id, version: 1, move: 'submit' })
    commit.mutate(
      { changes },
      {
        onSuccess: () => {
          tell(t('Version {label} is frozen.', { label }))
          onDone()
        },
        onError: tellProblem,
      },
    )
  }
  const unnamed = label.trim() === '' ? t('Give the version a label first.') : null
  return (
    <div className={classes.freeze}>
      <p>
        {t(
          '{count} controls are kept with their decisions, reasons, owners and causes as text; later changes do not touch them.',
          {
            count: rows.length,
          },
        )}
      </p>
      <TextInput
        label={t('Version')}
        value={label}
        maxLength={40}
        onChange={(event) => setLabel(event.currentTarget.value)}
        data-autofocus
      />
      <Textarea
        label={t('What changed since the last version')}
        value={shownNote}
        onChange={(event) => setNote(event.currentTarget.value)}
        autosize
        minRows={3}
        maxRows={10}
      />
      {open.length > 0 ? (
        <ul className={classes.open}>
          {open.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      ) : null}
      <Group gap="xs">
        <ActionButton
          loading={commit.isPending}
          disabledReason={
            unnamed ?? (open.length > 0 ? t('Settle the open points first, or keep it as a draft.') : null)
          }
          onClick={() => freeze(true)}
        >
          {t('Freeze and submit for approval')}
        </ActionButton>
        <ActionButton
          variant="default"
          loading={commit.isPending}
          disabledReason={unnamed}
          onClick={() => freeze(false)}
        >
          {t('Freeze as draft')}
        </ActionButton>
        <Button variant="subtle" color="gray" onClick={onDone}>
          {t('Cancel')}
        </Button>
      </Group>
    </div>
  )
}

const ids = (rows: readonly SoaRow[]) => {
  const named = rows.slice(0, 5).map((row) => shortRef(row.control))
  return rows.length > 5
    ? t('{named} and {rest} more', { named: named.join(', '), rest: rows.length - 5 })
    : named.join(', ')
}

/** What 6.1.3 still misses; the server says the same when such a version is submitted. */
function openPoints(rows: readonly SoaRow[]): string[] {
  const undecided = rows.filter((row) => row.applicable === 'undecided')
  const outWithout = rows.filter((row) => row.applicable === 'no' && !row.exclusionJustification)
  const inWithout = rows.filter((row) => row.applicable === 'yes' && !row.justification)
  return [
    ...(undecided.length > 0 ? [t('Not decided: {ids}.', { ids: ids(undecided) })] : []),
    ...(outWithout.length > 0 ? [t('Left out without a reason: {ids}.', { ids: ids(outWithout) })] : []),
    ...(inWithout.length > 0 ? [t('Included without a reason: {ids}.', { ids: ids(inWithout) })] : []),
  ]
}

function noteOf(approved: RecordItem | null, diff: SoaDiff | undefined): string {
  if (approved === null || !diff) return t('First version.')
  if (diff.isSame) return t('Nothing changed.')
  const decisions = diff.decisionsChanged.map(shortRef)
  const others = diff.changed.map((c) => shortRef(c.control)).filter((id) => !decisions.includes(id))
  return [
    ...(decisions.length > 0 ? [t('Decided anew: {ids}.', { ids: decisions.join(', ') })] : []),
    ...(others.length > 0 ? [t('Changed otherwise: {ids}.', { ids: others.join(', ') })] : []),
    ...(diff.added.length > 0
      ? [t('Added: {ids}.', { ids: diff.added.map((r) => shortRef(r.control)).join(', ') })]
      : []),
    ...(diff.removed.length > 0
      ? [t('Removed: {ids}.', { ids: diff.removed.map((r) => shortRef(r.control)).join(', ') })]
      : []),
  ].join('\n')
}
