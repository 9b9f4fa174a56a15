/** A mistake in the words of a command; the message says what would be right. */
export class UsageProblem extends Error {}
