import { entriesOf, type Given } from './_credentials.ts';
import { named } from './_tools.ts';
import { listed } from './_words.ts';

/** A variable's name that can be shown and set in every shell. */
const VARIABLE = /^[A-Z][A-Z0-9_]{0,79}$/;

const asVariable = (text: string): string =>
  text
    .toUpperCase()
    .match(/[A-Z0-9]+/g)
    ?.join('_') ?? '';

/** The name of the variable to refer to: the one that is referred to now, its own, else one after who gives it out or the server. */
function variableFor({ server, first: { name, class: id, provider, reference } }: Given): string {
  const names = [
    reference === null || reference.form === null ? '' : asVariable(reference.name),
    name,
    `${asVariable(provider ?? server.name)}_${/url|string/.test(id) ? 'URL' : 'TOKEN'}`,
  ];
  return names.find((one) => VARIABLE.test(one)) ?? 'MCP_SERVER_TOKEN';
}

/** A reference that every client of its entries resolves, as it is written there; null where none is known. */
export function referenceFor(given: Given): string | null {
  const [first, ...others] = entriesOf(given).map(({ resolves }) => resolves);
  const form = first?.find((one) => others.every((forms) => forms?.includes(one) ?? false));
  return form?.replace('NAME', variableFor(given)) ?? null;
}

const clientsOf = (given: Given): string => listed([...new Set(entriesOf(given).map(({ client }) => client))]);

/** What to write in the place of a literal. */
export function byReference(given: Given): string {
  const form = referenceFor(given);
  if (form !== null) return `replace the secret by ${named(form)}, which ${clientsOf(given)} resolves`;
  const passesAll = entriesOf(given).every(({ resolves }) => resolves?.length === 0);
  return passesAll
    ? `take it out, and have ${clientsOf(given)} pass the variable ${named(variableFor(given))} on by its name`
    : `replace the secret by a reference to where it is kept, in the form that ${clientsOf(given)} takes`;
}
