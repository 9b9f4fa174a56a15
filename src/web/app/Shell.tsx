import { AppShell } from '@mantine/core'
import { useDisclosure, useLocalStorage, useMediaQuery } from '@mantine/hooks'
import { CatchBoundary, type ErrorComponentProps, Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { asProblem, partMissingCode } from './api.ts'
import { useAsOf } from './asOf.tsx'
import { ExampleBanner, PastBanner, SecondFactorBanner } from './Banners.tsx'
import { Header } from './Header.tsx'
import { t } from './i18n.ts'
import { Navigation } from './Navigation.tsx'
import classes from './Shell.module.css'
import { useShortcut } from './shortcuts.ts'
import { useLanguageOfAccount } from './useLanguage.ts'

const Palette = lazy(() => import('./palette/Palette.tsx'))
const NavigationDrawer = lazy(() => import('./NavigationDrawer.tsx'))
const ShortcutsHelp = lazy(() => import('./ShortcutsHelp.tsx'))

/** Header, navigation, banners and the page. */
export function Shell() {
  useLanguageOfAccount()
  const { day } = useAsOf()
  const [collapsed, setCollapsed] = useLocalStorage({
    key: 'openaims.navCollapsed',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const [drawer, drawerIs] = useDisclosure(false)
  const [palette, paletteIs] = useDisclosure(false)
  const [help, setHelp] = useState(false)
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the drawer
  useEffect(() => drawerIs.close(), [pathname])
  useShortcut('mod+k', t('Search and go anywhere'), paletteIs.toggle)
  useShortcut('?', t('Show the keys'), () => setHelp(true))
  useShortcut('[', t('Fold the navigation'), () => setCollapsed(!collapsed))

  return (
    <AppShell
      header={{ height: 48 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: true, desktop: collapsed } }}
      transitionDuration={120}
      className={day ? classes.past : undefined}
    >
      <a className="skip-link" href="#main">
        {t('Skip to the page')}
      </a>
      <AppShell.Header className={classes.header}>
        <Header
          onMenu={() => (isPhone ? drawerIs.open() : setCollapsed(!collapsed))}
          menuOpen={isPhone ? drawer : !collapsed}
          onSearch={paletteIs.open}
          onHelp={() => setHelp(true)}
        />
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label={t('Areas')}>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
        <PastBanner />
        <SecondFactorBanner />
        <ExampleBanner />
        <Outlet />
      </AppShell.Main>
      <CatchBoundary getResetKey={() => pathname} errorComponent={Missing}>
        <Suspense>
          {drawer ? <NavigationDrawer onClose={drawerIs.close} /> : null}
          {palette ? <Palette onClose={paletteIs.close} /> : null}
          {help ? <ShortcutsHelp onClose={() => setHelp(false)} /> : null}
        </Suspense>
      </CatchBoundary>
    </AppShell>
  )
}

/** A layer that cannot be fetched leaves the page below it as it is; a notice says so. */
function Missing({ error }: ErrorComponentProps) {
  if (asProblem(error).code !== partMissingCode) throw error
  return null
}
