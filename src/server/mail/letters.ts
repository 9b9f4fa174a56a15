import type { Letter } from './mail.ts'

const closing = '\n\nOpenAIMS'

/** Links stand on a line of their own; nothing is loaded, tracked or hidden behind other words. */
export const invitationLetter = (to: string, by: string, organisation: string, link: string): Letter => ({
  to,
  subject: `Invitation to ${oneLine(organisation)} on OpenAIMS`,
  text: `${oneLine(by)} invites you to work on the AI management system of ${oneLine(organisation)}.

Open this link to join. It works for seven days, and once:

${link}

If you did not expect this, leave it; nothing happens without you.${closing}`,
})

export const resetLetter = (to: string, link: string): Letter => ({
  to,
  subject: 'Set a new password for OpenAIMS',
  text: `Somebody, probably you, asked for a new password for this address.

Open this link to set one. It works for 30 minutes, and once:

${link}

If it was not you, leave it; your password stays as it is.${closing}`,
})

export const verifyLetter = (to: string, link: string): Letter => ({
  to,
  subject: 'Confirm your e-mail address for OpenAIMS',
  text: `Open this link to confirm that this is your address. It works for two days, and once:

${link}${closing}`,
})

export const changedLetter = (to: string, what: string): Letter => ({
  to,
  subject: 'A way to sign in to OpenAIMS was changed',
  text: `${what}

If it was you, there is nothing to do. If not, set a new password, end all sessions under "Your account", and tell
your administrator.${closing}`,
})

export const testLetter = (to: string): Letter => ({
  to,
  subject: 'OpenAIMS can send mail',
  text: `This is the test mail you asked for.${closing}`,
})

/** A name cannot put lines into a letter. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 200)
