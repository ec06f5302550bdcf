/** Runes everywhere: a component in the old syntax is a compile error. */
export default {
  compilerOptions: { runes: true },
};
