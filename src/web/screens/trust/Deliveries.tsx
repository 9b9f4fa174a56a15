import { Button, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { DeliveryShown } from '../../../server/contract.ts'
import { type ApiProblem, asProblem } from '../../app/api.ts'
import { showAgo } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi, useOrgQuery } from '../../app/orgApi.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Asked } from '../parts/Asked.tsx'
import { Quiet, Section } from '../parts/Section.tsx'
import classes from './Trust.module.css'

type Every = DeliveryShown['every']
const rhythms = (): { value: Every; label: string }[] => [
  { value: 'day', label: t('Every day') },
  { value: 'week', label: t('Every week') },
  { value: 'month', label: t('Every month') },
]

/** Who outside gets checkpoints without asking: the strongest guard against whoever holds database and key. */
export function Deliveries() {
  const api = useOrgApi()
  const deliveries = useOrgQuery('log/deliveries')
  const [target, setTarget] = useState('')
  const [every, setEvery] = useState<Every>('week')
  const [secret, setSecret] = useState<string | null>(null)
  const done = () => void deliveries.refetch()
  const add = useMutation<{ secret: string | null }, ApiProblem>({
    mutationFn: () =>
      api
        .post('log/deliveries', {
          body: { kind: target.includes('://') ? 'webhook' : 'email', target: target.trim(), every },
        })
        .catch((error) => Promise.reject(asProblem(error))),
    onSuccess: (made) => {
      setSecret(made.secret)
      setTarget('')
      done()
    },
  })
  const act = useMutation<unknown, ApiProblem, { id: string; what: 'send' | 'remove' }>({
    mutationFn: ({ id, what }) =>
      (what === 'send'
        ? api.post('log/deliveries/{id}/send', { at: { id } })
        : api.remove('log/deliveries/{id}', { at: { id } })
      ).catch((error) => Promise.reject(asProblem(error))),
    onSettled: done,
  })
  const problem = add.error ?? act.error
  return (
    <Section
      title={t('Checkpoints sent outside')}
      about={t(
        'Copies with an auditor, a lawyer or another company show a change even when somebody holds both the database and the key.',
      )}
    >
      <Asked answer={deliveries} rows={2}>
        {({ deliveries: all }) =>
          all.length === 0 ? (
            <Quiet>{t('Nobody outside gets checkpoints yet.')}</Quiet>
          ) : (
            <ul className={classes.rows}>
              {all.map((one) => (
                <li key={one.id}>
                  <span className={classes.grow}>
                    {one.target}
                    <br />
                    <span className={classes.soft}>{wentSaid(one)}</span>
                  </span>
                  <Button size="xs" variant="default" onClick={() => act.mutate({ id: one.id, what: 'send' })}>
                    {t('Send now')}
                  </Button>
                  <Button
                    size="xs"
                    variant="subtle"
                    color="gray"
                    onClick={() => act.mutate({ id: one.id, what: 'remove' })}
                  >
                    {t('Remove')}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
      {secret ? (
        <p role="status">
          {t('The receiver checks the signature with this secret, which is shown only now:')}{' '}
          <code className={classes.code}>{secret}</code>
        </p>
      ) : null}
      {problem ? (
        <p role="alert">
          {problem.message} {problem.next}
        </p>
      ) : null}
      <form
        className={`${classes.actions} no-print`}
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate()
        }}
      >
        <TextInput
          className={classes.grow}
          label={t('E-mail address or https address')}
          value={target}
          onChange={(event) => setTarget(event.currentTarget.value)}
        />
        <Select
          label={t('How often')}
          data={rhythms()}
          value={every}
          allowDeselect={false}
          onChange={(value) => setEvery(rhythms().find((r) => r.value === value)?.value ?? 'week')}
        />
        <ActionButton
          type="submit"
          loading={add.isPending}
          disabledReason={target.trim() === '' && t('Give an address.')}
        >
          {t('Add')}
        </ActionButton>
      </form>
    </Section>
  )
}

function wentSaid({ every, lastSentAt, lastProblem }: DeliveryShown): string {
  const rhythm = rhythms().find((r) => r.value === every)?.label ?? ''
  if (lastProblem !== null) return t('{rhythm}; the last try failed: {problem}', { rhythm, problem: lastProblem })
  return lastSentAt === null
    ? t('{rhythm}; not sent yet', { rhythm })
    : t('{rhythm}; last sent {when}', { rhythm, when: showAgo(lastSentAt) })
}
