// The sections of the window, in the order of the navigation.

import { feature as credentials } from "../features/credentials";
import { feature as devices } from "../features/devices";
import { feature as environments } from "../features/environments";
import { feature as history } from "../features/history";
import { feature as settings } from "../features/settings";
import { feature as signOn } from "../features/sign-on";
import { feature as simulator } from "../features/simulator";
import { feature as tokens } from "../features/tokens";
import type { Feature } from "./port";

export const features: readonly Feature[] = [
  signOn,
  tokens,
  devices,
  history,
  simulator,
  environments,
  credentials,
  settings,
];
