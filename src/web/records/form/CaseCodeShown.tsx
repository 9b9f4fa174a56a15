import { Anchor, Button, Code, CopyButton, Group, Stack } from '@mantine/core'
import { t } from '../../app/i18n.ts'
import { Page } from '../../ui/Page.tsx'

/** The code of what was sent without a name. It is shown here and nowhere else, ever. */
export function CaseCodeShown({ code, onDone }: { readonly code: string; readonly onDone: () => void }) {
  const address = `${location.origin}/case`
  return (
    <Page
      title={t('Keep this code')}
      standing={t(
        'Your concern is sent without your name, and nothing of what was kept says whose it is. This code is the only way back to it: with it you read the answer and write again.',
      )}
    >
      <Stack gap="md" align="flex-start">
        <Code block fz="xl" fw={600} aria-label={t('Case code')}>
          {code}
        </Code>
        <p>
          <strong>{t('It is shown this once.')}</strong>{' '}
          {t('Write it down, or copy it to a place that is yours alone, and tell nobody.')}
        </p>
        <p>
          {t('To come back, open this address on any device, signed in or not, and type the code:')}
          <br />
          <Anchor href={address} target="_blank" rel="noreferrer noopener" inherit>
            {address}
          </Anchor>
        </p>
        <Group gap="xs">
          <CopyButton value={code}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? t('Copied') : t('Copy the code')}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onDone}>{t('I have written it down')}</Button>
        </Group>
      </Stack>
    </Page>
  )
}
