import { Button, Checkbox, MultiSelect } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SingleSignOn } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi, useOrgQuery, useRefreshOrganisation } from '../../app/orgApi.ts'
import { Refusal } from '../../app/start/Refusal.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import classes from '../account/Account.module.css'
import { useProven } from '../account/useProven.tsx'
import { tell } from '../parts/notices.ts'
import { Section } from '../parts/Section.tsx'

interface PolicySectionProps {
  readonly policy: SingleSignOn['policy']
  /** Whether a provider works; without one nobody could get in. */
  readonly canDemand: boolean
}

/** Whether members must come through a provider, and who may get in when it fails. */
export function PolicySection({ policy, canDemand }: PolicySectionProps) {
  const [only, setOnly] = useState(policy.only)
  const [breakGlass, setBreakGlass] = useState([...policy.breakGlass])
  const members = useOrgQuery('members')
  const api = useOrgApi()
  const proven = useProven()
  const refresh = useRefreshOrganisation()
  const keep = useMutation({
    mutationFn: () => proven(() => api.put('single-sign-on/policy', { body: { only, breakGlass } })),
    onSuccess: async () => {
      await refresh()
      tell(t('It was kept.'))
    },
  })
  const administrators = (members.data?.members ?? []).filter((m) => m.roles.includes('administrator'))
  const barred = only && !canDemand ? t('First add a provider and confirm a domain.') : undefined
  return (
    <Section
      title={t('Only single sign-on')}
      about={t('Passwords, passkeys and links then open this organisation to those named below alone.')}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          keep.mutate()
        }}
      >
        <Refusal error={keep.error} />
        <Checkbox
          label={t('Members sign in through a provider only')}
          checked={only}
          onChange={(event) => setOnly(event.currentTarget.checked)}
        />
        <MultiSelect
          label={t('Administrators who get in when the provider fails')}
          description={t('They keep their password or passkey.')}
          data={administrators.map((m) => ({ value: m.account, label: m.name }))}
          value={breakGlass}
          onChange={setBreakGlass}
          hidePickedOptions
        />
        <div className={classes.actions}>
          {barred ? (
            <ActionButton size="sm" variant="default" disabledReason={barred}>
              {t('Save')}
            </ActionButton>
          ) : (
            <Button size="sm" variant="default" type="submit" loading={keep.isPending}>
              {t('Save')}
            </Button>
          )}
        </div>
      </form>
    </Section>
  )
}
