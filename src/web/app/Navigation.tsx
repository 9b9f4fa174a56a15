import { UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useParams, useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { BareLink, useOrgPath } from '../ui/AppLink.tsx'
import { type AreaName, areaOf, areas } from './areas.ts'
import { t } from './i18n.ts'
import { useModel } from './model.tsx'
import classes from './Navigation.module.css'
import { partWords } from './partWords.ts'
import { screenRoutes } from './screenRoutes.tsx'

interface Entry {
  readonly to: string
  readonly label: string
}

/** Screens and registers of an area, in that order. */
export function useAreaEntries(): (area: AreaName) => readonly Entry[] {
  const model = useModel()
  return (area) => [
    ...screenRoutes
      .filter((s) => s.area === area && s.inNavigation !== false && !s.path.includes('$') && s.path !== areaPath(area))
      .map((s) => ({ to: s.path, label: s.label() })),
    ...model
      .inArea(area)
      .filter((r) => !screenRoutes.some((s) => s.inPlaceOf === r.name))
      .map((r) => ({ to: `r/${r.path}`, label: r.label.many })),
  ]
}

const areaPath = (name: AreaName) => areas.find((a) => a.name === name)?.path ?? ''

/** The area the open page belongs to. */
export function useCurrentArea(): AreaName | undefined {
  const model = useModel()
  const orgPath = useOrgPath()
  const params = useParams({ strict: false }) as { path?: string }
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  if (params.path) {
    const register = model.byPath(params.path)
    return register && areaOf(register)?.name
  }
  const rest = pathname.slice(orgPath('').length + 1)
  if (rest === '') return 'home'
  const screen = screenRoutes.find((s) => s.path !== '' && rest.startsWith(s.path.replace(/\/?\$.*$/, '')))
  return screen?.area ?? areas.find((a) => a.path !== '' && rest.split('/')[0] === a.path)?.name
}

/** Areas of work; the open one shows its screens and registers. */
export function Navigation() {
  const current = useCurrentArea()
  const entriesOf = useAreaEntries()
  // Translators name the long words of menus and where they part; no English one is long enough to need it.
  const parts = t('Management-reviews')
  const [unfolded, setUnfolded] = useState<Partial<Record<AreaName, boolean>>>({})
  return (
    <ul className={classes.list}>
      {areas.map((area) => {
        const Icon = area.icon
        const entries = entriesOf(area.name)
        const isOpen = unfolded[area.name] ?? area.name === current
        const Chevron = isOpen ? IconChevronDown : IconChevronRight
        return (
          <li key={area.name}>
            <div className={classes.area} data-current={area.name === current || undefined}>
              <BareLink to={area.path} className={classes.areaLink}>
                <Icon size={16} aria-hidden />
                <span>{partWords(area.label(), parts)}</span>
              </BareLink>
              {entries.length > 0 ? (
                <UnstyledButton
                  className={classes.fold}
                  aria-expanded={isOpen}
                  aria-label={
                    isOpen ? t('Fold {area}', { area: area.label() }) : t('Unfold {area}', { area: area.label() })
                  }
                  onClick={() => setUnfolded({ ...unfolded, [area.name]: !isOpen })}
                >
                  <Chevron size={14} aria-hidden />
                </UnstyledButton>
              ) : null}
            </div>
            {isOpen && entries.length > 0 ? (
              <ul className={classes.sub}>
                {entries.map((entry) => (
                  <li key={entry.to}>
                    <BareLink to={entry.to} className={classes.subLink}>
                      {partWords(entry.label, parts)}
                    </BareLink>
                  </li>
                ))}
              </ul>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}
