import { IdentityProvider, SamlLib, ServiceProvider, setSchemaValidator } from 'samlify'

setSchemaValidator({ validate: async () => 'not looked at by the provider of the test' })

export interface Signer {
  readonly key: string
  readonly certificate: string
}

/** Who speaks: a provider of this name to the installation that says this of itself. */
export interface Between {
  readonly metadata: string
  readonly callback: string
  readonly entity: string
  readonly name: string
  readonly signer: Signer
}

export interface Says {
  readonly email?: string
  readonly subject?: string
  readonly audience?: string
  readonly recipient?: string
  readonly answers?: string
  readonly minutes?: number
  readonly by?: Signer
  readonly issuer?: string
  /** When and how they showed the provider who they are. */
  readonly shownAt?: number
  readonly context?: string
  /** Encrypted by the provider itself, as its library does. */
  readonly isEncrypted?: boolean
  /** Answers nothing: the provider began. */
  readonly isUnsolicited?: boolean
  /** The one group that is named. */
  readonly groups?: string
  /** What the provider calls the session it begins. */
  readonly session?: string
}

const attribute = (name: string, valueTag: string) => ({
  name,
  valueTag,
  nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic',
  valueXsiType: 'xs:string',
})

/** What a real identity provider posts, as its page would. */
export async function samlResponse(between: Between, requestId: string, says: Says = {}): Promise<string> {
  const { by = between.signer, issuer = between.name } = says
  const idp = samlProvider(issuer, by, says.isEncrypted)
  const sp = ServiceProvider({ metadata: between.metadata, wantMessageSigned: false })
  const at = (minutes: number) => new Date(Date.now() + (says.minutes ?? 0) * 60_000 + minutes * 60_000).toISOString()
  const answers = says.answers ?? requestId
  // The library would escape it as a value.
  const statement = `<saml:AuthnStatement AuthnInstant="${new Date(says.shownAt ?? Date.now()).toISOString()}"${says.session ? ` SessionIndex="${says.session}"` : ''}><saml:AuthnContext><saml:AuthnContextClassRef>${says.context ?? 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport'}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`
  const { context } = await idp.createLoginResponse(
    sp,
    { extract: { request: { id: answers } } },
    'post',
    {},
    {
      customTagReplacement: (template: string) => ({
        id: '_response',
        context: SamlLib.replaceTagsByValue(
          (says.isUnsolicited ? template.replace(/ InResponseTo="[^"]*"/g, '') : template).replace(
            '{AuthnStatement}',
            statement,
          ),
          {
            ID: '_response',
            AssertionID: `_a${Math.random().toString(16).slice(2)}`,
            Destination: between.callback,
            Audience: says.audience ?? between.entity,
            SubjectRecipient: says.recipient ?? between.callback,
            NameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
            NameID: says.subject ?? 's1',
            Issuer: issuer,
            IssueInstant: at(0),
            ConditionsNotBefore: at(0),
            ConditionsNotOnOrAfter: at(5),
            SubjectConfirmationDataNotOnOrAfter: at(5),
            InResponseTo: answers,
            StatusCode: 'urn:oasis:names:tc:SAML:2.0:status:Success',
            AuthnStatement: '',
            attrEmail: says.email ?? 'saml@example.org',
            attrName: 'Sam L.',
            attrGroups: says.groups ?? 'auditors',
          },
        ),
      }),
    },
  )
  return context
}

/** A real identity provider. */
export const samlProvider = (issuer: string, by: Signer, isEncrypted = false, wantsSigned = false) =>
  IdentityProvider({
    entityID: issuer,
    privateKey: by.key,
    signingCert: by.certificate,
    isAssertionEncrypted: isEncrypted,
    wantAuthnRequestsSigned: wantsSigned,
    wantLogoutRequestSigned: true,
    wantLogoutResponseSigned: true,
    messageSigningOrder: 'sign-then-encrypt',
    singleLogoutService: [{ Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', Location: `${issuer}/slo` }],
    singleSignOnService: [{ Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', Location: `${issuer}/sso` }],
    loginResponseTemplate: {
      context: SamlLib.defaultLoginResponseTemplate.context,
      attributes: [attribute('email', 'email'), attribute('name', 'name'), attribute('groups', 'groups')],
    },
  })
