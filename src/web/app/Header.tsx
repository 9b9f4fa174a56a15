import { ActionIcon, Kbd, Menu, Tooltip, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import {
  IconCheck,
  IconDeviceDesktop,
  IconHelpCircle,
  IconMenu2,
  IconMoon,
  IconSearch,
  IconSelector,
  IconSun,
  IconUserCircle,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { roleLabel } from '../screens/account/roleLabels.ts'
import { BareLink } from '../ui/AppLink.tsx'
import { AsOfPicker } from './AsOfPicker.tsx'
import classes from './Header.module.css'
import { t } from './i18n.ts'
import { LanguageItems } from './LanguageItems.tsx'
import { useOrganisation, useSession } from './session.tsx'
import { useSignOut } from './useSignOut.tsx'

interface HeaderProps {
  readonly onMenu: () => void
  readonly menuOpen: boolean
  readonly onSearch: () => void
  readonly onHelp: () => void
}

export function Header({ onMenu, menuOpen, onSearch, onHelp }: HeaderProps) {
  return (
    <div className={classes.bar}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        onClick={onMenu}
        aria-expanded={menuOpen}
        aria-label={t('Navigation')}
      >
        <IconMenu2 size={18} />
      </ActionIcon>
      <OrganisationMenu />
      <UnstyledButton className={classes.search} onClick={onSearch}>
        <IconSearch size={16} aria-hidden />
        <span className={classes.searchWords}>{t('Search or go to')}</span>
        <Kbd size="xs" className={classes.kbd}>
          Ctrl K
        </Kbd>
      </UnstyledButton>
      <div className={classes.end}>
        <AsOfPicker />
        <Tooltip label={t('Keys')}>
          <ActionIcon
            className={classes.wideOnly}
            variant="subtle"
            color="gray"
            size={32}
            onClick={onHelp}
            aria-label={t('Show the keys')}
          >
            <IconHelpCircle size={18} />
          </ActionIcon>
        </Tooltip>
        <PersonMenu />
      </div>
    </div>
  )
}

function OrganisationMenu() {
  const { organisations } = useSession()
  const current = useOrganisation()
  const navigate = useNavigate()
  if (organisations.length < 2) {
    return (
      <BareLink to="" className={classes.name}>
        <span dir="auto">{current.name}</span>
      </BareLink>
    )
  }
  return (
    <Menu position="bottom-start" width={300}>
      <Menu.Target>
        <UnstyledButton className={classes.name} aria-label={t('Organisation: {name}', { name: current.name })}>
          <span dir="auto">{current.name}</span>
          <IconSelector size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('Organisations')}</Menu.Label>
        {organisations.map((o) => (
          <Menu.Item
            key={o.id}
            onClick={() => void navigate({ to: `/${o.slug}` })}
            fw={o.id === current.id ? 600 : 400}
            aria-current={o.id === current.id ? 'true' : undefined}
            rightSection={o.id === current.id ? <IconCheck size={16} aria-hidden /> : null}
          >
            <span dir="auto">{o.name}</span>
            {o.kind === 'example' ? ` · ${t('example')}` : ''}
            <span className={classes.roles}>{o.roles.map(roleLabel).join(', ')}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function PersonMenu() {
  const session = useSession()
  const { slug } = useOrganisation()
  const navigate = useNavigate()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const schemes = [
    { value: 'light', label: t('Light'), icon: IconSun },
    { value: 'dark', label: t('Dark'), icon: IconMoon },
    { value: 'auto', label: t('As the device'), icon: IconDeviceDesktop },
  ] as const
  const { signOut, dialog } = useSignOut()
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={t('You: {name}', { name: session.name ?? '' })}
          >
            <IconUserCircle size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{session.name}</Menu.Label>
          <Menu.Item onClick={() => void navigate({ to: `/${slug}/settings/account` })}>{t('Your account')}</Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t('Appearance')}</Menu.Label>
          {schemes.map(({ value, label, icon: Icon }) => (
            <Menu.Item
              key={value}
              leftSection={<Icon size={16} />}
              fw={colorScheme === value ? 600 : 400}
              aria-current={colorScheme === value}
              onClick={() => setColorScheme(value)}
            >
              {label}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <LanguageItems />
          <Menu.Divider />
          <Menu.Item onClick={signOut}>{t('Sign out')}</Menu.Item>
          <Menu.Label>{t('OpenAIMS {version}', { version: session.version })}</Menu.Label>
        </Menu.Dropdown>
      </Menu>
      {dialog}
    </>
  )
}
