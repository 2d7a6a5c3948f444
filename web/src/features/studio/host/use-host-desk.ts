import { useCallback, useEffect, useState } from 'react';
import type { LiveState } from '#contracts/live';
import type { RunSheetEntry } from '#contracts/sales';
import { useOnAir } from '../on-air.tsx';
import type { HostSession } from './host-session.ts';
import { type HostActions, useHostActions } from './use-host-actions.ts';
import { type HostKey, useKeySwitch, useKeys } from './use-keys.ts';

interface Drawer {
  open: boolean;
  show: () => void;
  hide: () => void;
}

export interface Desk {
  session: HostSession;
  live: LiveState;
  actions: HostActions;
  /** The product whose price and stock are open. */
  entry: RunSheetEntry | undefined;
  variantId: string | null;
  select: (productId: string) => void;
  chooseVariant: (variantId: string) => void;
  help: Drawer;
  /** The run sheet to be changed. */
  plan: Drawer;
  keys: { on: boolean; turn: (on: boolean) => void };
}

const useDrawer = (): Drawer => {
  const [open, setOpen] = useState(false);
  const show = useCallback(() => setOpen(true), []);
  const hide = useCallback(() => setOpen(false), []);
  return { open, show, hide };
};

/** What lies on the host's desk, whichever layout draws it: the chosen product and variant, the keys, the help. */
export const useHostDesk = (session: HostSession, live: LiveState): Desk => {
  const { capture } = useOnAir();
  const actions = useHostActions(session, live);
  const [selected, setSelected] = useState<string | null>(live.featured);
  const [variant, setVariant] = useState<string | null>(null);
  const help = useDrawer();
  const plan = useDrawer();
  const keys = useKeySwitch();

  // What comes on screen is what the host talks about: its price and stock are what is needed next.
  useEffect(() => {
    if (live.featured) setSelected(live.featured);
  }, [live.featured]);

  const entry = live.runSheet.find((one) => one.productId === selected) ?? live.runSheet[0];
  const variantId = entry?.variants.find((one) => one.id === variant)?.id ?? entry?.variants[0]?.id ?? null;

  const count = (by: number) => {
    const chosen = entry?.variants.find((one) => one.id === variantId);
    if (entry && chosen && chosen.available + by >= 0)
      actions.quietly(actions.changeStock(entry, chosen.id, by));
  };
  const acts: Record<HostKey, () => void> = {
    next: () => actions.quietly(actions.featureNext()),
    pin: () => entry && actions.quietly(actions.feature(entry.productId)),
    less: () => count(-1),
    more: () => count(1),
    undo: () => {
      const { undo } = session.get();
      if (undo) actions.quietly(actions.undo(undo.id, undo.restore));
    },
    mute: () => capture.mute(!capture.get().muted),
    help: help.show,
  };
  useKeys(keys.on, (key) => acts[key]());

  return {
    session,
    live,
    actions,
    entry,
    variantId,
    select: setSelected,
    chooseVariant: setVariant,
    help,
    plan,
    keys,
  };
};
