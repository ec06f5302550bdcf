export { chooseChallenge } from "./challenge";
export { default as ChallengeRow } from "./ChallengeRow.svelte";
export { Playing } from "./playing.svelte";
export { default as PlayingFold } from "./PlayingFold.svelte";
export { default as PlayingResult } from "./PlayingResult.svelte";
