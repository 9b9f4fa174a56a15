import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Account } from '../../../server/contract.ts'
import { client } from '../../app/api.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { addPasskey, nameOfDevice, whyNoPasskeys } from '../../app/passkeys.ts'
import { Refusal } from '../../app/start/Refusal.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { tell, tellProblem } from '../parts/notices.ts'
import { Section } from '../parts/Section.tsx'
import classes from './Account.module.css'
import { useRefreshAccount } from './useAccount.ts'
import { useProven } from './useProven.tsx'

/** Keys that a device keeps and unlocks with a finger, a face or a PIN. */
export function Passkeys({ account }: { readonly account: Account }) {
  const [name, setName] = useState(nameOfDevice)
  const proven = useProven()
  const refresh = useRefreshAccount()
  const add = useMutation({
    mutationFn: () => proven(() => addPasskey(name)),
    onSuccess: async () => {
      await refresh()
      tell(t('The passkey was added.'))
    },
  })
  const remove = useMutation({
    mutationFn: (id: string) => proven(() => client.remove('account/passkeys/{id}', { at: { id } })),
    onSuccess: refresh,
    onError: tellProblem,
  })
  const why = whyNoPasskeys()
  return (
    <Section
      title={t('Passkeys')}
      about={t('Your device keeps the key and asks for your finger, face or PIN. It counts for both steps.')}
    >
      {account.passkeys.length > 0 ? (
        <ul className={classes.list}>
          {account.passkeys.map((passkey) => (
            <li key={passkey.id}>
              <div className={classes.main}>
                <bdi>{passkey.name ?? t('Passkey')}</bdi>
                {passkey.createdAt ? (
                  <p className={classes.soft}>{t('Added {day}', { day: showDay(passkey.createdAt) })}</p>
                ) : null}
              </div>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('Remove the passkey {name}', { name: passkey.name ?? '' })}
                onClick={() => remove.mutate(passkey.id)}
              >
                {t('Remove')}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate()
        }}
      >
        <Refusal error={add.error} />
        <TextInput
          label={t('Name of the passkey')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
          required
        />
        <ActionButton
          size="sm"
          variant="default"
          type="submit"
          changes={false}
          disabledReason={why}
          loading={add.isPending}
        >
          {t('Add a passkey')}
        </ActionButton>
        {why ? <p className={classes.soft}>{why}</p> : null}
      </form>
    </Section>
  )
}
