import { Button, NumberInput, Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { RetentionShown } from '../../../server/contract.ts'
import { type ApiProblem, asProblem } from '../../app/api.ts'
import { showInstant } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgApi, useOrgQuery } from '../../app/orgApi.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Asked } from '../parts/Asked.tsx'
import { Quiet, Section } from '../parts/Section.tsx'
import classes from './Trust.module.css'

/** How long replaced versions are kept, and what has outlived it; a person decides. */
export function Retention() {
  const retention = useOrgQuery('log/retention')
  return (
    <Section
      title={t('How long versions are kept')}
      about={t(
        'What a later version replaced longer ago than this is proposed for erasure once a day. Nothing is erased before you confirm it.',
      )}
    >
      <Asked answer={retention} rows={2}>
        {(shown) => <Rules shown={shown} onDone={() => void retention.refetch()} />}
      </Asked>
    </Section>
  )
}

function Rules({ shown, onDone }: { shown: RetentionShown; onDone: () => void }) {
  const api = useOrgApi()
  const { registers } = useModel()
  const [register, setRegister] = useState<string | null>(null)
  const [months, setMonths] = useState<string | number>(36)
  const nameOf = (name: string) => registers.find((r) => r.name === name)?.label.many ?? name
  const set = useMutation<unknown, ApiProblem, RetentionShown['rules']>({
    mutationFn: (rules) =>
      api.put('log/retention', { body: { rules: [...rules] } }).catch((error) => Promise.reject(asProblem(error))),
    onSuccess: onDone,
  })
  const decide = useMutation<unknown, ApiProblem, { id: string; decision: 'erased' | 'declined' }>({
    mutationFn: ({ id, decision }) =>
      api
        .post('log/retention/{id}', { at: { id }, body: { decision } })
        .catch((error) => Promise.reject(asProblem(error))),
    onSettled: onDone,
  })
  const problem = set.error ?? decide.error
  const others = shown.rules.filter((rule) => rule.register !== register)
  return (
    <>
      {shown.rules.length === 0 ? <Quiet>{t('Everything is kept.')}</Quiet> : null}
      <ul className={classes.rows}>
        {shown.rules.map((rule) => (
          <li key={rule.register}>
            <span className={classes.grow}>
              {t('{register}: {months} months', { register: nameOf(rule.register), months: rule.months })}
            </span>
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              onClick={() => set.mutate(shown.rules.filter((r) => r !== rule))}
            >
              {t('Keep for ever')}
            </Button>
          </li>
        ))}
        {shown.proposals.map((one) => (
          <li key={one.id}>
            <span className={classes.grow}>
              {t('{versions} versions of {records} records in {register} were replaced before {when}.', {
                versions: one.versions,
                records: one.records,
                register: nameOf(one.register),
                when: showInstant(one.before),
              })}
            </span>
            <Button
              size="xs"
              color="red"
              variant="light"
              loading={decide.isPending}
              onClick={() => decide.mutate({ id: one.id, decision: 'erased' })}
            >
              {t('Erase for ever')}
            </Button>
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              onClick={() => decide.mutate({ id: one.id, decision: 'declined' })}
            >
              {t('Leave them')}
            </Button>
          </li>
        ))}
      </ul>
      {problem ? <p role="alert">{problem.message}</p> : null}
      <form
        className={`${classes.actions} no-print`}
        onSubmit={(event) => {
          event.preventDefault()
          if (register !== null) set.mutate([...others, { register, months: Number(months) }])
        }}
      >
        <Select
          label={t('Register')}
          data={registers.map((r) => ({ value: r.name, label: r.label.many }))}
          value={register}
          onChange={setRegister}
          searchable
        />
        <NumberInput label={t('Months')} value={months} min={1} max={1200} onChange={setMonths} />
        <ActionButton
          type="submit"
          variant="default"
          loading={set.isPending}
          disabledReason={register === null && t('Choose a register.')}
        >
          {t('Set')}
        </ActionButton>
      </form>
    </>
  )
}
