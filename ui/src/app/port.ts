// What the window gives its features, and what a feature gives the window. The only file of `app` that features import.

import { createContext } from "svelte";
import type { Component } from "svelte";
import type { IconName } from "../components/icon";
import type { Host } from "../host";
import type { ActionRegistry } from "./actions.svelte";
import type { Choice } from "./choice.svelte";
import type { Preferences } from "./preferences.svelte";
import type { Clocks } from "./records/clocks.svelte";
import type { Credentials } from "./records/credentials.svelte";
import type { Devices } from "./records/devices.svelte";
import type { Environments } from "./records/environments.svelte";
import type { Keychain } from "./records/keychain.svelte";
import type { StatusBoard } from "./status.svelte";
import type { Toasts } from "../components/toast";

export type { Action } from "./actions.svelte";
export type { StatusItem } from "./status.svelte";
export type { ThemeChoice } from "./preferences.svelte";

/** Sections in the order of the navigation; the same nouns name the folders of the features. */
export type SectionId =
  | "sign-on"
  | "tokens"
  | "devices"
  | "history"
  | "simulator"
  | "environments"
  | "credentials"
  | "settings";

export interface AppPort {
  readonly host: Host;
  readonly actions: ActionRegistry;
  /** What the work is about: environment, platform, account, content. */
  readonly choice: Choice;
  readonly environments: Environments;
  readonly credentials: Credentials;
  readonly devices: Devices;
  readonly keychain: Keychain;
  readonly clocks: Clocks;
  readonly preferences: Preferences;
  readonly status: StatusBoard;
  readonly toasts: Toasts;
  /** What the screen in sight was given by `go`, for example which token to open. */
  readonly argument: unknown;
  /** Version of the program; undefined until it has answered. */
  readonly version: string | undefined;
  /** Whether the program can take a picture of the screen on this system. */
  readonly scansScreen: boolean;
  /** Shows a section. */
  go(section: SectionId, argument?: unknown): void;
  /** Copies a text that holds no secret, and says so. */
  copy(text: string): void;
  /** Says what went wrong where there is no better place for it. */
  tell(error: unknown): void;
}

/** A concept of the program with a place in the navigation. */
export interface Feature {
  readonly id: SectionId;
  readonly label: string;
  readonly icon: IconName;
  /** Sections of one group stand together. */
  readonly group: "work" | "lab" | "setup";
  /** Fetched when it is first shown. */
  screen(): Promise<{ default: Component<Record<string, never>> }>;
  /** A count beside the label, with its word for screen readers. */
  count?(app: AppPort): { value: number; word: string } | undefined;
  /** Called once at the start: registers actions, starts what lives as long as the window. */
  start?(app: AppPort): void;
}

const [appPort, setAppPort] = createContext<AppPort>();

export { appPort, setAppPort };
