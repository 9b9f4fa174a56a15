import { Button, Popover, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCalendar } from '@tabler/icons-react'
import { useState } from 'react'
import classes from './AsOfPicker.module.css'
import { useAsOf } from './asOf.tsx'
import { showDay } from './dates.ts'
import { t } from './i18n.ts'
import { useSession } from './session.tsx'

/** Puts the application at a past day. */
export function AsOfPicker() {
  const { day, set } = useAsOf()
  const { today } = useSession()
  const [opened, is] = useDisclosure(false)
  const [draft, setDraft] = useState(day ?? '')
  const ok = /^\d{4}-\d\d-\d\d$/.test(draft) && draft <= today
  const go = () => {
    set(draft === today ? null : draft)
    is.close()
  }
  return (
    <Popover opened={opened} onChange={is.toggle} position="bottom-end" width={280} trapFocus returnFocus shadow="md">
      <Popover.Target>
        <UnstyledButton className={classes.target} data-past={day !== null || undefined} onClick={is.toggle}>
          <IconCalendar size={16} aria-hidden />
          <span className={classes.word}>{day ? showDay(day, 'short') : t('Today')}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (ok) go()
          }}
        >
          <Stack gap="xs">
            <TextInput
              type="date"
              label={t('Show everything as it was at the end of')}
              value={draft}
              max={today}
              onChange={(event) => setDraft(event.currentTarget.value)}
              data-autofocus
            />
            <Text size="xs" c="dimmed">
              {t('Lists, pages, figures and exports all move to that day. Nothing can be changed there.')}
            </Text>
            <Button type="submit" disabled={!ok}>
              {t('Show that day')}
            </Button>
            {day ? (
              <Button
                variant="default"
                onClick={() => {
                  set(null)
                  is.close()
                }}
              >
                {t('Back to today')}
              </Button>
            ) : null}
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
