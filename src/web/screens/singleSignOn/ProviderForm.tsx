import { Button, Checkbox, NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { ProviderShown } from '../../../server/contract.ts'
import { asProblem } from '../../app/api.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi, useRefreshOrganisation } from '../../app/orgApi.ts'
import { Refusal } from '../../app/start/Refusal.tsx'
import classes from '../account/Account.module.css'
import { useProven } from '../account/useProven.tsx'
import { AnyRolePicker } from './AnyRolePicker.tsx'
import { GroupRoles } from './GroupRoles.tsx'
import { draftOf, sentOf } from './providerDraft.ts'

interface ProviderFormProps {
  /** The provider that is changed; null for a new one. */
  readonly of: ProviderShown | null
  readonly onClose: () => void
}

/** Sets up a provider. Its secret goes in and is never shown again. */
export function ProviderForm({ of, onClose }: ProviderFormProps) {
  const [draft, setDraft] = useState(() => draftOf(of))
  const api = useOrgApi()
  const proven = useProven()
  const refresh = useRefreshOrganisation()
  const keep = useMutation({
    mutationFn: () => {
      const body = sentOf(draft)
      return proven(() =>
        of === null
          ? api.post('single-sign-on/providers', { body })
          : api.put('single-sign-on/providers/{id}', { at: { id: of.id }, body }),
      )
    },
    onSuccess: async () => {
      await refresh()
      onClose()
    },
  })
  const problem = keep.error ? asProblem(keep.error) : null
  const wrong = (field: string) =>
    problem?.fields.find((f) => f.field === field || f.field.startsWith(`${field}.`))?.message
  const text = (name: TextName, label: string, field: string, more: Readonly<Record<string, unknown>> = {}) => (
    <TextInput
      label={label}
      value={draft[name]}
      onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
      error={wrong(field)}
      autoComplete="off"
      {...more}
    />
  )
  return (
    <form
      className={classes.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        keep.mutate()
      }}
    >
      {problem && problem.fields.length > 0 ? null : <Refusal error={keep.error} />}
      <NativeSelect
        label={t('Kind')}
        value={draft.kind}
        onChange={(event) => setDraft({ ...draft, kind: event.currentTarget.value === 'saml' ? 'saml' : 'oidc' })}
        disabled={of !== null}
        data={[
          { value: 'oidc', label: 'OpenID Connect' },
          { value: 'saml', label: 'SAML 2.0' },
        ]}
      />
      {text('name', t('What people call it'), 'name', { required: true, autoFocus: true })}
      <TagsInput
        label={t('Domains of e-mail addresses')}
        description={t('It signs in nobody with another address. Press Enter after each.')}
        value={draft.domains}
        onChange={(domains) => setDraft({ ...draft, domains })}
        error={wrong('domains')}
        acceptValueOnBlur
      />
      {draft.kind === 'oidc' ? (
        <>
          {text('issuer', t('Issuer'), 'settings.issuer', {
            required: true,
            description: t('Its address, such as https://login.example.org'),
          })}
          {text('clientId', t('Client id'), 'settings.clientId', { required: true })}
          {text('clientSecret', t('Client secret'), 'clientSecret', {
            type: 'password',
            autoComplete: 'new-password',
            description: of?.hasSecret ? t('Left empty, the one that is kept stays.') : undefined,
          })}
          {text('groups', t('Claim that names groups'), 'settings.groupsClaim', { description: t('Often "groups".') })}
          <TagsInput
            label={t('Scopes asked for')}
            description={t(
              'Left empty: openid, email and profile. Some providers name groups only when "groups" is asked for too. Press Enter after each.',
            )}
            value={draft.scopes}
            onChange={(scopes) => setDraft({ ...draft, scopes })}
            error={wrong('settings.scopes')}
            acceptValueOnBlur
          />
        </>
      ) : (
        <>
          {text('entryPoint', t('Sign-in address of the provider'), 'settings.entryPoint', { required: true })}
          {text('signOutAddress', t('Sign-out address of the provider'), 'settings.signOutAddress', {
            description: t('Where it takes requests to sign out (single logout). Left empty, signing out ends here.'),
          })}
          {text('issuer', t('Entity id of the provider'), 'settings.issuer', { required: true })}
          <Textarea
            label={t('Certificate it signs with')}
            value={draft.certificate}
            onChange={(event) => setDraft({ ...draft, certificate: event.currentTarget.value })}
            error={wrong('settings.certificates')}
            autosize
            minRows={3}
            maxRows={8}
            required
          />
          {text('emailAttribute', t('Attribute with the e-mail address'), 'settings.emailAttribute', {
            description: t('Left empty, the name id is the address.'),
          })}
          {text('nameAttribute', t('Attribute with the name'), 'settings.nameAttribute')}
          {text('groups', t('Attribute with the groups'), 'settings.groupsAttribute')}
        </>
      )}
      {draft.kind === 'saml' ? (
        <>
          <Checkbox
            label={t('Requests to sign in are signed')}
            description={t(
              'For providers that take no others. They know the signature by the certificate in the metadata, so register that again.',
            )}
            checked={draft.signsRequests}
            onChange={(event) => setDraft({ ...draft, signsRequests: event.currentTarget.checked })}
          />
          <Checkbox
            label={t('Sign-ins may begin at the provider')}
            description={t(
              'Then somebody can be led into another account than they think; leave it off unless people need it.',
            )}
            checked={draft.unsolicited}
            onChange={(event) => setDraft({ ...draft, unsolicited: event.currentTarget.checked })}
          />
          <Checkbox
            label={t('Assertions may be encrypted with AES-CBC')}
            description={t(
              'CBC does not notice changed bytes, which can give away what was encrypted. Leave it off and choose AES-GCM at the provider, if it can.',
            )}
            checked={draft.cbc}
            onChange={(event) => setDraft({ ...draft, cbc: event.currentTarget.checked })}
          />
        </>
      ) : null}
      <NativeSelect
        label={t('Counts as a second factor')}
        value={draft.factors}
        onChange={(event) =>
          setDraft({ ...draft, factors: event.currentTarget.value === 'trusted' ? 'trusted' : 'stated' })
        }
        data={[
          { value: 'stated', label: t('When the provider states it') },
          { value: 'trusted', label: t('Always: it lets nobody in with one factor') },
        ]}
      />
      {draft.factors === 'stated' ? (
        <TagsInput
          label={t('Values that state it')}
          description={
            draft.kind === 'oidc'
              ? t('Of amr or acr. Left empty, the usual ones such as mfa.')
              : t('Authentication contexts. Left empty, the usual ones such as https://refeds.org/profile/mfa.')
          }
          value={draft.factorValues}
          onChange={(factorValues) => setDraft({ ...draft, factorValues })}
          error={wrong('settings.factorValues')}
          acceptValueOnBlur
        />
      ) : null}
      <Checkbox
        label={t('Whoever is new becomes a member')}
        checked={draft.joins}
        onChange={(event) => setDraft({ ...draft, joins: event.currentTarget.checked })}
      />
      <AnyRolePicker
        label={t('Roles for everybody who comes through it')}
        value={draft.defaultRoles}
        onChange={(defaultRoles) => setDraft({ ...draft, defaultRoles })}
      />
      <GroupRoles
        value={draft.groupRoles}
        onChange={(groupRoles) => setDraft({ ...draft, groupRoles })}
        error={wrong('groupRoles')}
      />
      <div className={classes.actions}>
        <Button size="sm" type="submit" loading={keep.isPending}>
          {of === null ? t('Add the provider') : t('Keep the settings')}
        </Button>
        <Button size="sm" variant="subtle" color="gray" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  )
}

type TextName =
  | 'name'
  | 'issuer'
  | 'clientId'
  | 'clientSecret'
  | 'groups'
  | 'entryPoint'
  | 'signOutAddress'
  | 'emailAttribute'
  | 'nameAttribute'
