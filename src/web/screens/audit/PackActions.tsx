import { Group } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { AuditPackEntry } from '../../../server/contract/told.ts'
import { type ApiProblem, asProblem } from '../../app/api.ts'
import { showInstant } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi } from '../../app/orgApi.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import classes from './AuditPack.module.css'

interface PackActionsProps {
  readonly pack: AuditPackEntry
  readonly onDone: () => void
}

/** Marks a pack to stay, or removes it. Removing asks once more: who has its digest may want the very file. */
export function PackActions({ pack, onDone }: PackActionsProps) {
  const api = useOrgApi()
  const [asks, setAsks] = useState(false)
  const { job, kept } = pack
  const at = { id: job }
  const name = showInstant(pack.asOf)
  const act = useMutation<unknown, ApiProblem, 'keep' | 'release' | 'remove'>({
    mutationFn: (what) =>
      (what === 'remove'
        ? api.remove('audit-packs/{id}', { at })
        : api.patch('audit-packs/{id}', { at, body: { kept: what === 'keep' } })
      ).catch((error) => Promise.reject(asProblem(error))),
    onSuccess: () => {
      setAsks(false)
      onDone()
    },
  })
  const compact = { size: 'compact-xs', variant: 'default', loading: act.isPending } as const
  return (
    <div>
      {asks ? (
        <Group gap={6} role="group" aria-label={t('Remove the pack as of {name}', { name })}>
          <span>{t('Remove it and its file?')}</span>
          <ActionButton {...compact} color="red" variant="filled" onClick={() => act.mutate('remove')}>
            {t('Remove')}
          </ActionButton>
          <ActionButton {...compact} changes={false} onClick={() => setAsks(false)}>
            {t('Cancel')}
          </ActionButton>
        </Group>
      ) : (
        <Group gap={6} className="no-print">
          <ActionButton
            {...compact}
            aria-label={
              kept ? t('Let it go: the pack as of {name}', { name }) : t('Keep the pack as of {name}', { name })
            }
            onClick={() => act.mutate(kept ? 'release' : 'keep')}
          >
            {kept ? t('Let it go') : t('Keep')}
          </ActionButton>
          <ActionButton
            {...compact}
            aria-label={t('Remove the pack as of {name}', { name })}
            disabledReason={kept && t('It is marked to stay. Let it go first.')}
            onClick={() => setAsks(true)}
          >
            {t('Remove')}
          </ActionButton>
        </Group>
      )}
      {act.error ? (
        <p role="alert" className={classes.bad}>
          {act.error.message} {act.error.next}
        </p>
      ) : null}
    </div>
  )
}
