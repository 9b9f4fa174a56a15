import { Button, Code, CopyButton, Group, Stack } from '@mantine/core'
import { t } from '../../app/i18n.ts'
import { Page } from '../../ui/Page.tsx'

/** The code of what was sent without a name. It is shown here and nowhere else, ever. */
export function CaseCodeShown({ code, onDone }: { readonly code: string; readonly onDone: () => void }) {
  return (
    <Page
      title={t('Sent without your name')}
      standing={t(
        'Nothing of what was kept says who sent it. With this code you read the answer and write again. It is shown this once; write it down and tell nobody.',
      )}
    >
      <Stack gap="md" align="flex-start">
        <Code block fz="lg" aria-label={t('Case code')}>
          {code}
        </Code>
        <p>{t('Open {address}, signed in or not, and type the code.', { address: `${location.origin}/case` })}</p>
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
