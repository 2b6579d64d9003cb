import type { ToolClass } from '../../model/tool.ts';
import { baseForms } from './words.ts';

export type { ToolClass } from '../../model/tool.ts';

const list = (text: string): string[] => text.trim().split(/\s+/);

const READ = list(`
  aggregate analyse analyze ask audit browse calculate check classify collect compare compute convert count crawl
  decode describe detect diagnose diff discover display download echo encode enumerate estimate examine explain explore extract
  fetch filter find gather geocode get glob grep guess help identify info inspect investigate judge learn lint list locate lookup
  map match measure monitor obtain outline parse peek ping poll predict preview probe provide query rank read recall
  recommend render retrieve return scan scrape screenshot search see show snapshot sort stat suggest
  summarise summarize tail tell think trace translate validate verify view visualise visualize wait watch whoami
`);

const WRITE = list(`
  abort accept acknowledge activate add adjust allocate append apply approve archive arrange assign associate attach
  authorize backup ban block book build bump buy cancel capture change charge checkout claim clean cleanup clear clone close
  comment commit complete compose compress configure confirm copy cordon create customise customize cut deactivate
  decline decrease delegate delete deny deploy deregister detach disable discard dismiss dispatch downgrade draft
  drain drop duplicate edit eject email enable encrypt end enqueue enrich ensure erase exclude expand expire export extend
  finish fix flush force fork format forward generate give grant hide import increase index ingest init initialise
  initialize insert install invalidate invite issue join kill leave link lock log lower mail make manage mark merge
  message migrate mint mirror modify move mute notify offer open optimize order overwrite park patch pause pay persist pin
  place post promote propose provision prune publish purge push put quit raise reassign rebase rebuild receive record
  recover redeem redirect reduce refactor refresh refund register regenerate reindex reinstall reject release remember
  remove rename renew reopen reorder reorganize replace reply report repost request reschedule reserve reset resize resolve restart
  restore restrict resume retry revert revoke rewrite rollback rollout rotate save scale schedule seed sell send set setup
  share shutdown snooze spawn split stage star start stash stop store stream submit subscribe suspend swap switch sync
  synchronise synchronize tag terminate toggle transcode transfer transform transition trash triage trigger trim truncate
  tune unarchive unassign unblock uncordon undelete undo uninstall unfollow unlink unlock unmark unmute unpin unpublish
  unregister unshare unstar unsubscribe untag update upgrade upload upsert vote withdraw wipe write
`);

const EXECUTE = list('bash eval evaluate exec execute invoke powershell repl rerun run shell sql terminal');

/** Verbs about a connection or session that later calls need. */
const CONNECT = list('authenticate connect disconnect login logout reconnect signin signout');

/** Verbs that drive a browser, a device or a window, where one is there. */
const DRIVE = list(`
  activate back blur choose click close dismiss double drag drop emulate fill focus forward go goto handle hover hotkey
  install key launch maximize minimize navigate new open paste pinch press reload refresh resize rotate scroll select send
  set start stop submit swipe switch tap terminate touch type uninstall upload visit zoom
`);

const CLASS_OF = new Map<string, ToolClass>([
  ...READ.map((verb) => [verb, 'read'] as const),
  ...WRITE.map((verb) => [verb, 'write'] as const),
  ...EXECUTE.map((verb) => [verb, 'execute'] as const),
  ...CONNECT.map((verb) => [verb, 'session'] as const),
]);

const DRIVING = new Set(DRIVE);

/** Words that are as often the name of a thing: `post_list` lists, `search_delete` deletes. */
const ALSO_NOUNS = new Set(
  list(`
    audit backup block book branch build change charge check clone comment commit copy crawl deploy diff display draft email
    estimate export filter fork format forward help import index info issue key link lint lock log mail map match measure message
    monitor offer order outline patch pin place post preview print probe query rank record release report request review
    run scan schedule screenshot search set share shell snapshot sort sql stage star stat store stream swap switch sync tag
    tail terminal touch trace transfer transition trigger type update upload view vote watch
  `),
);

/** Those of them that name a thing even where a name begins with them: `place_details`, `log_entries`. */
const MOSTLY_NOUNS = new Set(
  list(
    'display email index info issue key log mail map match message order place process project query record review stat store stream terminal view',
  ),
);

/** Verbs that say nothing of their own: what is begun or done says it. */
const LIGHT = new Set(list('begin conduct do make perform start take'));

/** Verbs that only look, at some things: to resolve a name is none of what it is to resolve a thread. */
const LOOKS_AT = new Map([
  [
    'capture',
    new Set(list('console frame html image log logs output page photo screen screenshot snapshot state text view')),
  ],
  [
    'resolve',
    new Set(list('address alias dns domain handle host id ids library name names path reference symbol uri url urls')),
  ],
]);

export const isAlsoNoun = (word: string): boolean => ALSO_NOUNS.has(word);
export const isLookAt = (verb: string, object: string): boolean => LOOKS_AT.get(verb)?.has(object) === true;
export const isMostlyNoun = (word: string): boolean => MOSTLY_NOUNS.has(word);
export const isLight = (word: string): boolean => LIGHT.has(word);

/**
 * The class of a verb as it stands; undefined for a word that is no verb that is known. Where something is there to be
 * driven, what drives is no write.
 */
export function classOfVerb(word: string, isDriving = false): ToolClass | undefined {
  const found = CLASS_OF.get(word);
  return isDriving && found !== 'read' && found !== 'execute' && DRIVING.has(word) ? 'session' : found;
}

/** The verb that a word of a sentence is a form of, where it is one that is known. */
export function verbIn(word: string): string | undefined {
  return baseForms(word).find((form) => CLASS_OF.has(form) || DRIVING.has(form));
}

const DANGER: Record<ToolClass, number> = { read: 0, session: 1, write: 2, execute: 3 };

/** The one of the classes that can do most harm. */
export function worst(classes: readonly ToolClass[]): ToolClass | undefined {
  return classes.toSorted((a, b) => DANGER[b] - DANGER[a])[0];
}
