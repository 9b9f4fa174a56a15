import { Anchor, Button, Modal, NativeSelect, SegmentedControl, Stack, useMantineColorScheme } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { accountScreens } from '../screens/accountScreens.ts'
import { AppLink } from '../ui/AppLink.tsx'
import { Page } from '../ui/Page.tsx'
import { asProblem, client } from './api.ts'
import { areas } from './areas.ts'
import { t } from './i18n.ts'
import { chosenLanguage, languageChoices } from './language.ts'
import { useModel } from './model.tsx'
import classes from './SettingsScreen.module.css'
import { useOrganisation, useRefreshSession, useSession } from './session.tsx'
import { SetUpForm } from './start/SetUpForm.tsx'
import { useChooseLanguage } from './useLanguage.ts'

/** The organisation's own rules, the organisations at hand, and how this browser looks. */
export default function SettingsScreen() {
  const area = areas.find((a) => a.name === 'settings')
  return (
    <Page title={t('Settings')} standing={area?.standing()}>
      <Stack gap="lg" maw={720}>
        <People />
        <RegisterLinks />
        <DataAndRunning />
        <Organisations />
        <Language />
        <Appearance />
      </Stack>
    </Page>
  )
}

function Section({ title, help, children }: { title: string; help: string; children: ReactNode }) {
  return (
    <section>
      <h2 className={classes.heading}>{title}</h2>
      <p className={classes.help}>{help}</p>
      {children}
    </section>
  )
}

/** Who gets in and how; mail is shown to those who look after the installation. */
function People() {
  const { isOperator } = useSession()
  const isAdministrator = useOrganisation().roles.includes('administrator')
  return (
    <Section title={t('People and signing in')} help={t('Who gets in, and how.')}>
      <ul className={classes.list}>
        {accountScreens
          .filter((screen) => isOperator || screen.path !== 'settings/mail')
          .filter((screen) => isAdministrator || screen.path !== 'settings/single-sign-on')
          .map((screen) => (
            <li key={screen.path}>
              <AppLink to={screen.path}>{screen.label()}</AppLink>
            </li>
          ))}
      </ul>
    </Section>
  )
}

/** Registers in which an organisation sets its rules. */
const settingRegisters = ['settings', 'customField', 'savedView', 'person']

/** Tables read in, how the installation runs, and what proves the log: each has a page of its own. */
function DataAndRunning() {
  const links = [
    {
      to: 'settings/import',
      label: t('Import a table'),
      help: t('Suppliers, people, systems or anything else from a spreadsheet.'),
    },
    { to: 'settings/operation', label: t('Operation'), help: t('Backups and the jobs that run in the background.') },
    {
      to: 'audit/trust',
      label: t('Trust'),
      help: t('The log and its checkpoints, who gets them outside, erasure and how long versions are kept.'),
    },
  ]
  return (
    <Section title={t('Data and running')} help={t('What comes in, what is kept, and how it is proved.')}>
      <ul className={classes.list}>
        {links.map((link) => (
          <li key={link.to}>
            <AppLink to={link.to}>{link.label}</AppLink>
            <p className={classes.help}>{link.help}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function RegisterLinks() {
  const model = useModel()
  const shown = settingRegisters.flatMap((name) => model.byName(name) ?? [])
  return (
    <Section title={t('Rules and people')} help={t('Kept as records, so every change has a history.')}>
      <ul className={classes.list}>
        {shown.map((register) => (
          <li key={register.name}>
            <AppLink to={`r/${register.path}`}>{register.label.many}</AppLink>
            <p className={classes.help}>{register.explain}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Organisations() {
  const { organisations, isOperator } = useSession()
  const mayFound = isOperator || organisations.some((o) => o.kind === 'own' && o.roles.includes('administrator'))
  const refresh = useRefreshSession()
  const navigate = useNavigate()
  const [isNaming, setNaming] = useState(false)
  const open = async (slug: string) => {
    await refresh()
    await navigate({ to: `/${slug}` })
  }
  const example = useMutation({
    mutationFn: () => client.post('setup/example'),
    onSuccess: ({ slug }) => open(slug),
    onError: (error) => {
      const p = asProblem(error)
      notifications.show({ color: 'red', title: p.title, message: `${p.message} ${p.next}` })
    },
  })
  return (
    <Section title={t('Organisations')} help={t('Each is apart from the others: records, people and history.')}>
      <ul className={classes.list}>
        {organisations.map((o) => (
          <li key={o.id}>
            <Anchor inherit renderRoot={(props) => <Link {...props} to={`/${o.slug}`} />}>
              <bdi>{o.name}</bdi>
            </Anchor>
            {o.kind === 'example' ? <span className={classes.soft}> · {t('example')}</span> : null}
          </li>
        ))}
      </ul>
      <div className={classes.actions}>
        {organisations.some((o) => o.kind === 'example') ? null : (
          <Button variant="default" loading={example.isPending} onClick={() => example.mutate()}>
            {t('Open the example organisation')}
          </Button>
        )}
        {mayFound ? (
          <Button variant="default" onClick={() => setNaming(true)}>
            {organisations.some((o) => o.kind === 'own')
              ? t('Set up another organisation')
              : t('Set up my organisation')}
          </Button>
        ) : null}
      </div>
      <Modal opened={isNaming} onClose={() => setNaming(false)} title={t('Set up my organisation')}>
        <SetUpForm onDone={open} />
      </Modal>
    </Section>
  )
}

function Language() {
  const browser = t('As the browser says')
  const choose = useChooseLanguage()
  return (
    <Section
      title={t('Language')}
      help={t(
        'Kept with your account, for every device and for mails to you. What people wrote stays in their own words.',
      )}
    >
      <NativeSelect
        maw={280}
        aria-label={t('Language')}
        value={chosenLanguage() ?? ''}
        disabled={choose.isPending}
        onChange={(event) =>
          choose.mutate(languageChoices.find((c) => c.code === event.currentTarget.value)?.code ?? null)
        }
        data={[{ value: '', label: browser }, ...languageChoices.map((c) => ({ value: c.code, label: c.name }))]}
      />
    </Section>
  )
}

function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Section title={t('Appearance')} help={t('Kept in this browser only.')}>
      <SegmentedControl
        aria-label={t('Appearance')}
        value={colorScheme}
        onChange={(value) => setColorScheme(value === 'dark' ? 'dark' : value === 'light' ? 'light' : 'auto')}
        data={[
          { value: 'auto', label: t('As the device') },
          { value: 'light', label: t('Light') },
          { value: 'dark', label: t('Dark') },
        ]}
      />
    </Section>
  )
}
