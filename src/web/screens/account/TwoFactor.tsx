import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Account } from '../../../server/contract.ts'
import { client } from '../../app/api.ts'
import { t } from '../../app/i18n.ts'
import { Password } from '../../app/start/Password.tsx'
import { Refusal } from '../../app/start/Refusal.tsx'
import { tell } from '../parts/notices.ts'
import { Section } from '../parts/Section.tsx'
import classes from './Account.module.css'
import { QrCode } from './QrCode.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { useRefreshAccount } from './useAccount.ts'
import { useProven } from './useProven.tsx'

interface Made {
  readonly uri: string
  readonly secret: string
  readonly recoveryCodes: readonly string[]
}

const sending = (work: () => void) => (event: FormEvent) => {
  event.preventDefault()
  work()
}

/** The second step after the password: codes of an authenticator app, and recovery codes for when it is lost. */
export function TwoFactor({ account }: { readonly account: Account }) {
  const [made, setMade] = useState<Made | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  return (
    <Section
      title={t('Authenticator app')}
      about={t(
        'After the password, a code that your telephone shows. Whoever learns the password alone cannot get in.',
      )}
    >
      {codes ? <RecoveryCodes codes={codes} onDone={() => setCodes(null)} /> : null}
      {made ? (
        <Confirm
          made={made}
          onDone={() => {
            setMade(null)
            setCodes(made.recoveryCodes)
          }}
          onBack={() => setMade(null)}
        />
      ) : codes ? null : (
        <Change account={account} onMade={setMade} onCodes={setCodes} />
      )}
    </Section>
  )
}

interface ChangeProps {
  readonly account: Account
  readonly onMade: (made: Made) => void
  readonly onCodes: (codes: readonly string[]) => void
}

/** What can be done, after the password where there is one. */
function Change({ account, onMade, onCodes }: ChangeProps) {
  const { hasPassword, hasTwoFactor, recoveryCodesLeft } = account
  const [password, setPassword] = useState('')
  const proven = useProven()
  const refresh = useRefreshAccount()
  const body = hasPassword ? { password } : {}
  const add = useMutation({
    mutationFn: () => proven(() => client.post('account/two-factor', { body })),
    onSuccess: onMade,
  })
  const renew = useMutation({
    mutationFn: () => proven(() => client.post('account/recovery-codes', { body })),
    onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
  })
  const remove = useMutation({
    mutationFn: () => proven(() => client.post('account/two-factor/remove', { body })),
    onSuccess: async () => {
      setPassword('')
      await refresh()
      tell(t('The authenticator app was removed.'))
    },
  })
  return (
    <form className={classes.form} onSubmit={sending(() => (hasTwoFactor ? renew : add).mutate())}>
      <Refusal error={add.error ?? renew.error ?? remove.error} />
      {hasTwoFactor ? (
        <p className={recoveryCodesLeft !== null && recoveryCodesLeft < 3 ? classes.bad : classes.soft}>
          {recoveryCodesLeft === null
            ? t('It is set up.')
            : t(
                'It is set up; {count, plural, =0 {no recovery code is left. Make new ones} one {one recovery code is left. Make new ones} other {# recovery codes are left}}.',
                { count: recoveryCodesLeft },
              )}
        </p>
      ) : null}
      {hasPassword ? <Password label={t('Your present password')} value={password} onChange={setPassword} /> : null}
      {hasTwoFactor ? (
        <div className={classes.actions}>
          <Button size="sm" variant="default" type="submit" loading={renew.isPending}>
            {t('Make new recovery codes')}
          </Button>
          <Button size="sm" variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('Remove the authenticator app')}
          </Button>
        </div>
      ) : (
        <Button size="sm" variant="default" type="submit" loading={add.isPending}>
          {t('Set up an authenticator app')}
        </Button>
      )}
    </form>
  )
}

interface ConfirmProps {
  readonly made: Made
  readonly onDone: () => void
  readonly onBack: () => void
}

function Confirm({ made, onDone, onBack }: ConfirmProps) {
  const [code, setCode] = useState('')
  const refresh = useRefreshAccount()
  const confirm = useMutation({
    mutationFn: () => client.post('account/two-factor/confirm', { body: { code } }),
    onSuccess: async () => {
      await refresh()
      onDone()
    },
  })
  return (
    <form className={classes.form} onSubmit={sending(() => confirm.mutate())}>
      <p className={classes.soft}>
        {t('Scan this with the app, or type the key into it. Then give the code it shows.')}
      </p>
      <QrCode text={made.uri} label={t('QR code for the authenticator app')} />
      <p>
        {t('Key:')} <span className={classes.secret}>{made.secret}</span>
      </p>
      <Refusal error={confirm.error} />
      <TextInput
        label={t('Code')}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
      />
      <div className={classes.actions}>
        <Button size="sm" type="submit" loading={confirm.isPending}>
          {t('Confirm')}
        </Button>
        <Button size="sm" variant="subtle" color="gray" onClick={onBack}>
          {t('Back')}
        </Button>
      </div>
    </form>
  )
}
