import { Button, Stack, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { CaseShown } from '../../../server/contract.ts'
import { client } from '../api.ts'
import { t } from '../i18n.ts'
import { Refusal } from './Refusal.tsx'
import { Sheet } from './Sheet.tsx'

/** Where a person without a name comes back to their concern, with its code. */
export default function Case() {
  const [code, setCode] = useState('')
  const [said, setSaid] = useState('')
  const open = useMutation({ mutationFn: () => client.post('cases/open', { body: { code } }) })
  const add = useMutation({
    mutationFn: () => client.post('cases/add', { body: { code, said } }),
    onSuccess: () => setSaid(''),
  })
  const shown = add.data ?? open.data
  if (!shown)
    return (
      <Sheet title={t('Come back to a concern')}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            open.mutate()
          }}
        >
          <Stack gap="sm">
            <p>{t('Type the case code you were shown when you sent it. Nobody asks who you are.')}</p>
            <Refusal error={open.error} />
            <TextInput
              label={t('Case code')}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              autoComplete="off"
              spellCheck={false}
              required
            />
            <Button type="submit" loading={open.isPending}>
              {t('Open')}
            </Button>
          </Stack>
        </form>
      </Sheet>
    )
  return (
    <Sheet title={shown.title}>
      <Stack gap="md">
        <p>
          {t('{ref} at {organisation}: {state}', {
            ref: shown.ref,
            organisation: shown.organisation,
            state: shown.state,
          })}
        </p>
        <Answers shown={shown} />
        <form
          onSubmit={(event) => {
            event.preventDefault()
            add.mutate()
          }}
        >
          <Stack gap="sm">
            <Textarea
              label={t('Write to those who handle it')}
              description={t('Leave out what could give away who you are, if you wish.')}
              value={said}
              onChange={(event) => setSaid(event.currentTarget.value)}
              maxLength={5000}
              minRows={3}
              autosize
              required
            />
            <Refusal error={add.error} />
            <Button type="submit" loading={add.isPending}>
              {t('Send')}
            </Button>
          </Stack>
        </form>
      </Stack>
    </Sheet>
  )
}

function Answers({ shown }: { readonly shown: CaseShown }) {
  return (
    <>
      <dl>
        {shown.told.map(({ name, label, text }) => (
          <div key={name}>
            <dt>
              <strong>{label}</strong>
            </dt>
            <dd style={{ marginInlineStart: 0, whiteSpace: 'pre-wrap' }}>{text}</dd>
          </div>
        ))}
      </dl>
      {shown.dialogue.length > 0 ? (
        <ol aria-label={t('Questions and answers')} style={{ paddingInlineStart: '1.2em' }}>
          {shown.dialogue.map(({ on, isYours, said }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end
            <li key={at} style={{ whiteSpace: 'pre-wrap' }}>
              <strong>{isYours ? t('You, {on}', { on }) : t('Answer, {on}', { on })}</strong>
              {'\n'}
              {said}
            </li>
          ))}
        </ol>
      ) : null}
    </>
  )
}
