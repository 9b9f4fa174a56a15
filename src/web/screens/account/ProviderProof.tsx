import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../app/api.ts'
import { t } from '../../app/i18n.ts'
import { providerStart } from '../../app/start/providerStart.ts'
import classes from './Account.module.css'

interface ProviderProofProps {
  readonly provider: string
  /** Until when the last proof counts; a later time is a new proof. */
  readonly since: string | null
  readonly onDone: () => void
}

/**
 * Has the identity provider ask again who it is, in a window of its own, so that nothing on this page is lost; goes on when
 * the server says that it was shown.
 */
export function ProviderProof({ provider, since, onDone }: ProviderProofProps) {
  const [isWaiting, setWaiting] = useState(false)
  useQuery({
    queryKey: ['proof', since],
    queryFn: async ({ signal }) => {
      const { freshUntil } = await client.get('account', { signal })
      // What is known here may be older than the server's answer; only a later time is a new proof.
      if (Date.parse(freshUntil ?? '') > (since === null ? 0 : Date.parse(since))) onDone()
      return freshUntil
    },
    enabled: isWaiting,
    refetchInterval: 1500,
    // The other window is in front while this one waits.
    refetchIntervalInBackground: true,
    gcTime: 0,
  })
  return (
    <>
      <Button
        component="a"
        size="sm"
        variant="default"
        href={providerStart(provider, { again: true, next: '/proved' })}
        target="_blank"
        rel="noopener"
        onClick={() => setWaiting(true)}
      >
        {t('Sign in again with your provider')}
      </Button>
      <p className={classes.soft} role="status">
        {isWaiting
          ? t('Waiting for your provider in the other window. This page stays as it is and goes on by itself.')
          : t('It opens in another window; this page stays as it is.')}
      </p>
    </>
  )
}
