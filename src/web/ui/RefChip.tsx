import { Popover, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { asProblem, client } from '../app/api.ts'
import { t } from '../app/i18n.ts'
import { AppLink } from './AppLink.tsx'
import classes from './RefChip.module.css'
import { TextSkeleton } from './Skeletons.tsx'
import { frameworkNames, shortRef } from './standardRef.ts'

/** What the server tells about a clause or control. */
export interface StandardExplanation {
  readonly ref: string
  readonly id: string
  readonly framework: string
  readonly title: string
  readonly gist: string
  readonly kind: string
}

export function useStandardRef(ref: string, enabled = true) {
  return useQuery({
    queryKey: ['standard', ref],
    queryFn: ({ signal }) => client.get('standard/{ref}', { at: { ref }, signal }),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** A clause or control as a quiet chip that opens its explanation. */
export function RefChip({ reference }: { reference: string }) {
  return (
    <Popover width={360} position="bottom-start" shadow="md" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={`${classes.chip} print-keep`}
          aria-label={t('Explain {ref}', { ref: shortRef(reference) })}
        >
          {shortRef(reference)}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Explanation reference={reference} />
      </Popover.Dropdown>
    </Popover>
  )
}

/** Address of the screen that shows one clause or control. */
const refPage = 'explore/standard/$ref'

/** Asked of the router: the list of screens leads back to everything that shows a chip. */
const useHasRefPage = (): boolean => Object.hasOwn(useRouter().routesByPath, `/$org/${refPage}`)

function Explanation({ reference }: { reference: string }) {
  const hasPage = useHasRefPage()
  const found = useStandardRef(reference)
  if (found.error) return <p className={classes.gist}>{asProblem(found.error).message}</p>
  if (!found.data) return <TextSkeleton rows={3} />
  const { framework, id, title, gist } = found.data
  return (
    <div>
      <p className={classes.where}>
        {frameworkNames[framework]?.() ?? framework} · {id}
      </p>
      <p className={classes.title}>{title}</p>
      {gist !== title ? <p className={classes.gist}>{gist}</p> : null}
      {hasPage ? (
        <AppLink to={refPage.replace('$ref', encodeURIComponent(reference))} fz="sm">
          {t('Where this stands here')}
        </AppLink>
      ) : null}
    </div>
  )
}

export function RefChips({ references }: { references: readonly string[] }) {
  return (
    <span className={classes.chips}>
      {references.map((ref) => (
        <RefChip key={ref} reference={ref} />
      ))}
    </span>
  )
}
