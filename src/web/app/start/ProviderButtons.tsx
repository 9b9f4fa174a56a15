import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { client } from '../api.ts'
import { t } from '../i18n.ts'
import { useSession } from '../session.tsx'
import { providerStart } from './providerStart.ts'

interface ProviderButtonsProps {
  /** An address that was typed to its end; its domain may have a provider. */
  readonly email: string
  /** The page to come back to. */
  readonly next?: string | undefined
}

/** The identity providers of the installation, and those for the domain of an address. */
export function ProviderButtons({ email, next }: ProviderButtonsProps) {
  const { providers } = useSession()
  const isAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)
  const found = useQuery({
    queryKey: ['providers', email.slice(email.lastIndexOf('@') + 1).toLowerCase()],
    queryFn: () => client.post('single-sign-on/find', { body: { email } }),
    enabled: isAddress,
    staleTime: 60_000,
    // Without an answer the other ways to sign in are there all the same.
    retry: false,
  })
  const ofDomain = isAddress ? (found.data?.providers ?? []) : []
  const shown = [...ofDomain, ...providers.filter((p) => !ofDomain.some((o) => o.id === p.id))]
  return shown.map(({ id, name }) => (
    <Button key={id} component="a" href={providerStart(id, next ? { next } : {})} size="sm" variant="default">
      {t('Sign in with {name}', { name })}
    </Button>
  ))
}
