import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Role } from '../../../model/index.ts'
import { asProblem } from '../../app/api.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi, useRefreshOrganisation } from '../../app/orgApi.ts'
import { Refusal } from '../../app/start/Refusal.tsx'
import { RecordPicker } from '../../records/widgets/RecordPicker.tsx'
import { tell } from '../parts/notices.ts'
import classes from './Account.module.css'
import { PassOn } from './PassOn.tsx'
import { RolePicker } from './RolePicker.tsx'

interface InviteFormProps {
  readonly canMail: boolean
  readonly onClose: () => void
}

/** Invites an address with roles; by mail, or by a link to pass on. */
export function InviteForm({ canMail, onClose }: InviteFormProps) {
  const [values, setValues] = useState({ email: '', name: '' })
  const [roles, setRoles] = useState<readonly Role[]>(['contributor'])
  const [person, setPerson] = useState<readonly string[]>([])
  const api = useOrgApi()
  const refresh = useRefreshOrganisation()
  const sent = useMutation({
    mutationFn: () =>
      api.post('members/invitations', {
        body: { email: values.email, name: values.name || null, roles: [...roles], person: person[0] ?? null },
      }),
    onSuccess: async (answer) => {
      await refresh()
      if (answer.link !== null) return
      tell(t('The invitation was sent to {email}.', { email: values.email }))
      onClose()
    },
  })
  if (sent.data?.link) {
    return (
      <>
        {sent.data.problem ? <p className={classes.bad}>{sent.data.problem}</p> : null}
        <PassOn link={sent.data.link} onDone={onClose} />
      </>
    )
  }
  const wrong = (field: string) =>
    sent.error ? asProblem(sent.error).fields.find((f) => f.field === field)?.message : undefined
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        sent.mutate()
      }}
    >
      {wrong('email') || wrong('roles') ? null : <Refusal error={sent.error} />}
      {canMail ? null : (
        <p className={classes.soft}>{t('No mail is set up here, so you get the link and pass it on yourself.')}</p>
      )}
      <TextInput
        label={t('E-mail address')}
        type="email"
        value={values.email}
        onChange={(event) => setValues({ ...values, email: event.currentTarget.value })}
        error={wrong('email')}
        autoComplete="off"
        autoFocus
        required
      />
      <TextInput
        label={t('Name')}
        description={t('Left empty, they say it themselves.')}
        value={values.name}
        onChange={(event) => setValues({ ...values, name: event.currentTarget.value })}
        autoComplete="off"
      />
      <RolePicker value={roles} onChange={setRoles} error={wrong('roles')} />
      <RecordPicker
        label={t('Person in the register')}
        description={t('Their record, if there is one: what they own is then theirs when they sign in.')}
        to="person"
        many={false}
        value={person}
        onChange={setPerson}
        error={wrong('person')}
      />
      <div className={classes.actions}>
        <Button size="sm" type="submit" loading={sent.isPending}>
          {canMail ? t('Send the invitation') : t('Make the invitation')}
        </Button>
        <Button size="sm" variant="subtle" color="gray" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  )
}
