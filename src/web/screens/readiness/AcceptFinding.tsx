import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Finding } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useCommit } from '../../app/orgApi.ts'
import { useOrgLink } from '../../ui/AppLink.tsx'
import { tell } from '../parts/notices.ts'
import { useToday } from '../parts/useToday.ts'
import classes from './ReadinessFindings.module.css'

interface AcceptFindingProps {
  readonly finding: Finding
  readonly onClose: () => void
}

/** Proposes to live with a finding for a while; somebody else has to accept the proposal. */
export default function AcceptFinding({ finding, onClose }: AcceptFindingProps) {
  const today = useToday()
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const [compensation, setCompensation] = useState('')
  const commit = useCommit()
  const navigate = useNavigate()
  const link = useOrgLink()
  const path = useModel().byName('findingAcceptance')?.path
  const isPast = until !== '' && until < today
  const wrong = (name: string) => commit.error?.fields.find((field) => field.field === name)?.message
  const propose = () =>
    commit.mutate(
      {
        changes: [
          {
            do: 'create',
            register: 'findingAcceptance',
            values: {
              // Without a record the whole key names it, so that RR-056/DOC-C-05 says nothing about DOC-C-06.
              rule: finding.record ? finding.rule : finding.key,
              about: finding.record?.id ?? null,
              reason: reason.trim(),
              until,
              ...(compensation.trim() === '' ? {} : { compensation: compensation.trim() }),
            },
          },
        ],
      },
      {
        onSuccess: ({ records }) => {
          const made = records[0]
          tell(t('{ref} is proposed; top management or the AIMS lead accepts it.', { ref: made?.ref ?? '' }))
          onClose()
          if (made && path) void navigate(link(`r/${path}/${made.ref}`))
        },
      },
    )
  return (
    <Modal opened onClose={onClose} title={t('Accept for a time')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          propose()
        }}
      >
        <Stack gap="sm">
          <p className={classes.about}>
            {finding.title}
            {finding.record ? ` · ${finding.record.ref}` : ''}
            <br />
            <span className={classes.soft}>
              {t(
                'The finding stays visible as accepted and comes back by itself on the day after. Another person has to accept the proposal.',
              )}
            </span>
          </p>
          <Textarea
            label={t('Reason')}
            description={t('Why this is acceptable for now.')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={wrong('reason')}
            autosize
            minRows={3}
            required
            data-autofocus
          />
          <TextInput
            type="date"
            label={t('Accepted until')}
            value={until}
            min={today}
            onChange={(event) => setUntil(event.currentTarget.value)}
            error={isPast ? t('This day lies in the past; choose a later one.') : wrong('until')}
            maw={180}
            required
          />
          <Textarea
            label={t('Compensation')}
            description={t('What is done meanwhile to limit the effect.')}
            value={compensation}
            onChange={(event) => setCompensation(event.currentTarget.value)}
            error={wrong('compensation')}
            autosize
            minRows={2}
          />
          {commit.error && commit.error.fields.length === 0 ? (
            <p role="alert" className={classes.bad}>
              {commit.error.message} {commit.error.next}
            </p>
          ) : null}
          <Group gap="xs">
            <Button type="submit" loading={commit.isPending} disabled={reason.trim() === '' || until === '' || isPast}>
              {t('Propose')}
            </Button>
            <Button variant="subtle" color="gray" onClick={onClose}>
              {t('Cancel')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
