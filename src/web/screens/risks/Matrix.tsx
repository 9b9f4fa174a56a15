import type { MatrixCell, RiskMatrix } from '../../../programme/riskMatrix.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { BareLink } from '../../ui/AppLink.tsx'
import { useAddress } from '../parts/useAddress.ts'
import classes from './Matrix.module.css'
import { countAbove, countRated, lineSides, writePart } from './riskParts.ts'
import { levelWord } from './riskWords.ts'

interface MatrixProps {
  readonly matrix: RiskMatrix
  /** Id of the AI system whose risks alone are shown. */
  readonly system?: string | undefined
}

/** Risks by consequence and likelihood; a table, so it reads without eyes and without a mouse. */
export function Matrix({ matrix, system }: MatrixProps) {
  const likelihoods = useScale('likelihood')
  const consequences = useScale('consequenceOrganization')
  const rows = [...new Set(matrix.cells.map((cell) => cell.consequence))]
  const columns = [...new Set(matrix.cells.map((cell) => cell.likelihood))]
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.title}>{titleOf(matrix)}</figcaption>
      <table className={classes.matrix}>
        <thead>
          <tr>
            <td className={classes.corner} aria-hidden />
            {columns.map((likelihood) => (
              <th key={likelihood} scope="col">
                <span className={classes.step}>{likelihood}</span>
                <span className={classes.word}>{likelihoods(likelihood)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((consequence) => (
            <tr key={consequence}>
              <th scope="row">
                <span className={classes.step}>{consequence}</span>
                <span className={classes.word}>{consequences(consequence)}</span>
              </th>
              {matrix.cells
                .filter((cell) => cell.consequence === consequence)
                .map((cell) => (
                  <Cell key={cell.likelihood} cell={cell} matrix={matrix} system={system} />
                ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.axes}>{t('Likelihood from left to right, consequence from bottom to top.')}</p>
    </figure>
  )
}

function Cell({ cell, matrix, system }: MatrixProps & { cell: MatrixCell }) {
  const [{ part: open }] = useAddress<'part'>()
  const { start, bottom } = lineSides(matrix.cells, cell)
  const { consequence, likelihood } = cell
  const part = writePart({ kind: 'cell', when: matrix.when, consequence, likelihood })
  const count = cell.risks.length
  return (
    <td
      data-level={cell.level}
      data-line-start={start || undefined}
      data-line-bottom={bottom || undefined}
      data-open={open === part || undefined}
    >
      {count > 0 ? (
        <BareLink
          to="risks"
          search={{ part: open === part ? undefined : part, system }}
          className={classes.count}
          aria-label={t(
            '{count, plural, one {# risk} other {# risks}} with consequence {consequence} and likelihood {likelihood}, {level}',
            {
              count,
              consequence,
              likelihood,
              level: levelWord(cell.level),
            },
          )}
        >
          {count}
        </BareLink>
      ) : null}
      <span className={classes.level}>{levelWord(cell.level)}</span>
    </td>
  )
}

/** Words of a five-step scale, as the register declares them. */
function useScale(field: string): (value: number) => string {
  const found = useModel()
    .byName('risk')
    ?.fields.find((each) => each.name === field)
  return (value) => found?.choices.find((choice) => Number(choice.value) === value)?.label ?? ''
}

function titleOf(matrix: RiskMatrix): string {
  const values = { above: countAbove(matrix), rated: countRated(matrix) }
  return matrix.when === 'before'
    ? t('Before treatment, {above} of {rated} lie above the appetite', values)
    : t('After treatment, {above} of {rated} lie above the appetite', values)
}
