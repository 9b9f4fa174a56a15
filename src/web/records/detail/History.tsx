import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { RecordDetail } from '../../../server/contract/told.ts'
import type { HistoryEntry, RecordRef, RegisterDescription } from '../../../server/contract.ts'
import { asProblem } from '../../app/api.ts'
import { showAgo, showInstant } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useCommit } from '../../app/orgApi.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { TextSkeleton } from '../../ui/Skeletons.tsx'
import { ChangeShown } from './ChangeShown.tsx'
import classes from './RecordDetail.module.css'
import { useHistory } from './useHistory.ts'

const shownAtFirst = 8

/** Who did what to the record, newest first; any former version can be restored. */
export function History({ register, detail }: { register: RegisterDescription; detail: RecordDetail }) {
  const history = useHistory(detail.record)
  const [all, setAll] = useState(false)
  const entries = history.data?.entries ?? []
  const shown = all ? entries : entries.slice(0, shownAtFirst)
  return (
    <section>
      <h2 className={classes.heading}>{t('History')}</h2>
      {history.error ? <p className={classes.help}>{asProblem(history.error).message}</p> : null}
      {history.isPending ? <TextSkeleton rows={5} /> : null}
      <ol className={classes.entries}>
        {shown.map((entry) => (
          <Entry
            key={`${entry.version}-${entry.seq}`}
            register={register}
            detail={detail}
            entry={entry}
            names={history.data?.names ?? {}}
          />
        ))}
      </ol>
      {entries.length > shown.length ? (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {t('Show all {count} changes', { count: entries.length })}
        </Button>
      ) : null}
    </section>
  )
}

const viaWords = (via: string): string =>
  ({
    web: '',
    api: t('through the interface'),
    cli: t('from the command line'),
    import: t('by an import'),
    system: t('automatically'),
    demo: t('with the example'),
  })[via] ?? via

function actionWords(register: RegisterDescription, entry: HistoryEntry): string {
  const move = register.moves.find((m) => entry.action === `move.${m.name}`)
  if (move) return t('made the move "{move}"', { move: move.label })
  const known: Readonly<Record<string, string>> = {
    create: t('created it'),
    edit: t('edited it'),
    archive: t('archived it'),
    unarchive: t('brought it back'),
    restore: t('restored an earlier version'),
    pseudonymise: t('took a person out of it'),
    import: t('imported it'),
  }
  return known[entry.action] ?? entry.action
}

interface EntryProps {
  readonly register: RegisterDescription
  readonly detail: RecordDetail
  readonly entry: HistoryEntry
  readonly names: Readonly<Record<string, RecordRef>>
}

function Entry({ register, detail, entry, names }: EntryProps) {
  const [isOpen, setOpen] = useState(entry.changes.length <= 4)
  const via = viaWords(entry.via)
  return (
    <li className={classes.entry}>
      <div className={classes.who}>
        <bdi>
          <strong>{entry.actor}</strong>
        </bdi>{' '}
        {actionWords(register, entry)} {via}
      </div>
      <div className={classes.when}>
        <time dateTime={entry.at} title={showInstant(entry.at)}>
          {showAgo(entry.at)}
        </time>
        {' · '}
        <span title={t('Leaf {seq} of the log, {digest}', { seq: entry.seq, digest: entry.digest })}>
          {t('version {version}', { version: entry.version })}
        </span>
      </div>
      {entry.reason ? (
        <p className={classes.reason} dir="auto">
          {entry.reason}
        </p>
      ) : null}
      {isOpen ? (
        <ul className={classes.changes}>
          {entry.changes.map((change) => (
            <li key={change.field}>
              <span className={classes.changeLabel}>{change.label}</span>
              <ChangeShown register={register} change={change} names={names} />
            </li>
          ))}
        </ul>
      ) : (
        <Button variant="subtle" size="compact-xs" px={0} me={12} onClick={() => setOpen(true)}>
          {t('{count} values', { count: entry.changes.length })}
        </Button>
      )}
      {entry.version < detail.record.version ? (
        <Restore register={register} detail={detail} version={entry.version} />
      ) : null}
    </li>
  )
}

function Restore({
  register,
  detail,
  version,
}: {
  register: RegisterDescription
  detail: RecordDetail
  version: number
}) {
  const commit = useCommit()
  const { record, edit } = detail
  const restore = (to: number, from: number, undo: boolean) =>
    commit.mutate(
      { changes: [{ do: 'restore', register: register.name, id: record.id, version: from, to }] },
      {
        onSuccess: ({ records }) =>
          notifications.show({
            message: undo ? (
              t('Put back as it was.')
            ) : (
              <Undo
                words={t('Version {to} is restored.', { to })}
                onUndo={() => restore(from, records[0]?.version ?? from + 1, true)}
              />
            ),
          }),
        onError: (p) => notifications.show({ color: 'red', title: p.title, message: `${p.message} ${p.next}` }),
      },
    )
  return (
    <ActionButton
      mt={4}
      className={classes.restore}
      variant="subtle"
      color="gray"
      size="compact-xs"
      disabledReason={edit.allowed ? null : edit.reason}
      onClick={() => restore(version, record.version, false)}
    >
      {t('Restore version {version}', { version })}
    </ActionButton>
  )
}

export function Undo({ words, onUndo }: { words: string; onUndo: () => void }) {
  return (
    <span>
      {words}{' '}
      <Button variant="subtle" size="compact-xs" onClick={onUndo}>
        {t('Undo')}
      </Button>
    </span>
  )
}
