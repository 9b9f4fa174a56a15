import { t } from '../app/i18n.ts'
import type { ScreenRoute } from '../app/screenRoute.ts'

/** People and how they sign in. */
export const accountScreens: readonly ScreenRoute[] = [
  {
    path: 'settings/account',
    area: 'settings',
    label: () => t('Your account'),
    words: 'password passkey authenticator two-factor sessions sign out',
    load: () => import('./account/AccountScreen.tsx'),
  },
  {
    path: 'settings/members',
    area: 'settings',
    label: () => t('Members'),
    words: 'invite colleagues roles users access',
    load: () => import('./account/MembersScreen.tsx'),
  },
  {
    path: 'settings/single-sign-on',
    area: 'settings',
    label: () => t('Single sign-on'),
    words: 'oidc openid saml scim provisioning identity provider entra okta directory',
    // For administrators; Settings leads them to it.
    inNavigation: false,
    load: () => import('./singleSignOn/SingleSignOnScreen.tsx'),
  },
  {
    path: 'settings/access',
    area: 'settings',
    label: () => t('Roles and access'),
    words: 'permissions delegation away deputy external auditor custom role',
    load: () => import('./access/AccessScreen.tsx'),
  },
  {
    path: 'settings/keys',
    area: 'settings',
    label: () => t('Keys for programs'),
    words: 'api token bearer integration',
    load: () => import('./account/KeysScreen.tsx'),
  },
  {
    path: 'settings/mail',
    area: 'settings',
    label: () => t('Mail'),
    words: 'smtp e-mail server',
    // Only for those who look after the installation; Settings leads them to it.
    inNavigation: false,
    load: () => import('./account/MailScreen.tsx'),
  },
]
