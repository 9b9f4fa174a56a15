import { Button, Modal, UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { AppLink } from '../ui/AppLink.tsx'
import { asProblem } from './api.ts'
import { useAsOf } from './asOf.tsx'
import { showDay } from './dates.ts'
import { t } from './i18n.ts'
import { useOrgApi, useRefreshOrganisation } from './orgApi.ts'
import classes from './Shell.module.css'
import { useOrganisation } from './session.tsx'

/** Says that a past day is shown, and leads back. */
export function PastBanner() {
  const { day, set } = useAsOf()
  if (day === null) return null
  return (
    <div className={`${classes.banner} ${classes.pastBanner} no-print`} role="status">
      <p>
        {t('You are looking at {day}', { day: showDay(day) })} · {t('read-only')}
      </p>
      <UnstyledButton onClick={() => set(null)}>{t('Back to today')}</UnstyledButton>
    </div>
  )
}

/** Says until when this organisation opens without a second factor. */
export function SecondFactorBanner() {
  const { secondFactorFrom } = useOrganisation()
  if (secondFactorFrom === null) return null
  return (
    <div className={`${classes.banner} ${classes.pastBanner} no-print`} role="status">
      <p>
        {t('From {day} on, this organisation opens only with a second factor: a passkey or an authenticator app.', {
          day: showDay(secondFactorFrom),
        })}
      </p>
      <AppLink to="settings/account">{t('Set one up')}</AppLink>
    </div>
  )
}

/** Marks the example organisation, and puts it back as it came. */
export function ExampleBanner() {
  const { kind } = useOrganisation()
  const api = useOrgApi()
  const refresh = useRefreshOrganisation()
  const [isAsking, setAsking] = useState(false)
  const reset = useMutation({
    mutationFn: () => api.post('example/reset'),
    onSuccess: async () => {
      await refresh()
      setAsking(false)
      notifications.show({ message: t('The example is as it came.') })
    },
    onError: (error) => notifications.show({ color: 'red', title: t('Not reset'), message: asProblem(error).message }),
  })
  if (kind !== 'example') return null
  return (
    <div className={`${classes.banner} ${classes.exampleBanner} no-print`}>
      <p>{t('This is the example organisation. Everything in it is made up; try anything.')}</p>
      <UnstyledButton onClick={() => setAsking(true)}>{t('Reset the example')}</UnstyledButton>
      <Modal opened={isAsking} onClose={() => setAsking(false)} title={t('Reset the example?')}>
        <div className={classes.asking}>
          <p>{t('What you recorded or changed in it goes; your own organisations stay as they are.')}</p>
          <Button size="sm" loading={reset.isPending} onClick={() => reset.mutate()}>
            {t('Reset it')}
          </Button>
        </div>
      </Modal>
    </div>
  )
}
