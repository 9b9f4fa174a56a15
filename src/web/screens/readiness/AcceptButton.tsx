import type { ButtonProps } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { lazy, Suspense } from 'react'
import type { Finding } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrganisation } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'

const AcceptFinding = lazy(() => import('./AcceptFinding.tsx'))

/** Proposes to live with a finding for a while, where the reader may; a dialog asks why and until when. */
export function AcceptButton({ finding, ...rest }: { finding: Finding } & Pick<ButtonProps, 'variant' | 'size'>) {
  const register = useModel().byName('findingAcceptance')
  const { roles } = useOrganisation()
  const [asked, accept] = useDisclosure(false)
  const mayCreate = register !== undefined && roles.some((role) => register.mayCreate.includes(role))
  const reason = !mayCreate
    ? t('Your roles do not include proposing to accept a finding.')
    : finding.accepted !== null && t('It is accepted already.')
  return (
    <>
      <ActionButton variant="default" {...rest} disabledReason={reason} onClick={accept.open}>
        {t('Accept for a time')}
      </ActionButton>
      <Suspense>{asked ? <AcceptFinding finding={finding} onClose={accept.close} /> : null}</Suspense>
    </>
  )
}
