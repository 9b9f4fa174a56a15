import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { ErrorState, NotFoundState } from '../ui/ErrorState.tsx'
import { PageSkeleton } from '../ui/Skeletons.tsx'
import { AreaScreen } from './AreaScreen.tsx'
import { asProblem } from './api.ts'
import { areas } from './areas.ts'
import { Organisation } from './Organisation.tsx'
import { screenRoutes } from './screenRoutes.tsx'
import { parseSearch, stringifySearch } from './search.ts'
import { SessionProvider } from './session.tsx'

const root = createRootRoute({
  component: () => (
    <SessionProvider>
      <Outlet />
    </SessionProvider>
  ),
  errorComponent: ({ error, reset }) => <ErrorState problem={asProblem(error)} onRetry={reset} />,
})

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./start/Start.tsx'), 'Start'),
})
// Where links in letters and from the terminal lead; their secret stands behind `#`. And where the code of a concern does.
const fromLetters = [
  createRoute({
    getParentRoute: () => root,
    path: '/welcome',
    component: lazyRouteComponent(() => import('./start/Welcome.tsx')),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/join',
    component: lazyRouteComponent(() => import('./start/Join.tsx')),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reset',
    component: lazyRouteComponent(() => import('./start/Reset.tsx')),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/case',
    component: lazyRouteComponent(() => import('./start/Case.tsx')),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/proved',
    component: lazyRouteComponent(() => import('./start/Proved.tsx')),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/verify',
    component: lazyRouteComponent(() => import('./start/Verify.tsx')),
  }),
]

const organisation = createRoute({
  getParentRoute: () => root,
  path: '/$org',
  component: Organisation,
  beforeLoad: ({ params }) => {
    // A record's number alone (`/RISK-12`) is not an organisation; nor is `/api`.
    if (params.org === 'api') throw redirect({ to: '/' })
  },
})

const child = (path: string, component: Parameters<typeof createRoute>[0]['component']) =>
  createRoute({
    getParentRoute: () => organisation,
    path: path === '' ? '/' : path,
    component,
    errorComponent: ({ error, reset }) => <ErrorState problem={asProblem(error)} onRetry={reset} />,
  })

const registerRoutes = [
  child(
    'r/$path',
    lazyRouteComponent(() => import('../records/RecordList.tsx')),
  ),
  child(
    'r/$path/new',
    lazyRouteComponent(() => import('../records/RecordNew.tsx')),
  ),
  child(
    'r/$path/$ref',
    lazyRouteComponent(() => import('../records/RecordPage.tsx')),
  ),
  child(
    'r/$path/$ref/edit',
    lazyRouteComponent(() => import('../records/RecordEdit.tsx')),
  ),
]

const screens = screenRoutes.map((screen) => child(screen.path, lazyRouteComponent(screen.load)))

/** Areas without a screen of their own list their registers. */
const plainAreas = areas
  .filter((area) => !screenRoutes.some((screen) => screen.path === area.path))
  .map((area) =>
    area.name === 'settings'
      ? child(
          area.path,
          lazyRouteComponent(() => import('./SettingsScreen.tsx')),
        )
      : child(area.path, () => <AreaScreen area={area} />),
  )

export const router = createRouter({
  routeTree: root.addChildren([
    start,
    ...fromLetters,
    organisation.addChildren([...registerRoutes, ...screens, ...plainAreas]),
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingMs: 150,
  defaultPendingComponent: PageSkeleton,
  defaultNotFoundComponent: () => <NotFoundState />,
  scrollRestoration: true,
})
