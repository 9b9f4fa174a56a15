import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react'
import { asProblem, client } from '../../app/api.ts'
import { t } from '../../app/i18n.ts'
import { askPasskey, whyNoPasskeys } from '../../app/passkeys.ts'
import { useSession } from '../../app/session.tsx'
import { Password } from '../../app/start/Password.tsx'
import { Refusal } from '../../app/start/Refusal.tsx'
import { ProviderProof } from './ProviderProof.tsx'
import { useAccount } from './useAccount.ts'

type Proven = <T>(work: () => Promise<T>) => Promise<T>

const ProvenContext = createContext<Proven>((work) => work())

/**
 * Does something that asks for a fresh proof of identity: where the server asks for one, a dialog takes it and the work is
 * done again. Approvals can use the same.
 */
export const useProven = (): Proven => useContext(ProvenContext)

/** Holds the dialog that `useProven` opens. */
export function ProvenProvider({ children }: { readonly children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  const waiting = useRef<{ done: () => void; failed: () => void } | null>(null)
  const proven: Proven = useCallback(async (work) => {
    try {
      return await work()
    } catch (error) {
      if (asProblem(error).code !== 'sign-in/prove') throw error
      await new Promise<void>((done, failed) => {
        waiting.current = { done, failed: () => failed(error) }
        setOpen(true)
      })
      return work()
    }
  }, [])
  const close = (isDone: boolean) => {
    setOpen(false)
    if (isDone) waiting.current?.done()
    else waiting.current?.failed()
    waiting.current = null
  }
  return (
    <ProvenContext value={proven}>
      {children}
      {/* Above the dialog that it may have been asked for from, which stays with what was written. */}
      <Modal opened={isOpen} onClose={() => close(false)} zIndex={300} title={t('Show that it is you')}>
        {isOpen ? <ProofForm onDone={() => close(true)} /> : null}
      </Modal>
    </ProvenContext>
  )
}

interface ProofFormProps {
  readonly onDone: () => void
  /** What stands before it; the usual when left out. */
  readonly about?: ReactNode
  /** Only ways that are a second factor. */
  readonly only?: 'second'
}

/** Shows again who one is: by password, code, passkey or identity provider, as one has them. */
export function ProofForm({ onDone, about, only }: ProofFormProps) {
  const account = useAccount()
  const { provider } = useSession()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const prove = useMutation({
    mutationFn: (body: Parameters<typeof client.post<'account/prove'>>[1]['body']) =>
      client.post('account/prove', { body }),
    onSuccess: onDone,
  })
  const byPasskey = useMutation({
    mutationFn: async () => client.post('account/prove', { body: { response: await askPasskey() } }),
    onSuccess: onDone,
  })
  const { hasTwoFactor = false, passkeys = [] } = account.data ?? {}
  const hasPassword = only === undefined && account.data?.hasPassword === true
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        prove.mutate(password === '' && code !== '' ? { code } : { password })
      }}
    >
      <Stack gap="sm">
        {about === undefined ? (
          <p>{t('You signed in some time ago. Before this is done, show that it is still you.')}</p>
        ) : (
          about
        )}
        <Refusal error={prove.error ?? byPasskey.error} />
        {hasPassword ? <Password value={password} onChange={setPassword} required={false} data-autofocus /> : null}
        {hasTwoFactor ? (
          <TextInput
            label={hasPassword ? t('Or the code of your authenticator app') : t('Code of your authenticator app')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            autoComplete="one-time-code"
          />
        ) : null}
        <Group gap="xs">
          {hasPassword || hasTwoFactor ? (
            <Button size="sm" type="submit" loading={prove.isPending}>
              {t('Go on')}
            </Button>
          ) : null}
          {passkeys.length > 0 && whyNoPasskeys() === null ? (
            <Button size="sm" variant="default" loading={byPasskey.isPending} onClick={() => byPasskey.mutate()}>
              {t('Use a passkey')}
            </Button>
          ) : null}
        </Group>
        {account.data && !hasPassword && !hasTwoFactor && passkeys.length === 0 ? (
          provider === null ? (
            <p>{t('You have no password and no passkey yet. Sign in anew with a link, then set one at once.')}</p>
          ) : null
        ) : null}
        {provider === null || only !== undefined || !account.data ? null : (
          <ProviderProof provider={provider} since={account.data.freshUntil} onDone={onDone} />
        )}
      </Stack>
    </form>
  )
}
