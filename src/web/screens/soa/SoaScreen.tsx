import { Button } from '@mantine/core'
import { IconSparkles, IconVersions } from '@tabler/icons-react'
import type { SoaLine } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { BareLink } from '../../ui/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Figure, Figures } from '../../ui/Figure.tsx'
import { Page } from '../../ui/Page.tsx'
import { RefChips } from '../../ui/RefChip.tsx'
import { Asked } from '../parts/Asked.tsx'
import { FilterChips } from '../parts/FilterChips.tsx'
import { useAddress } from '../parts/useAddress.ts'
import { ExportMenu } from './ExportMenu.tsx'
import { SoaTable } from './SoaTable.tsx'
import { belongsTo, countShows, isShow, type Show, shows } from './soaStanding.ts'

const words: Readonly<Record<Show, () => string>> = {
  all: () => t('All controls'),
  undecided: () => t('To decide'),
  included: () => t('Included'),
  excluded: () => t('Left out'),
  warned: () => t('With warnings'),
  unproven: () => t('Without valid evidence'),
  open: () => t('Not yet in place'),
}

/** The living statement of applicability: every control with its decision, why, how far it is and what proves it. */
export default function SoaScreen() {
  const asked = useOrgQuery('applicability')
  const [state] = useAddress<'show'>()
  const show = isShow(state.show) ? state.show : 'all'
  const lines = asked.data?.lines
  const counts = lines ? countShows(lines) : null
  return (
    <Page
      wide
      title={t('Statement of applicability')}
      kicker={<RefChips references={['iso42001:6.1.3']} />}
      standing={
        lines && counts ? standingOf(lines, counts) : t('Which controls apply, why, and what shows that they work.')
      }
      more={
        <>
          <ExportMenu />
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconVersions size={16} />}
            renderRoot={(props) => <BareLink {...props} to="controls/versions" />}
          >
            {t('Versions')}
          </Button>
        </>
      }
      action={<ProposeButton />}
    >
      <Asked answer={asked} rows={12}>
        {({ lines: all }) => {
          const counted = countShows(all)
          const shown = all.filter((line) => belongsTo(line, show))
          return (
            <>
              <SoaFigures counts={counted} total={all.length} />
              <FilterChips
                label={t('Part of the statement')}
                to="controls"
                name="show"
                value={show}
                choices={shows.map((value) => ({ value, label: words[value]() }))}
              />
              {shown.length === 0 ? (
                <EmptyState title={t('No control is in this part')}>{t('Choose another part above.')}</EmptyState>
              ) : (
                <SoaTable lines={shown} />
              )}
            </>
          )
        }}
      </Asked>
    </Page>
  )
}

function ProposeButton() {
  return (
    <Button
      leftSection={<IconSparkles size={16} />}
      renderRoot={(props) => <BareLink {...props} to="controls/proposals" />}
    >
      {t('Propose decisions')}
    </Button>
  )
}

function SoaFigures({ counts, total }: { counts: Readonly<Record<Show, number>>; total: number }) {
  const figure = (show: Show, label: string, hue?: 'warn' | 'bad') => (
    <Figure
      value={counts[show]}
      label={label}
      to="controls"
      search={{ show }}
      {...(hue && counts[show] > 0 ? { hue } : {})}
    />
  )
  return (
    <Figures>
      <Figure
        value={total - counts.undecided}
        label={t('of {total} decided', { total })}
        to="controls"
        search={{ show: counts.undecided > 0 ? 'undecided' : undefined }}
      />
      {figure('included', t('included'))}
      {figure('excluded', t('left out'))}
      {figure('open', t('not yet in place'), 'warn')}
      {figure('unproven', t('without valid evidence'), 'warn')}
      {figure('warned', t('with warnings'), 'bad')}
    </Figures>
  )
}

function standingOf(lines: readonly SoaLine[], counts: Readonly<Record<Show, number>>): string {
  const decided = t('{decided} of {total} controls decided', {
    decided: lines.length - counts.undecided,
    total: lines.length,
  })
  const proof =
    counts.included === 0
      ? t('none is included yet')
      : counts.unproven === 0
        ? t('every included one has valid evidence')
        : t('{count, plural, one {# included one has} other {# included ones have}} no evidence that still counts', {
            count: counts.unproven,
          })
  return `${decided}; ${proof}.`
}
