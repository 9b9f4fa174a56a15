import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Account } from '../../../server/contract.ts'
import { asProblem, client } from '../../app/api.ts'
import { t } from '../../app/i18n.ts'
import { useSession } from '../../app/session.tsx'
import { Refusal } from '../../app/start/Refusal.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { tell } from '../parts/notices.ts'
import { Section } from '../parts/Section.tsx'
import classes from './Account.module.css'
import { useProven } from './useProven.tsx'

/** The address one signs in with: whether it is confirmed, and how another takes its place. */
export function EmailPart({ account }: { readonly account: Account }) {
  const { email: present, isVerified } = account
  const { canMail } = useSession()
  const [email, setEmail] = useState('')
  const proven = useProven()
  const change = useMutation({
    mutationFn: () => proven(() => client.post('account/email', { body: { email } })),
  })
  const verify = useMutation({
    mutationFn: () => client.post('account/verify-email'),
    onSuccess: ({ sent }) => tell(sent ? t('A link is on its way to you.') : t('No mail is set up here.')),
  })
  const wrong = change.error ? asProblem(change.error).fields.find((f) => f.field === 'email')?.message : undefined
  return (
    <Section
      title={t('E-mail address')}
      about={t('You sign in with it, and letters go there. Another counts once a link sent to it is opened.')}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate()
        }}
      >
        {wrong ? null : <Refusal error={change.error ?? verify.error} />}
        <p className={classes.soft}>
          {present === null
            ? t('You have no e-mail address here yet.')
            : isVerified
              ? t('{email} is confirmed.', { email: present })
              : t('{email} is not confirmed yet.', { email: present })}
        </p>
        {change.isSuccess ? (
          <p role="status" className={classes.soft}>
            {change.data.sent
              ? t(
                  'A link is on its way to {email}. Until you open it, nothing changes. Your sessions in other browsers end then.',
                  { email },
                )
              : t('The letter could not be sent. Check the address, or try again later.')}
          </p>
        ) : null}
        <TextInput
          label={t('New e-mail address')}
          type="email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={wrong}
          autoComplete="email"
          required
        />
        <div className={classes.actions}>
          <ActionButton
            size="sm"
            variant="default"
            type="submit"
            changes={false}
            disabledReason={canMail ? null : t('A new address is confirmed by mail, and no mail is set up here.')}
            loading={change.isPending}
          >
            {t('Change the address')}
          </ActionButton>
          {present !== null && !isVerified && canMail ? (
            <Button size="sm" variant="subtle" loading={verify.isPending} onClick={() => verify.mutate()}>
              {t('Send me a link to confirm the address')}
            </Button>
          ) : null}
        </div>
      </form>
    </Section>
  )
}
