import type { RiskMatrices } from '../../../programme/riskMatrix.ts'
import { showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import screen from '../parts/Screen.module.css'
import { Section } from '../parts/Section.tsx'
import { useAddress } from '../parts/useAddress.ts'
import { levels, type RiskPart, type When, writePart } from './riskParts.ts'
import { levelWord } from './riskWords.ts'

/** The same risks as numbers: how many stand at each level before and after treatment. */
export function LevelTable({ matrices }: { matrices: RiskMatrices }) {
  const counts = (when: When) => matrices[when].byLevel
  const isAbove = (level: (typeof levels)[number]) => levels.indexOf(level) > levels.indexOf(matrices.after.appetite)
  return (
    <Section
      title={t('By level')}
      about={t(
        'The appetite is "{level}": what lies above it is treated, or accepted by somebody with the authority. Treatment moved {moved, plural, one {# risk} other {# risks}}.',
        {
          level: levelWord(matrices.after.appetite),
          moved: matrices.moved.length,
        },
      )}
    >
      <div className={screen.tableFrame}>
        <table className={`${screen.table} ${screen.wrapHead}`}>
          <caption>{t('Risks by level')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('Level')}</th>
              <th scope="col" data-align="end">
                {t('Before treatment')}
              </th>
              <th scope="col" data-align="end">
                {t('After treatment')}
              </th>
              <th scope="col" className={screen.notOnPhone}>
                {t('Appetite')}
              </th>
            </tr>
          </thead>
          <tbody>
            {levels.toReversed().map((level) => (
              <tr key={level}>
                <td>{levelWord(level)}</td>
                <td data-align="end">
                  <Count value={counts('before')[level]} part={{ kind: 'level', when: 'before', level }} />
                </td>
                <td data-align="end">
                  <Count value={counts('after')[level]} part={{ kind: 'level', when: 'after', level }} />
                </td>
                <td className={screen.notOnPhone}>{isAbove(level) ? t('above it') : t('within it')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function Count({ value, part }: { value: number; part: RiskPart }) {
  const [{ system }] = useAddress<'system'>()
  if (value === 0) return <>0</>
  return (
    <AppLink to="risks" search={{ part: writePart(part), system }}>
      {showNumber(value)}
    </AppLink>
  )
}
